"""Codes that come back: links and marks are the original's, or else refused or told."""

import pytest

from articles.exchange.xliff.report import Fate
from tests.exchange.xliff.bridge import BODY, TITLE, make_bridge, written
from tests.exchange.xliff.returned import VERSIONS, fates, fill, send
from tests.factories import body_of, write_text


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
