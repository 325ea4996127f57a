"""What is written in bulk is what the verbs would have written, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models

from articles.enums import WorkflowState
from articles.exchange.bulk import proving
from articles.exchange.bulk.records import BulkRefused, BulkStory, BulkText
from articles.exchange.bulk.references import References
from articles.exchange.bulk.tables import COLUMNS
from articles.exchange.bulk.writing import fingerprint, import_stories, write_batch
from articles.integrity.findings import replace_findings_many
from articles.models import (
    Byline,
    Correction,
    Finding,
    ImportedPage,
    Judgement,
    MemoryUnit,
    Publication,
    Revision,
    Site,
    Story,
    StoryTranslation,
    ViewTotal,
)
from articles.translation.archive import remember_archive
from articles.workflow import correct, keep, publish, take_down
from tests.exchange.bulk.writing.records import NOW, ORIGINAL, PAST, record, write
from tests.factories import make_author, make_image, make_section, make_source, make_tag


@pytest.fixture(autouse=True)
def _proved_at_once(monkeypatch):
    """As large batches are; small ones are written by the same statements, with more checks."""
    monkeypatch.setattr(proving, "LARGE", 1)


def write_by_verbs(site: Site, told: BulkStory, reason: str) -> Story:
    """The same story as the desk makes it, with what an import remembers of it."""
    story = Story.objects.create(
        origin=site,
        original_language=told.original_language,
        section_id=told.section,
        lead_image_id=told.lead_image,
        source_id=told.source,
    )
    for position, author in enumerate(told.authors):
        Byline.objects.create(story=story, author_id=author, position=position)
    story.tags.set(told.tags)
    for code, text in told.texts.items():
        StoryTranslation.objects.create(
            master=story, language_code=code, title=text.title, dek=text.dek, body=text.body
        )
    keep(story, actor=None, reason=reason)
    ImportedPage.objects.create(
        story=story,
        site=site,
        language_code=told.original_language,
        fingerprint=fingerprint(told.key),
        published_at=told.publish_at or NOW,
        clicks=told.views,
    )
    if told.publish_at is not None:
        publish(
            story,
            languages=sorted(told.texts, key=lambda code: (code != "vi", code)),
            actor=None,
            override_reason="the archive",
            site=site,
            publish_at=told.publish_at,
            expire_at=told.expire_at,
        )
    return story


def rows_of(story: Story) -> dict[str, list[dict[str, Any]]]:
    """All rows of a story, its own numbers replaced by names."""
    revisions = list(Revision.objects.filter(story=story).order_by("language_code"))
    publications = list(Publication.objects.filter(story=story).order_by("language_code"))
    names = {
        "story_id": {story.pk: "story"},
        "master_id": {story.pk: "story"},
        "revision_id": {one.pk: f"revision {one.language_code}" for one in revisions},
        "publication_id": {one.pk: f"publication {one.language_code}" for one in publications},
    }
    names["head_id"] = names["revision_id"]

    found = {}
    for model in COLUMNS:
        columns = [
            field.attname for field in model._meta.concrete_fields if not field.primary_key
        ] + [field.attname for field in model._meta.concrete_fields if field.is_relation]
        found[model.__name__] = sorted(
            (
                {
                    name: names[name].get(value, value) if name in names else value
                    for name, value in row.items()
                    if name != "fingerprint"
                }
                for row in _rows(model, story, columns)
            ),
            key=repr,
        )
    for row in found["Revision"]:
        row["links"] = [[*link[:2], names["revision_id"][link[2]]] for link in row["links"] or ()]
    return found


def _rows(model: type[models.Model], story: Story, columns: list[str]) -> Iterator[dict[str, Any]]:
    by = {
        Story: "pk",
        StoryTranslation: "master",
    }.get(model)
    names = {field.name for field in model._meta.concrete_fields}
    by = by or ("story" if "story" in names else "publication__story")
    rows: Any = model._default_manager.filter(**{by: story.pk}).order_by("pk")
    return rows.values(*dict.fromkeys(columns)).iterator()


FULL = {
    "plain": {},
    "draft": {"publish_at": None},
    "scheduled": {"publish_at": NOW + timedelta(days=2)},
    "to end": {"expire_at": NOW + timedelta(days=30)},
    "ended": {"expire_at": PAST + timedelta(days=30)},
    "read": {"views": 1_234},
    "one language": {"texts": {"vi": ORIGINAL}},
    "no dek": {"texts": {"vi": BulkText(title="Một", body="<p>Hai</p>")}},
}


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("told", [False, True], ids=["found links", "told links"])
def test_a_bulk_story_has_the_rows_of_one_made_by_the_verbs(site, name, told):
    parent = make_section(site, "parent")
    section = make_section(site, "child", parent)
    more = {
        "section": section.pk,
        "authors": [make_author().pk, make_author().pk][::-1],
        "tags": [make_tag().pk, make_tag().pk][::-1],
        "source": make_source().pk,
        "lead_image": make_image(site).pk,
    }
    of_verbs = write_by_verbs(site, record(site, "verbs", **more, **FULL[name]), "from the archive")
    bulk = record(site, "bulk", **more, **FULL[name])
    if told:
        texts = {
            code: BulkText(
                title=text.title, dek=text.dek, body=text.body, follows_original=code != "vi"
            )
            for code, text in bulk.texts.items()
        }
        bulk = record(site, "bulk", **more | FULL[name] | {"texts": texts})

    report = write(site, bulk, reason="from the archive")

    made = Story.objects.get(pk=report.created["bulk"])
    expected, written = rows_of(of_verbs), rows_of(made)
    # The verbs ask the gate, and write down that it was passed over.
    expected["StateChange"] = [row for row in expected["StateChange"] if row["verb"] != "override"]
    assert written == expected
    assert written["Revision"]
    assert written["StateChange"]
    assert bool(written["SearchEntry"]) == (name != "draft")


def test_what_bulk_leaves_to_commands_they_make_as_the_verbs_do(site):
    of_verbs = write_by_verbs(site, record(site, "verbs"), "")
    of_verbs_memory = set(MemoryUnit.objects.values_list("source_hash", "target_hash"))
    made = write(site, record(site, "bulk")).created["bulk"]
    assert not Judgement.objects.filter(revision__story=made).exists()

    replace_findings_many(list(Revision.objects.filter(story=made)))
    MemoryUnit.objects.all().delete()
    remember_archive()

    def findings(story):
        rows = Finding.objects.filter(revision__story=story)
        return sorted(rows.values_list("language_code", "rule", "segment_hash", "excerpt"))

    assert findings(made) == findings(of_verbs)
    assert findings(made)
    assert Judgement.objects.filter(revision__story=made).count() == 3
    assert set(MemoryUnit.objects.values_list("source_hash", "target_hash")) == of_verbs_memory
    assert of_verbs_memory


def test_the_verbs_go_on_with_a_bulk_story(site):
    made = Story.objects.get(pk=write(site, record(site)).created["a"])

    correct(made, "vi", text="Dài 420 mét.", actor=None)
    take_down(made, actor=None, reason="wrong")

    assert Correction.objects.filter(story=made).count() == 1
    states = set(made.translations.values_list("state", flat=True))
    assert states == {WorkflowState.TAKEN_DOWN}


def test_a_translation_that_lacks_something_is_held_back(site):
    short = BulkText(title="New bridge", dek="Easier.", body="<p>It is 420 metres long.</p>")

    report = write(site, record(site, texts={"vi": ORIGINAL, "en": short}))

    assert [(one.key, one.language_code, one.missing_segments) for one in report.held_back] == [
        ("a", "en", 2)
    ]
    assert [one.language_code for one in Publication.objects.all()] == ["vi"]
    text = StoryTranslation.objects.get(language_code="en")
    assert (text.state, text.missing_segments) == (WorkflowState.DRAFT, 2)


def test_a_second_import_changes_nothing(site):
    write(site, record(site, "a"), record(site, "b"))

    report = write(site, record(site, "b"), record(site, "c"))

    assert report.unchanged == ["b"]
    assert list(report.created) == ["c"]
    assert Story.objects.count() == 3


def test_a_batch_that_fails_late_leaves_nothing(site):
    references = References.of(site)
    gone = make_author()
    told = record(site, authors=[gone.pk])
    references = References.of(site)
    gone.delete()

    with pytest.raises(IntegrityError):
        write_batch(references, [record(site, "b"), told], actor=None)

    assert Story.objects.count() == 0
    assert ImportedPage.objects.count() == 0


def test_batches_before_a_bad_record_stay(site, monkeypatch):
    monkeypatch.setattr("articles.exchange.bulk.writing.BATCH", 2)
    bad = record(site, "d", section=0)
    reports = import_stories(
        site, [record(site, "a"), record(site, "b"), record(site, "c"), bad], actor=None
    )

    assert list(next(reports).created) == ["a", "b"]
    with pytest.raises(BulkRefused, match=r"^d, section: "):
        next(reports)

    assert Story.objects.count() == 2


def test_views_of_an_older_page_are_the_opening_balance_of_the_original(site):
    write(site, record(site, views=50))

    totals = ViewTotal.objects.values_list("publication__language_code", "opening")
    assert dict(totals) == {"vi": 50, "en": 0, "zh-hans": 0}
