import pytest

from articles.integrity.places import name_place
from articles.text.segments import cut_story

BODY = (
    "<p>một</p><h2>hai</h2><p>ba</p><ul><li><p>bốn</p></li><li><p>năm</p></li></ul>"
    '<figure data-image-id="4" data-alt="sáu"><figcaption>bảy</figcaption></figure>'
    '<figure data-image-id="5" data-alt="tám"><figcaption></figcaption></figure>'
    "<blockquote><p>chín</p></blockquote>"
    "<table><tbody><tr><td><p>mười</p></td><td><p>một</p></td></tr></tbody></table><p>cuối</p>"
)
SEGMENTS = cut_story(title="Tin", dek="Tóm tắt", body=BODY)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tin", "title"),
        ("Tóm tắt", "dek"),
        ("ba", "paragraph 2"),
        ("hai", "heading 1"),
        ("năm", "list item 2"),
        ("sáu", "picture description 1"),
        ("bảy", "caption 1"),
        ("tám", "picture description 2"),
        ("chín", "block quotation 1"),
        ("mười", "table cell 1"),
        ("cuối", "paragraph 3"),
    ],
)
def test_a_segment_is_counted_among_those_of_its_kind(text, place):
    [segment] = [one for one in SEGMENTS if one.text == text]

    assert name_place(SEGMENTS, segment.index, segment.hash) == place


def test_of_equal_segments_the_one_at_the_index_is_meant():
    first, second = (one for one in SEGMENTS if one.text == "một")

    assert name_place(SEGMENTS, first.index, first.hash) == "paragraph 1"
    assert name_place(SEGMENTS, second.index, second.hash) == "table cell 2"


def test_words_go_before_the_index_in_a_text_that_was_changed_since():
    [last] = [one for one in SEGMENTS if one.text == "cuối"]

    assert name_place(SEGMENTS, 2, last.hash) == "paragraph 3"
    assert name_place(SEGMENTS, 2, "gone") == "paragraph 1"
    assert name_place(SEGMENTS, 99, "gone") == "paragraph 3"
    assert name_place((), 0, "gone") == "the text"
