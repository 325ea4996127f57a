"""What comes back is written where it belongs, in every language, and once."""

import pytest

from articles.exchange.xliff.report import Fate
from articles.models import Revision, StateChange
from tests.exchange.xliff.bridge import TITLE, make_bridge, written
from tests.exchange.xliff.returned import VERSIONS, fates, fill, send
from tests.factories import body_of, head_of, make_image, make_story


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
