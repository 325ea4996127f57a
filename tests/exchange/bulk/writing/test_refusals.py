"""What an import in bulk does not take, and from whom; nothing is half-written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import Role
from articles.exchange.bulk.records import BulkRefused, BulkText
from articles.models import Publication, Revision, Story
from tests.exchange.bulk.writing.records import ENGLISH, NOW, ORIGINAL, PAST, record, write
from tests.factories import make_image, make_site, make_source, make_user


def _text(**changed: Any) -> dict[str, Any]:
    fields = {"title": "Một", "body": "<p>Hai</p>"} | changed
    return {"texts": {"vi": BulkText(**fields)}}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no key": ({"key": " "}, "key"),
    "unknown section": ({"section": 0}, "section"),
    "unknown author": ({"authors": [0]}, "authors"),
    "author twice": ({"authors": [1, 1]}, "authors"),
    "unknown tag": ({"tags": [0]}, "tags"),
    "unknown source": ({"source": 0}, "source"),
    "unknown picture": ({"lead_image": 999_999}, "lead_image"),
    "picture in the body": (
        _text(body='<p>Hai</p><figure data-image-id="999999"></figure>'),
        "lead_image",
    ),
    "no original": ({"original_language": "en", **_text()}, "texts"),
    "no edition": ({"texts": {"vi": ORIGINAL, "ar": ENGLISH}}, "texts.ar"),
    "no title": (_text(title=" "), "texts.vi.title"),
    "long title": (_text(title="x" * 251), "texts.vi.title"),
    "no body": (_text(body=""), "texts.vi.body"),
    "NUL": (_text(title="a\0"), "texts.vi"),
    "views": ({"views": -1}, "views"),
    "naive time": ({"publish_at": datetime(2026, 1, 1)}, "publish_at"),  # noqa: DTZ001
    "ends first": ({"expire_at": PAST}, "expire_at"),
    "draft with an end": ({"publish_at": None, "expire_at": NOW}, "expire_at"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_record_is_refused_with_its_key_and_field(site, name):
    changed, field = REFUSED[name]

    with pytest.raises(BulkRefused) as caught:
        write(site, record(site, "good"), record(site, **{"key": "bad"} | changed))

    assert caught.value.field_name == field
    assert caught.value.key == ("bad" if changed.get("key") is None else "a record without a key")
    assert Story.objects.count() == 0


def test_two_records_with_one_key_are_refused(site):
    with pytest.raises(BulkRefused, match="Two records"):
        write(site, record(site, "a"), record(site, "a"))


def test_ended_rights_of_a_picture_are_refused(site):
    image = make_image(site, rights_until=NOW)

    with pytest.raises(BulkRefused, match="lead_image"):
        write(site, record(site, lead_image=image.pk))


def test_a_licence_that_does_not_cover_a_text_is_refused(site):
    source = make_source()
    source.licensed_languages = ["vi"]
    source.save()

    with pytest.raises(BulkRefused, match=r"^a, source: "):
        write(site, record(site, source=source.pk))

    assert Revision.objects.count() == 0


def test_a_text_ends_with_the_licence_of_its_source(site):
    source = make_source()
    source.licensed_until = NOW + timedelta(days=9)
    source.save()

    write(site, record(site, source=source.pk))

    ends = Publication.objects.values_list("expire_at", flat=True)
    assert set(ends) == {source.licensed_until}


def test_a_site_that_asks_for_review_publishes_nothing_in_bulk(site):
    site.review_required = True
    site.save()

    with pytest.raises(BulkRefused, match="publish_at"):
        write(site, record(site))

    assert len(write(site, record(site, publish_at=None)).created) == 1


@pytest.mark.parametrize("role", Role)
def test_only_who_may_do_all_of_it_imports_in_bulk(site, role):
    actor = make_user((role, site))

    try:
        write(site, record(site), actor=actor)
    except PermissionDenied:
        done = False
    else:
        done = True

    assert done == (role in {Role.CHIEF_EDITOR, Role.SITE_MANAGER})
    assert Story.objects.exists() == done


def test_somebody_of_another_site_imports_nothing(site):
    actor = make_user((Role.CHIEF_EDITOR, make_site("other", ("vi",))))

    with pytest.raises(PermissionDenied):
        write(site, record(site), actor=actor)
