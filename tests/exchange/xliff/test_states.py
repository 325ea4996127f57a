"""What a file says of its segments: done, still to look at, or written by a machine."""

import pytest

from articles.enums import SegmentState
from articles.exchange.xliff.report import Fate
from articles.text.segments import text_hash
from articles.translation.comparison import compare_revisions
from articles.workflow import SegmentEdit, translate_segments
from tests.exchange.xliff.bridge import BODY, HEADING, OPENING, make_bridge, written
from tests.exchange.xliff.returned import VERSIONS, fates, fill, send
from tests.factories import head_of, write_text


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
