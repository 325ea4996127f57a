"""What the database announces of each change, and that nothing else is named."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.caching.watching import CHANNEL, _connect
from articles.counting.ranking import rank
from articles.exchange.bulk.bare import bare_tables
from articles.models import (
    Category,
    Correction,
    Image,
    ImageTranslation,
    Publication,
    Retraction,
    SourceTranslation,
)
from articles.workflow import publish, take_down
from tests.exchange.bulk.writing.records import record, write
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_site,
    make_source,
    make_story,
    make_tag,
    write_text,
)

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def announced():
    """What is announced by what is committed meanwhile."""
    heard: set[str] = set()
    with _connect() as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        yield heard
        for notice in listener.notifies(timeout=0.3):
            number, *keys = notice.payload.split()
            assert number.startswith("#")
            heard.update(keys)


@pytest.fixture
def place(transactional_db):
    site = make_site("news", ("vi", "en"))
    return site, make_section(site)


def test_a_new_text_names_the_story_and_the_maps_only(place):
    site, section = place
    story = make_live_story(site, ("vi",), section=section)
    write_text(story, "vi", title="Tít mới")

    with announced() as heard:
        publish(story, site=site, languages=["vi"], actor=None)

    assert heard == {f"n{story.pk}", f"n{story.pk}.vi", f"w{site.pk}"}


def test_lists_of_the_most_read_are_named_when_they_are_made_and_only_then(place):
    with announced() as made:
        rank()
    with announced() as again:
        rank()

    assert (made, again) == ({"ranks"}, set())


def test_a_publication_names_its_lists(place):
    site, section = place
    tag, author = make_tag(), make_author()
    story = make_story(site, ("vi",), section=section, tags=[tag], authors=(author,))

    with announced() as heard:
        publish(story, site=site, languages=["vi"], actor=None)

    assert heard == {
        f"n{story.pk}",
        f"n{story.pk}.vi",
        f"w{site.pk}",
        f"e{site.pk}.vi",
        f"c{section.pk}.vi",
        f"t{tag.pk}.{site.pk}.vi",
        f"a{author.pk}.{site.pk}.vi",
        f"d{site.pk}.vi",
    }


def test_taking_down_names_what_it_left(place):
    site, section = place
    story = make_live_story(site, ("vi", "en"), section=section)

    with announced() as heard:
        take_down(story, site=site, languages=["vi"], actor=None, reason="x")

    assert heard >= {f"n{story.pk}", f"e{site.pk}.vi", f"c{section.pk}.vi", f"w{site.pk}"}
    assert f"n{story.pk}.vi" in heard
    assert not heard & {f"n{story.pk}.en", f"e{site.pk}.en", f"c{section.pk}.en"}


def test_what_is_said_of_a_text_names_its_own_language_only(place):
    """Lists and feeds of the others stay."""
    site, section = place
    story = make_live_story(site, ("vi", "en"), section=section)
    publication = story.publications.get(language_code="vi")
    now = timezone.now()
    changes = {
        "correction": lambda: Correction.objects.create(
            story=story, language_code="vi", text="x", at=now
        ),
        "retraction": lambda: Retraction.objects.create(publication=publication, text="x", at=now),
        "headline": lambda: Publication.objects.filter(pk=publication.pk).update(headline="x"),
        "deletion": lambda: Publication.objects.filter(pk=publication.pk).delete(),
    }

    for name, change in changes.items():
        with announced() as heard:
            change()
        assert heard >= {f"n{story.pk}", f"n{story.pk}.vi"}, name
        assert f"n{story.pk}.en" not in heard, name


def test_a_text_that_becomes_another_names_the_lists_that_have_it(place):
    """No verb does that; somebody at a prompt may."""
    site, section = place
    story = make_live_story(site, ("vi",), section=section)
    other = make_live_story(site, ("vi", "en"), section=section)
    now_there = other.publications.get(language_code="en")
    taken = {"revision_id": now_there.revision_id, "story": other, "language_code": "en"}
    now_there.delete()

    with announced() as heard:
        Publication.objects.filter(story=story).update(**taken)

    assert heard >= {f"n{story.pk}.vi", f"n{other.pk}.en"}


def test_another_time_names_all_its_lists(place):
    site, section = place
    story = make_live_story(site, ("vi",), section=section)

    with announced() as heard:
        Publication.objects.update(expire_at=timezone.now() + timedelta(days=1))

    assert heard >= {f"n{story.pk}", f"e{site.pk}.vi", f"c{section.pk}.vi", f"w{site.pk}"}


def test_what_is_not_committed_is_not_announced(place):
    site, _section = place
    story = make_live_story(site, ("vi",))

    with announced() as heard, transaction.atomic():
        Publication.objects.filter(story=story).update(headline="x")
        transaction.set_rollback(True)

    assert heard == set()


def test_pictures_names_and_frames(place):
    site, section = place
    image = make_image(site)
    tag, author, source = make_tag(), make_author(), make_source("Reuters", vi="Theo Reuters")
    changes = {
        "m": lambda: Image.objects.filter(pk=image.pk).update(credit="x"),
        "m ": lambda: ImageTranslation.objects.create(master=image, language_code="vi", alt="x"),
        "g": lambda: tag.translations.filter(language_code="vi").update(name="x"),
        "b": lambda: type(author).objects.update(name="x"),
        "r": lambda: SourceTranslation.objects.update(credit_line="x"),
        "": lambda: Category.objects.filter(pk=section.pk).update(position=5),
        " ": lambda: site.editions.filter(language_code="vi").update(name="x"),
        "  ": lambda: type(site).objects.update(accent="#000000"),
    }
    ids = {"m": image.pk, "g": tag.pk, "b": author.pk, "r": source.pk}
    general = {"m": "images", "g": "names", "b": "names", "r": "names"}

    found = {}
    for name, change in changes.items():
        with announced() as heard:
            change()
        found[name] = heard

    for name, heard in found.items():
        letter = name.strip()
        assert heard == ({f"{letter}{ids[letter]}", general[letter]} if letter else {"frames"})


def test_more_than_a_message_can_name_is_everything(place):
    site, section = place
    story = make_live_story(site, ("vi",), section=section)
    with connection.cursor() as cursor, announced() as heard:
        cursor.execute(
            "SELECT articles_announce(ARRAY(SELECT 'n' || n FROM generate_series(1, 5000) AS n))"
        )

    assert heard == {"*"}
    assert story.pk


def test_a_filled_archive_is_announced_when_it_is_whole(transactional_db):
    site = make_site("news", ("vi", "en", "zh-hans"))
    make_section(site)
    with announced() as meanwhile, bare_tables(), announced() as heard:
        write(site, record(site))

    assert heard == set()
    assert meanwhile == {"*"}
