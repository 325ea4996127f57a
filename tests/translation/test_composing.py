"""What is made of the words of one segment. Whole bodies: tests/workflow/test_translating.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext.sanitizer import sanitize
from articles.translation import composing
from articles.translation.composing import inline_html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hai người, 5%.", "Hai người, 5%."),
        ("第二季度增长5%。", "第二季度增长5%。"),
        (" space around ", "space around"),
        ("two  spaces\nand a line", "two spaces and a line"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("nga\u0303", "ngã"),
        ("<b>bold</b><script>alert(1)</script>", "<strong>bold</strong>"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
    ],
)
def test_words_of_a_segment(typed, kept):
    assert inline_html(typed) == kept


@given(
    st.lists(
        st.sampled_from(["a", "é", "đ", "中", "، ", " ", "5%", "“", "\u0301", "\u212b", "\u0958"])
    )
)
def test_words_alone_are_what_the_sanitiser_would_make_of_them(pieces):
    text = "".join(pieces)

    assert (
        inline_html(text)
        == "".join(composing._joined(composing.parse_body(sanitize(text)))).strip()
    )
