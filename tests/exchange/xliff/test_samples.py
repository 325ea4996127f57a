"""Files in the manner of translators' tools: what they say, and what becomes of it.

They are about the story in `bridge.py`. Each was written for these tests after how the tool
writes: its own namespaces, states, ways to mark codes and segments, and what it drops.
"""

import pytest

from articles.exchange.xliff.importing import import_upload
from articles.exchange.xliff.reading import read_xliff
from articles.exchange.xliff.records import TargetState, plain
from articles.exchange.xliff.report import Fate
from articles.exchange.xliff.writing import write_xliff
from tests.exchange.xliff.bridge import exported, make_bridge
from tests.exchange.xliff.samples import SAMPLES, sample
from tests.factories import body_of, head_of, write_text

HEADING = "<h2>Two years of work</h2>"
LINK = '<a href="https://example.org/bao-cao">'
LENGTH = (
    f"<p>It is 420 metres long, says a {LINK}report</a> of the "
    "<strong>Ministry of Transport</strong>.</p>"
)
# By sample: how many segments had which fate, and the body after it.
EXPECTED = {
    "memoq.xlf": (
        {Fate.APPLIED: 2},
        HEADING + f"<p>{LINK}A report <strong>of</strong></a><strong> the Ministry of Transport"
        "</strong> says 420 metres.</p><p>There was a ferry.<br>It ran until yesterday.</p>",
    ),
    "okapi-2.0.xlf": (
        {Fate.APPLIED: 2, Fate.REJECTED: 1},
        HEADING + f"<p><strong>The Ministry</strong> says in a {LINK}report <strong>of</strong></a>"
        "<strong> 420</strong> metres.</p>"
        "<p>The opening was this morning. Many came &amp; saw.</p>",
    ),
    "okapi.xlf": (
        {Fate.APPLIED: 2},
        HEADING + f"<p>It is 420 metres &amp; more, {LINK}a report</a> of the <strong>Ministry of "
        "Transport</strong> says.</p><p>The opening was this morning. Many came.</p>",
    ),
    "omegat.xlf": (
        {Fate.APPLIED: 1, Fate.UNCHANGED: 1, Fate.UNTRANSLATED: 1},
        HEADING + LENGTH + "<p>People had to take a ferry.<br>The last one ran yesterday.</p>",
    ),
    "phrase.xlf": (
        {Fate.APPLIED: 1, Fate.UNTRANSLATED: 1},
        "<h2>Two years of building</h2>" + LENGTH,
    ),
    "smartcat-2.1.xlf": (
        {Fate.APPLIED: 3},
        HEADING + LENGTH + "<p>There was a ferry.<br>It ran until yesterday.</p>"
        "<p>Many came. It opened this morning.</p>",
    ),
    "trados.xlf": (
        {Fate.APPLIED: 2},
        HEADING + f"<p>The <strong>Ministry of Transport</strong> says in a {LINK}report</a> that "
        "it is 420 metres long.</p><p>The opening was this morning. Many came.</p>",
    ),
    "weblate.xlf": (
        {Fate.APPLIED: 2, Fate.UNTRANSLATED: 1},
        HEADING + LENGTH + "<p>Previously by ferry.<br>The last ferry ran yesterday.</p>",
    ),
    "xcode.xlf": ({Fate.APPLIED: 1, Fate.UNCHANGED: 1, Fate.UNTRANSLATED: 1}, HEADING + LENGTH),
}  # fmt: skip


def test_every_sample_is_expected():
    assert sorted(EXPECTED) == SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_what_is_read_is_written_and_read_as_the_same(name, version):
    files = [
        file
        for file in read_xliff(sample(name)).files
        if all(not unit.fault for unit in file.units)
    ]

    for file in files:
        written = write_xliff([file], version)
        again = read_xliff(written).files

        assert [(u.id, u.source, u.target, u.state) for u in again[0].units] == [
            (u.id, u.source, u.target, u.state) for u in file.units
        ]
        assert again[0].address == file.address


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_go_into_the_story(site, section, name):
    story = make_bridge(site)
    expected, body = EXPECTED[name]

    (report,) = import_upload(
        name, sample(name, str(exported(story).address)), actor=None, dry_run=False
    )

    assert report.refusal == ""
    assert {fate: report.count(fate) for fate in Fate if report.count(fate)} == expected
    assert body_of(story) == body


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_for_an_older_story_overwrite_nothing(site, section, name):
    """Meanwhile all was rewritten in both languages: nothing of the file fits any more."""
    story = make_bridge(site)
    address = str(exported(story).address)
    write_text(story, "vi", title="Tin khác", dek="Khác.", body="<p>Một câu hoàn toàn khác.</p>")
    write_text(story, "en", title="Other news", dek="Other.", body="<p>Quite another one.</p>")
    before = head_of(story, "en")

    (report,) = import_upload(name, sample(name, address), actor=None, dry_run=False)

    assert head_of(story, "en") == before
    assert report.count(Fate.UNKNOWN) == EXPECTED[name][0][Fate.APPLIED]
    assert report.count(Fate.APPLIED) == 0


def test_states_of_every_tool():
    found = {
        name: [unit.state for file in read_xliff(sample(name)).files for unit in file.units]
        for name in SAMPLES
    }

    s = TargetState
    assert found == {
        "memoq.xlf": [s.UNKNOWN, s.UNKNOWN],
        "okapi-2.0.xlf": [s.TRANSLATED, s.REVIEWED, s.UNKNOWN],
        "okapi.xlf": [s.TRANSLATED, s.TRANSLATED],
        "omegat.xlf": [s.TRANSLATED, s.INITIAL, s.INITIAL],
        "phrase.xlf": [s.FINAL, s.UNKNOWN],
        "smartcat-2.1.xlf": [s.FINAL, s.TRANSLATED, s.TRANSLATED],
        "trados.xlf": [s.UNKNOWN, s.UNKNOWN],
        "weblate.xlf": [s.FINAL, s.NEEDS_REVIEW, s.INITIAL],
        "xcode.xlf": [s.UNKNOWN, s.UNKNOWN, s.UNKNOWN],
    }


def test_a_memory_s_proposals_are_no_translation():
    words = " ".join(
        plain(unit.target or ())
        for name in SAMPLES
        for file in read_xliff(sample(name)).files
        for unit in file.units
    )

    proposals = ("Three years", "construction", "inauguration", "memory", "An opening.", "Before")
    for proposal in proposals:
        assert proposal not in words
