from dataclasses import replace

import pytest

from articles.enums import SegmentState, Severity
from articles.integrity.base import Manuscript
from articles.integrity.rules.standing import MissingSegment, StaleSegment, UnconfirmedMachine
from articles.text.segments import cut_story
from articles.translation.alignment import Row, compare
from articles.translation.links import SegmentLink
from tests.integrity.rules.comparing import hits, translated, whole

PAIR = ("Cây cầu dài 420 mét.", "The bridge is 420 metres long.")


def stale(before, source, target="Target."):
    [old], [new], [made] = (cut_story(body=f"<p>{text}</p>") for text in (before, source, target))
    row = Row(SegmentState.STALE, new, made, SegmentLink(made.hash, old.hash, 1), old)
    return Manuscript("en", [made], Manuscript("vi", [new]), [row])


def test_what_only_the_original_says_is_missing():
    manuscript = translated([PAIR, ("Cầu thông xe thứ Hai.", None)])

    [hit] = MissingSegment().check(manuscript)

    assert hit.of_original
    assert hit.segment is hit.source
    assert (hit.segment.index, hit.excerpt) == (1, "Cầu thông xe thứ Hai.")
    assert "missing" in MissingSegment().message(hit.detail)


def test_a_translation_of_all_that_has_words_lacks_nothing():
    body = "<p>Một.</p><table><tbody><tr><td><p>2-1</p></td></tr></tbody></table>"

    assert hits(MissingSegment(), whole({"body": body}, {"body": "<p>One.</p>"})) == []
    assert hits(MissingSegment(), translated([PAIR, (None, "Only here.")])) == []
    assert hits(MissingSegment(), Manuscript("vi", cut_story(body="<p>Bản gốc.</p>"))) == []


def test_a_picture_description_is_left_to_the_rule_about_pictures():
    figure = '<figure data-image-id="4" data-alt="Cây cầu"><figcaption></figcaption></figure>'
    original, translation = {"body": f"<p>Một.</p>{figure}"}, {"body": "<p>One.</p>"}

    manuscript = whole(original, translation)

    assert [row.state for row in manuscript.rows] == [SegmentState.CURRENT, SegmentState.MISSING]
    assert hits(MissingSegment(), manuscript) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Cầu dài 420 mét.", "Cầu dài 450 mét.", ("…dài 420 mét.", "…dài 450 mét.")),
        ("Hai người.", "Ba người.", ("Hai người.", "Ba người.")),
        ("Một câu.", "Một câu. Thêm.", ("…câu.", "…câu. Thêm.")),
        (
            "这座桥长420米，周一通车。",
            "这座桥长450米，周一通车。",
            ("…桥长420米，…", "…桥长450米，…"),
        ),
        ("Cũ " * 40, "Mới", ("Cũ " * 12 + "Cũ…", "Mới")),
    ],
)
def test_a_stale_segment_says_what_changed(before, after, said):
    [(text, detail)] = hits(StaleSegment(), stale(before, after))

    assert text == "Target."
    assert (detail["before"], detail["after"]) == said
    message = StaleSegment().message(detail)
    assert said[0] in message
    assert said[1] in message


def test_a_stale_segment_whose_former_source_nobody_remembers():
    manuscript = stale("Cũ.", "Mới.")
    manuscript = replace(manuscript, rows=[replace(manuscript.rows[0], before=None)])

    [(_text, detail)] = hits(StaleSegment(), manuscript)

    assert detail == {}
    assert StaleSegment().message(detail) == "The original has been changed since."


def test_markup_and_order_make_nothing_stale():
    source = cut_story(body="<p>Hai.</p><p><strong>Một.</strong></p>")
    target = cut_story(body="<p>One.</p><p>Two.</p>")
    old = cut_story(body="<p>Một.</p><p>Hai.</p>")
    links = [SegmentLink(t.hash, s.hash, 1) for s, t in zip(old, target, strict=True)]

    manuscript = Manuscript("en", target, Manuscript("vi", source), compare(source, target, links))

    assert hits(StaleSegment(), manuscript) == []
    assert hits(MissingSegment(), manuscript) == []


def test_machine_text_is_named_until_somebody_confirms_it():
    [source], [target] = (cut_story(body=f"<p>{text}</p>") for text in PAIR)
    link = SegmentLink(target.hash, source.hash, 1, machine="deepl")
    original = Manuscript("vi", [source])

    def found(link):
        rows = compare([source], [target], [link])
        return hits(UnconfirmedMachine(), Manuscript("en", [target], original, rows))

    assert found(link) == [(PAIR[1], {"machine": "deepl"})]
    assert found(replace(link, source="gone")) == [(PAIR[1], {"machine": "deepl"})]
    assert found(replace(link, confirmed_by=7)) == []
    assert found(replace(link, machine="")) == []
    assert "deepl" in UnconfirmedMachine().message({"machine": "deepl"})


def test_what_readers_would_miss_blocks():
    assert MissingSegment.severity == StaleSegment.severity == Severity.BLOCK
    assert UnconfirmedMachine.severity == Severity.WARN
