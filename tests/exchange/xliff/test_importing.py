"""What comes back is merged with what there is now; nothing is lost and nothing overwritten."""

import itertools

import pytest

from articles.enums import Role, SegmentState
from articles.exchange.xliff.importing import import_upload
from articles.exchange.xliff.report import Fate
from articles.models import Revision, StateChange
from articles.text.segments import text_hash
from articles.translation.comparison import compare_revisions
from articles.workflow import SegmentEdit, translate_segments
from tests.exchange.xliff.bridge import (
    BODY,
    HEADING,
    OPENING,
    TITLE,
    body_of,
    make_bridge,
    written,
)
from tests.factories import head_of, make_image, make_story, make_user, write_text

VERSIONS = pytest.mark.parametrize("version", ["1.2", "2.0"])
FERRY_ID = text_hash("Trước đây phải đi phà. Chuyến phà cuối đã chạy hôm qua.")


def fill(document, words, target, state="translated"):
    """The document after a translator wrote or changed the target of one segment."""
    head, unit, tail = _cut(document, words)
    closed = unit.replace("<target/>", "")
    if 'version="1.2"' in document:
        before = closed.index("<target")
        end = closed.find("</target>")
        after = end + len("</target>") if end >= 0 else closed.index("/>", before) + 2
        new = f'<target xml:lang="en" state="{state}">{target}</target>'
    else:
        before = closed.find("<target")
        after = closed.find("</target>") + len("</target>") if before >= 0 else before
        if before < 0:
            before = after = closed.index("</source>") + len("</source>")
        start = closed.index("<segment")
        mark = closed[start : closed.index(">", start)]
        new = f'<target xml:space="preserve">{target}</target>'
        closed = closed[:before] + new + closed[after:]
        return head + closed.replace(mark, f'<segment id="s1" state="{state}"') + tail
    return head + closed[:before] + new + closed[after:] + tail


def _cut(document, words):
    name = "trans-unit" if 'version="1.2"' in document else "unit"
    place = document.index(words, document.index(f"<{name} "))
    start = document.rindex(f"<{name} ", 0, place)
    end = document.index(f"</{name}>", place)
    return document[:start], document[start:end], document[end:]


def send(document, *, actor=None, dry_run=False, **options):
    """The report on a document with one story."""
    (report,) = import_upload(
        "back.xlf", document.encode(), actor=actor, dry_run=dry_run, **options
    )
    return report


def fates(report):
    return {fate: report.count(fate) for fate in Fate if report.count(fate)}


@VERSIONS
def test_missing_segments_are_filled(site, section, translator, version):
    story = make_bridge(site)
    document = fill(written(story, version), "Lễ khánh", "The opening is this morning.")
    code = '<x id="br1"/>' if version == "1.2" else '<ph id="br1"/>'
    document = fill(document, "Trước đây", f"People took a ferry.{code}It ran yesterday.")

    report = send(document, actor=translator)

    assert fates(report) == {Fate.APPLIED: 2, Fate.UNCHANGED: 4}
    assert report.is_whole
    assert body_of(story).endswith(
        "</p><p>People took a ferry.<br>It ran yesterday.</p><p>The opening is this morning.</p>"
    )
    head = head_of(story, "en")
    assert (report.revision_id, head.created_by) == (head.pk, translator)
    assert head.reason == "From a translator’s file, back.xlf"
    assert story.translations.get(language_code="en").segments_behind == 0


@VERSIONS
def test_what_was_exported_changes_nothing(site, section, version):
    story = make_bridge(site)
    before = (Revision.objects.count(), StateChange.objects.count())

    report = send(written(story, version))

    assert fates(report) == {Fate.UNCHANGED: 4, Fate.UNTRANSLATED: 2}
    assert (Revision.objects.count(), StateChange.objects.count()) == before


