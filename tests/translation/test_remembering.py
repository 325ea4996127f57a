"""What keeping a text teaches the memory, and what it does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import MemoryUnit
from articles.text.segments import cut_story
from articles.translation.archive import remember_archive, renew_signatures
from articles.translation.links import SegmentLink
from articles.workflow import keep
from tests.factories import head_of, make_story, make_user, write_text

BODY = "<p>Một cây cầu.</p><p>Hai cây cầu.</p>"
TRANSLATED = "<p>One bridge.</p><p>Two <strong>bridges</strong>.</p>"


def known(**fields):
    return dict(
        MemoryUnit.objects.filter(**fields).order_by("pk").values_list("source_text", "target_html")
    )


@pytest.fixture
def story(site, section):
    """Title, dek and two paragraphs, in Vietnamese and English."""
    made = make_story(site, ("vi",), texts={"title": "Cầu", "dek": "", "body": BODY})
    write_text(made, "en", title="Bridges", dek="", body=TRANSLATED)
    return made


def machine_links(story, *, confirmed_by=None):
    text = story.translations.get(language_code="en")
    sources = cut_story(title="Cầu", body=BODY)
    targets = cut_story(title=text.title, dek=text.dek, body=text.body)
    return [
        SegmentLink(target.hash, source.hash, head_of(story, "vi").pk, "engine", confirmed_by)
        for source, target in zip(sources, targets, strict=True)
    ]


def test_kept_translation_is_remembered_with_its_markup(story, site):
    assert known() == {
        "Cầu": "Bridges",
        "Một cây cầu.": "One bridge.",
        "Hai cây cầu.": "Two <strong>bridges</strong>.",
    }
    unit = MemoryUnit.objects.get(source_text="Cầu")
    assert (unit.source_language, unit.target_language) == ("vi", "en")
    assert (unit.site, unit.story, unit.written_by) == (site, story, None)
    assert unit.written_at == head_of(story, "en").created_at


def test_only_what_was_written_now_is_dated_now(story):
    before = dict(MemoryUnit.objects.values_list("source_text", "written_at"))
    editor = make_user(username="boss", is_superuser=True)

    write_text(story, "en", title="The bridges", body=TRANSLATED, actor=editor)

    units = {unit.source_text: unit for unit in MemoryUnit.objects.all()}
    assert units["Cầu"].target_html == "The bridges"
    assert units["Cầu"].written_by == editor
    assert units["Hai cây cầu."].written_at == before["Hai cây cầu."]


def test_what_a_story_corrects_is_forgotten(story):
    write_text(story, "en", body=TRANSLATED.replace("One bridge", "A bridge"))

    assert known()["Một cây cầu."] == "A bridge."
    assert MemoryUnit.objects.filter(source_text="Một cây cầu.").count() == 1


def test_what_another_story_says_otherwise_stays(story, site):
    other = make_story(site, ("vi",), texts={"title": "Cầu", "dek": "", "body": BODY})

    write_text(other, "en", title="Bridge", dek="", body=TRANSLATED)
    write_text(other, "en", title="A bridge", dek="", body=TRANSLATED)

    targets = MemoryUnit.objects.filter(source_text="Cầu").order_by("-written_at")
    assert list(targets.values_list("target_html", "story")) == [
        ("A bridge", other.pk),
        ("Bridges", story.pk),
    ]


def test_what_is_stale_is_neither_remembered_nor_a_correction(story):
    before = known()
    write_text(story, "vi", body=BODY.replace("Một cây cầu", "Một cây cầu lớn"))

    write_text(story, "en", body=TRANSLATED.replace("One", "A big"))

    assert known() == before


def test_machine_text_is_remembered_when_a_person_has_confirmed_it(site, section):
    story = make_story(site, ("vi",), texts={"title": "Cầu", "dek": "", "body": BODY})
    story.translations.create(
        master=story, language_code="en", title="Bridges", dek="", body=TRANSLATED
    )

    keep(story, actor=None, links={"en": machine_links(story)})
    assert known() == {}
    editor = make_user(username="boss", is_superuser=True)
    keep(story, actor=editor, links={"en": machine_links(story, confirmed_by=editor.pk)})

    assert set(known()) == {"Cầu", "Một cây cầu.", "Hai cây cầu."}


def test_a_machine_corrects_nobody(story):
    text = story.translations.get(language_code="en")
    text.title = "Pontoons"
    text.save()

    keep(story, actor=None, links={"en": machine_links(story)})

    assert known()["Cầu"] == "Bridges"


def test_figures_alone_are_not_remembered(site, section):
    story = make_story(site, ("vi",), texts={"title": "Cầu", "dek": "", "body": "<p>42 – 17</p>"})

    write_text(story, "en", title="Bridge", dek="", body="<p>42 – 17</p>")

    assert set(known()) == {"Cầu"}


def about_memory(context):
    return [query["sql"] for query in context if "articles_memoryunit" in query["sql"]]


def test_keeping_costs_one_statement_and_a_second_for_corrections(site, section):
    story = make_story(site, ("vi",), texts={"title": "Cầu", "dek": "", "body": BODY})

    with CaptureQueriesContext(connection) as first:
        write_text(story, "en", title="Bridges", dek="", body=TRANSLATED)
    with CaptureQueriesContext(connection) as second:
        write_text(story, "en", title="The bridges")
    with CaptureQueriesContext(connection) as nothing:
        write_text(story, "vi", title="Những cây cầu")

    assert [sql.split()[0] for sql in about_memory(first)] == ["INSERT"]
    assert [sql.split()[0] for sql in about_memory(second)] == ["DELETE", "INSERT"]
    assert about_memory(nothing) == []


def test_archive_is_remembered_once(story, site, other_site):
    there = set(MemoryUnit.objects.values_list("source_hash", "target_hash", "written_at"))
    MemoryUnit.objects.filter(source_text="Cầu").delete()
    done = []

    first, second = remember_archive(advance=done.append), remember_archive()

    assert (first["created"], first["updated"], first["unchanged"]) == (1, 0, 2)
    assert (second["created"], second["updated"], second["unchanged"]) == (0, 0, 3)
    assert set(MemoryUnit.objects.values_list("source_hash", "target_hash", "written_at")) == there
    assert done == [1]
    assert remember_archive(other_site).total() == 0


def test_signatures_are_renewed_where_they_are_wrong(story):
    right = dict(MemoryUnit.objects.values_list("pk", "signature"))
    wrong = MemoryUnit.objects.first()
    MemoryUnit.objects.filter(pk=wrong.pk).update(signature=[1, 2, 3])

    assert renew_signatures() == 1
    assert renew_signatures() == 0

    assert dict(MemoryUnit.objects.values_list("pk", "signature")) == right
