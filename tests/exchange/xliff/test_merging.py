"""What comes back is merged with what there is now; nothing is lost and nothing overwritten."""

from articles.exchange.xliff.report import Fate
from tests.exchange.xliff.bridge import BODY, HEADING, OPENING, make_bridge, written
from tests.exchange.xliff.returned import VERSIONS, fates, fill, send
from tests.factories import body_of, head_of, write_text


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