@VERSIONS
def test_a_first_translation_is_made(site, section, version):
    story = make_bridge(site, ())
    document = fill(written(story, version), TITLE, "A new bridge &amp; more")
    document = fill(document, "Lễ khánh", "The opening.")

    report = send(document)

    assert fates(report) == {Fate.APPLIED: 2, Fate.UNTRANSLATED: 4}
    head = head_of(story, "en")
    assert (head.title, head.dek, head.body) == ("A new bridge & more", "", "<p>The opening.</p>")


def test_importing_again_changes_nothing(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")
    send(document)
    before = Revision.objects.count()

    report = send(document)

    assert fates(report) == {Fate.UNCHANGED: 5, Fate.UNTRANSLATED: 1}
    assert Revision.objects.count() == before


def test_a_dry_run_says_the_same_and_changes_nothing(site, section):
    story = make_bridge(site)
    document = fill(written(story, "2.0"), "Lễ khánh", "The opening.")
    before = (Revision.objects.count(), body_of(story))

    tried = send(document, dry_run=True)

    assert (Revision.objects.count(), body_of(story)) == before
    done = send(document)
    assert tried.revision_id is None
    assert tried.entries == done.entries


# --- merging --------------------------------------------------------------------------------


@VERSIONS
def test_what_somebody_else_changed_is_a_conflict_and_the_rest_merges(site, section, version):
    story = make_bridge(site)
    document = fill(written(story, version), HEADING, "Two years to build")
    document = fill(document, "Lễ khánh", "The opening.")
    write_text(story, "en", body=body_of(story).replace("Two years of work", "A work of years"))

    report = send(document)

    assert fates(report) == {Fate.APPLIED: 1, Fate.CONFLICT: 1, Fate.UNCHANGED: 3} | {
        Fate.UNTRANSLATED: 1
    }
    (conflict,) = report.of(Fate.CONFLICT)
    assert (conflict.ours, conflict.theirs) == ("Two years to build", "A work of years")
    assert document.splitlines()[conflict.line - 1].startswith(("<trans-unit", "<unit"))
    assert "A work of years" in body_of(story)
    assert "The opening." in body_of(story)
    assert not report.is_whole


def test_what_the_translator_left_alone_does_not_undo_others(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")
    write_text(story, "en", body=body_of(story).replace("Two years of work", "A work of years"))

    report = send(document)

    assert fates(report) == {Fate.APPLIED: 1, Fate.UNCHANGED: 4, Fate.UNTRANSLATED: 1}
    assert "A work of years" in body_of(story)


def test_the_same_words_from_two_people_are_no_conflict(site, section):
    story = make_bridge(site)
    document = fill(written(story, "2.0"), HEADING, "Two years to build")
    write_text(story, "en", body=body_of(story).replace("years of work", "years to build"))

    assert fates(send(document)) == {Fate.UNCHANGED: 4, Fate.UNTRANSLATED: 2}


def test_a_segment_that_the_original_lost_is_unknown_with_its_successor(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")
    document = fill(document, HEADING, "Two years to build")
    write_text(story, "vi", body=BODY.replace("sáng nay", "chiều nay").replace(HEADING, "Ba năm"))

    report = send(document)

    found = {entry.source: entry for entry in report.of(Fate.UNKNOWN)}
    assert set(found) == {OPENING, HEADING}
    assert found[OPENING].message == (
        f"The original says now: “{OPENING.replace('sáng nay', 'chiều nay')}”"
    )
    assert found[HEADING].message == "The original says now: “Ba năm”"
    assert found[OPENING].ours == "The opening."
    assert "opening" not in body_of(story)


@VERSIONS
def test_a_file_that_lost_its_memory_fills_gaps_and_writes_over_nothing(site, section, version):
    """No revision that anybody knows, and no base with the units."""
    story = make_bridge(site)
    document = fill(written(story, version), "Lễ khánh", "The opening.")
    document = fill(document, HEADING, "Two years to build")
    revisions = (head_of(story, "vi").pk, head_of(story, "en").pk)
    document = document.replace(f"vi@{revisions[0]}/en@{revisions[1]}", "vi@0/en@0")
    document = document.replace("newscenter:base=", "other=").replace('type="base"', 'type="x"')

    report = send(document)

    assert fates(report)[Fate.APPLIED] == 1
    assert [entry.ours for entry in report.of(Fate.CONFLICT)] == ["Two years to build"]
    assert "The opening." in body_of(story)
    assert "Two years of work" in body_of(story)


@VERSIONS
def test_without_bases_the_exported_revision_is_the_base(site, section, version):
    story = make_bridge(site)
    document = fill(written(story, version), HEADING, "Two years to build")
    document = document.replace("newscenter:base=", "other=").replace('type="base"', 'type="x"')

    assert fates(send(document))[Fate.APPLIED] == 1
    assert "Two years to build" in body_of(story)


@VERSIONS
def test_units_that_a_tool_renamed_are_found_by_their_words(site, section, version):
    story = make_bridge(site)
    document = fill(written(story, version), "Lễ khánh", "The opening.")
    for number, name in enumerate(_ids(document)):
        document = document.replace(f'id="{name}"', f'id="tu{number}"')

    assert fates(send(document))[Fate.APPLIED] == 1


def _ids(document):
    return [part.split('"')[0] for part in document.split('unit id="')[1:]]


# --- stale segments and machines ----------------------------------------------------------------


def heading_row(story):
    rows = compare_revisions(head_of(story, "en"), head_of(story, "vi"))
    return next(row for row in rows if row.target and row.target.text == "Two years of work")


@VERSIONS
@pytest.mark.parametrize(
    ("state", "expected"),
    [("translated", SegmentState.CURRENT), ("", SegmentState.STALE)],
)
def test_a_stale_segment_that_comes_back_unchanged(site, section, version, state, expected):
    """Said to be done, it is still right; left as it was sent out, it still needs a look."""
    story = make_bridge(site)
    write_text(story, "vi", body=BODY.replace("Hai năm", "Suốt hai năm"))
    document = written(story, version)
    if state:
        document = fill(document, "Suốt hai năm", "Two years of work", state)

    report = send(document)

    assert heading_row(story).state is expected
    assert report.count(Fate.APPLIED) == (expected is SegmentState.CURRENT)


def test_a_machine_s_text_is_confirmed_by_who_finds_it_right(site, section, translator):
    story = make_bridge(site)
    edit = SegmentEdit(text_hash(HEADING), 0, "Two years of work!", machine="deepl")
    translate_segments(story, "en", [edit], actor=None)
    document = written(story, "2.0")

    send(document, actor=translator)
    assert story.translations.get(language_code="en").unconfirmed_segments == 1
    send(fill(document, HEADING, "Two years of work!"), actor=translator)

    assert story.translations.get(language_code="en").unconfirmed_segments == 0


def test_a_machine_s_text_that_was_reworded_is_a_person_s(site, section, translator):
    """Also where the tool leaves the state as it was."""
    story = make_bridge(site)
    edit = SegmentEdit(text_hash(HEADING), 0, "Two years of work!", machine="deepl")
    translate_segments(story, "en", [edit], actor=None)
    document = written(story, "1.2")
    assert 'state-qualifier="mt-suggestion">Two years of work!' in document

    send(document.replace("Two years of work!", "Two years to build"), actor=translator)

    assert story.translations.get(language_code="en").unconfirmed_segments == 0


def test_a_machine_s_text_in_a_file_is_marked(site, section, translator):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.", "needs-review-translation")
    document = document.replace(
        'state="needs-review-translation"',
        'state="needs-review-translation" state-qualifier="mt-suggestion"',
    )

    send(document, actor=translator)

    assert story.translations.get(language_code="en").unconfirmed_segments == 1


@VERSIONS
def test_the_original_s_own_words_fill_no_gap(site, section, version):
    """Tools put the source where nothing is translated; said to be translated, it is a name."""
    story = make_bridge(site)
    state = "needs-translation" if version == "1.2" else "initial"

    report = send(fill(written(story, version), "Lễ khánh", OPENING, state))
    assert fates(report) == {Fate.UNCHANGED: 4, Fate.UNTRANSLATED: 2}
    report = send(fill(written(story, version), "Lễ khánh", OPENING, "translated"))

    assert fates(report)[Fate.APPLIED] == 1


# --- codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "fate", "words"),
    [
        ('See the <g id="a1">report</g>.', Fate.APPLIED, "Without the codes strong1."),
        ("See the report.", Fate.APPLIED, "Without the codes a1, strong1."),
        (
            '<g id="strong1">A</g> <g id="a1">b</g> <g id="strong1">c</g>',
            Fate.APPLIED,
            "More than once: strong1.",
        ),
        ('See <g id="a7">it</g>.', Fate.REJECTED, "The original has no code “a7”."),
        ('See <bpt id="a1"/>it.', Fate.REJECTED, "The code “a1” begins and never ends."),
        ('See it<ept id="a1"/>.', Fate.REJECTED, "The code “a1” ends and never began."),
    ],
)
def test_codes_that_are_lost_are_told_and_broken_ones_refused(site, section, target, fate, words):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Cầu dài", target)

    report = send(document)

    (entry,) = [one for one in report.entries if one.source.startswith("Cầu dài")]
    assert (entry.fate, entry.message) == (fate, words)
    assert ("420 metres" in body_of(story)) is (fate is Fate.REJECTED)


@VERSIONS
def test_a_link_leads_where_the_original_leads_now(site, section, version):
    story = make_bridge(site)
    document = fill(written(story, version), "Lễ khánh", "The opening.")
    code = ('<g id="a1">paper</g>', '<pc id="a1">paper</pc>')[version == "2.0"]
    document = fill(document, "Cầu dài", f"420 metres, says a {code}.")
    moved = BODY.replace("https://example.org/bao-cao", "https://example.org/moved")
    write_text(story, "vi", body=moved)

    send(document.replace("https://example.org/bao-cao", "https://evil.example/"))

    assert '<p>420 metres, says a <a href="https://example.org/moved">paper</a>.</p>' in body_of(
        story
    )
    assert "evil" not in body_of(story)


def test_a_link_of_the_translation_s_own_stays(site, section):
    story = make_bridge(site)
    own = '<p>420 metres (<a href="/en/size">in feet</a>).</p>'
    write_text(story, "en", body=f"<h2>Two years of work</h2>{own}")
    document = written(story, "2.0").replace("420 metres", "Some 420 metres")

    assert fates(send(document))[Fate.APPLIED] == 1
    assert '<p>Some 420 metres (<a href="/en/size">in feet</a>).</p>' in body_of(story)


def test_codes_in_a_title_are_refused_as_the_original_has_none(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), TITLE, 'A <g id="strong1">new</g> bridge')

    (entry,) = send(document).of(Fate.REJECTED)

    assert entry.message == "The original has no code “strong1”."


# --- what is refused ----------------------------------------------------------------------------


@VERSIONS
def test_a_file_for_something_else_is_refused(site, section, version):
    story = make_bridge(site)
    document = fill(written(story, version), "Lễ khánh", "The opening.")
    unsaid = document.replace('="en"', '=""')

    for changed, reason in [
        (document.replace("news/", "nowhere/"), "There is no story"),
        (document.replace("/vi@", "/fr@"), "The file says “fr” where the story is in “vi”."),
        (document.replace('="en"', '="fr"'), "The file says “fr” where the story is in “en”."),
        (unsaid.replace("/en@", "/vi@"), "“vi” are not translated into “vi”"),
        (unsaid.replace("/en@", "/tlh@"), "not translated into “tlh”"),
        (document.replace("@", "#"), "does not say which story"),
    ]:
        report = send(changed)
        assert reason in report.refusal
        assert report.entries == []

    assert "opening" not in body_of(story)
    assert fates(send(unsaid))[Fate.APPLIED] == 1


def test_a_tool_s_spelling_of_a_language_is_understood(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")

    report = send(document.replace('language="en"', 'language="en-US"').replace('"vi"', '"vi-VN"'))

    assert fates(report)[Fate.APPLIED] == 1


def test_a_file_about_another_story_is_refused_on_this_story_s_page(site, section):
    story, other = make_bridge(site), make_bridge(site)

    assert "another story" in send(written(story, "1.2"), story_id=other.pk).refusal


def test_who_may_import(site, other_site, section):
    story = make_bridge(site)
    document = fill(written(story, "2.0"), "Lễ khánh", "The opening.")

    for role, languages in itertools.product(Role, [(), ("en",), ("ar",)]):
        elsewhere = make_user((role, other_site), languages=languages)
        assert "There is no story" in send(document, actor=elsewhere, dry_run=True).refusal
        member = make_user((role, site), languages=languages)
        report = send(document, actor=member, dry_run=True)
        may = role != Role.PHOTO_DESK and languages != ("ar",)
        assert fates(report).get(Fate.APPLIED) == (1 if may else None), (role, languages)
        assert ("You may not translate" in report.refusal) is not may


def test_a_segment_twice_in_one_file_counts_once(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")
    _head, unit, tail = _cut(document, "Lễ khánh")
    again = f"{unit}</trans-unit>".replace("The opening", "Something else")
    document = document.replace(
        f"{unit}{tail}", f"{unit}</trans-unit>{again}</body></file></xliff>"
    )

    report = send(document)

    assert [one.message for one in report.of(Fate.REJECTED)] == ["The file has this segment twice."]
    assert "The opening." in body_of(story)


def test_a_source_that_was_edited_is_refused(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")

    report = send(document.replace("Nhiều người đến xem.", "Ít người đến xem."))

    assert [one.ours for one in report.of(Fate.REJECTED)] == ["The opening."]
    assert "opening" not in body_of(story)


def test_a_title_that_is_too_long_is_refused_alone(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), TITLE, "A " * 200)
    document = fill(document, "Lễ khánh", "The opening.")

    report = send(document)

    assert "250" in report.of(Fate.REJECTED)[0].message
    assert "The opening." in body_of(story)


# --- languages -----------------------------------------------------------------------------------


@VERSIONS
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "يبلغ طول الجسر 420 مترا، \u2067بحسب\u2069 «AFP»\u200f."),
        ("zh-hans", "桥长420米，“来自”报告。"),
        ("vi", "Cầu dài 420 mét."),
    ],
)
def test_every_direction_and_script(site, section, version, language, words):
    story = make_story(
        site, ("en",), texts={"title": "Bridge", "dek": "", "body": "<p>It is <em>long</em>.</p>"}
    )
    document = written(story, version, language)
    code = ('<g id="em1">', "</g>") if version == "1.2" else ('<pc id="em1">', "</pc>")
    target = f"{code[0]}{words}{code[1]}"

    report = send(fill(document, "It is", target).replace('xml:lang="en" state', "state"))

    assert fates(report)[Fate.APPLIED] == 1
    assert body_of(story, language) == f"<p><em>{words}</em></p>"


@VERSIONS
def test_every_kind_of_segment_finds_its_place(site, section, version):
    image = make_image(site).pk
    body = (
        "<h3>một</h3><ul><li><p>hai</p></li></ul><blockquote><p>ba</p></blockquote>"
        "<table><tbody><tr><th><p>bốn</p></th><td><p>420</p></td></tr></tbody></table>"
        f'<figure data-image-id="{image}" data-alt="năm"><figcaption>sáu</figcaption></figure>'
    )
    story = make_story(site, texts={"title": "bảy", "dek": "tám", "body": body})
    words = dict(
        zip(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"], "abcdefgh", strict=True)
    )
    document = written(story, version)
    for source, target in words.items():
        document = fill(document, f">{source}</source>", f"{target}{target}")

    report = send(document)

    assert fates(report) == {Fate.APPLIED: 8}
    for source, target in words.items():
        body = body.replace(source, target * 2)
    head = head_of(story, "en")
    assert (head.title, head.dek, head.body) == ("gg", "hh", body)
