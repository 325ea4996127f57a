from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.segments import SegmentKind, cut_body, cut_story, plain_segment, text_hash


def pieces(body):
    return [(segment.kind, segment.text) for segment in cut_body(body)]


def test_cut_story_numbers_title_dek_extra_and_body_in_reading_order():
    extra = [plain_segment(SegmentKind.ALT, "A goal"), plain_segment(SegmentKind.CAPTION, "")]

    segments = cut_story(title=" The  title ", dek="The dek", body="<p>One</p>", extra=extra)

    assert [(s.index, s.kind, s.text) for s in segments] == [
        (0, SegmentKind.TITLE, "The title"),
        (1, SegmentKind.DEK, "The dek"),
        (2, SegmentKind.ALT, "A goal"),
        (3, SegmentKind.PARAGRAPH, "One"),
    ]


def test_every_block_is_a_segment_of_its_kind():
    body = (
        "<h2>Heading</h2><p>Text</p><ul><li><p>First</p><ol><li>Inner</li></ol></li></ul>"
        "<blockquote><p>Said</p></blockquote>"
        '<figure><img src="/1.jpg" alt="A goal"><figcaption>Seen</figcaption></figure>'
        "<table><tr><th>Team</th><td><p>Points</p></td></tr></table>"
    )

    assert pieces(body) == [
        (SegmentKind.HEADING, "Heading"),
        (SegmentKind.PARAGRAPH, "Text"),
        (SegmentKind.LIST_ITEM, "First"),
        (SegmentKind.LIST_ITEM, "Inner"),
        (SegmentKind.QUOTE, "Said"),
        (SegmentKind.ALT, "A goal"),
        (SegmentKind.CAPTION, "Seen"),
        (SegmentKind.TABLE_CELL, "Team"),
        (SegmentKind.TABLE_CELL, "Points"),
    ]


def test_loose_text_around_blocks_is_not_lost():
    segments = cut_body("before <b>bold</b><p>inside</p>after<ul><li>item<p>more</p></li></ul>")

    assert [s.text for s in segments] == ["before bold", "inside", "after", "item", "more"]
    assert len({s.path for s in segments}) == 5


@pytest.mark.parametrize("body", ["", "  ", "<p></p>", "<p> &nbsp; <br></p>", "<hr>", "<!-- x -->"])
def test_a_body_without_words_has_no_segments(body):
    assert cut_body(body) == ()


def test_comments_and_code_are_not_read():
    assert [s.text for s in cut_body("<p>a<!-- no --> b<script>no</script> c</p>")] == ["a b c"]


def test_text_is_unescaped_and_html_keeps_its_markup():
    (segment,) = cut_body("<p>Fish &amp; <strong>chips</strong><br>&lt;now&gt;</p>")

    assert segment.text == "Fish & chips <now>"
    assert segment.html == "Fish &amp; <strong>chips</strong><br>&lt;now&gt;"


def test_lang_is_inherited_by_blocks():
    body = (
        '<p>own</p><blockquote lang="zh-Hans"><p>字</p><p lang="en">word</p></blockquote>'
        '<p lang="">?</p>'
    )

    assert [(s.text, s.lang) for s in cut_body(body)] == [
        ("own", ""),
        ("字", "zh-hans"),
        ("word", "en"),
        ("?", "und"),
    ]


def test_phrases_marked_as_another_language_are_left_out_of_own_text():
    (segment,) = cut_body('<p>Ông nói <span lang="en">the <em>real</em> thing</span> hôm qua.</p>')

    assert segment.text == "Ông nói the real thing hôm qua."
    assert segment.own_text == "Ông nói hôm qua."


def test_phrases_marked_as_the_blocks_language_stay():
    (segment,) = cut_body('<p lang="en">A <span lang="en-GB">lorry</span> here</p>')

    assert segment.own_text == "A lorry here"


def test_alt_text_takes_the_language_of_its_image():
    alt, text = cut_body('<p>x <img lang="en" alt="A goal" src="/1"></p>')

    assert (alt.kind, alt.lang) == (SegmentKind.ALT, "en")
    assert text.text == "x"


def test_figure_of_the_editor_says_its_alt_text_before_its_caption():
    body = '<figure data-image-id="3" data-alt="A bridge"><figcaption>Over it</figcaption></figure>'
    alt, caption = cut_body(f"<p>x</p>{body}")[1:]

    assert (alt.kind, alt.text, alt.path) == (SegmentKind.ALT, "A bridge", "1")
    assert (caption.kind, caption.path) == (SegmentKind.CAPTION, "1/0")


def test_hash_ignores_markup_space_form_and_kind():
    plain = cut_body("<p>Thể thao hôm nay</p>")[0].hash

    for body in (
        "<h2>Thể <b>thao</b>\n hôm&nbsp;nay </h2>",
        '<ul><li class="x"><p>Thể thao<br>hôm nay</p></li></ul>',
        "<p>The\u0302\u0309 thao hôm nay</p>",
        "<p>Thể thao hôm\u200b nay</p>",
    ):
        assert cut_body(body)[0].hash == plain


@pytest.mark.parametrize("other", ["Thể thao hôm qua", "thể thao hôm nay", "Thể thao hôm nay."])
def test_hash_tells_other_words_apart(other):
    assert text_hash(other) != text_hash("Thể thao hôm nay")


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
PARAGRAPHS = st.lists(WORDS.filter(lambda text: text.strip()), max_size=8)


def body_of(paragraphs):
    return "".join(f"<p>{escape(text)}</p>" for text in paragraphs)


def hashes_of(paragraphs):
    return [segment.hash for segment in cut_body(body_of(paragraphs))]


@given(PARAGRAPHS)
def test_paragraphs_come_back_in_order(paragraphs):
    assert [s.text for s in cut_body(body_of(paragraphs))] == [
        " ".join(text.split()) for text in paragraphs
    ]


@given(PARAGRAPHS, PARAGRAPHS, st.randoms())
def test_inserting_and_reordering_change_no_hash(paragraphs, inserted, random):
    before = hashes_of(paragraphs)

    mixed = [*paragraphs, *inserted]
    random.shuffle(mixed)

    assert sorted(hashes_of(mixed)) == sorted(before + hashes_of(inserted))


@given(st.text(max_size=300))
def test_any_text_is_cut_without_an_error(body):
    segments = cut_body(body)

    assert [s.index for s in segments] == list(range(len(segments)))
    assert all(s.text for s in segments)
