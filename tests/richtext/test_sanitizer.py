import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext import extensions
from articles.richtext.document import BREAK, text_blocks
from articles.richtext.markup import MAX_LENGTH, TooLong
from articles.richtext.reader import read_clean
from articles.richtext.sanitizer import sanitize
from articles.richtext.text import plain_text
from tests.richtext.hostile import HOSTILE, assert_only_known_markup
from tests.richtext.normal_form import NORMAL_FORM


@pytest.mark.parametrize(("html", "expected"), NORMAL_FORM.values(), ids=NORMAL_FORM)
def test_sanitize_gives_the_normal_form(html, expected):
    assert sanitize(html) == expected
    assert sanitize(expected) == expected


@pytest.mark.parametrize(("html", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_sanitize_disarms(html, expected):
    result = sanitize(html)

    assert sanitize(result) == result
    assert_only_known_markup(result)
    if expected is not None:
        assert result == expected


# --- any input --------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(f"<{tag}>" for tag in sorted(extensions.READ_TAGS)),
        *(f"</{tag}>" for tag in sorted(extensions.READ_TAGS)),
        *("<img src=x>", "<object>", "</object>", "<svg>", "<math>", "<!--", "-->", "<", ">", "&"),
        *("<td colspan=3>", "<td rowspan=2>", "<th rowspan=2 colspan=2>", "<ol start=4>"),
        *('<figure data-image-id="3">', '<figcaption lang="ar">', "</figure>", "</table>"),
        *('<p lang="en">', '<div lang="vi">', '<span lang="zh-hans">', '<li lang="fr">'),
        *(
            '<a href="/x">',
            '<a href="https://a.example/" rel="nofollow">',
            '<a href="javascript:">',
        ),
        *(
            "a",
            "b ",
            " ",
            "\n",
            "\u00a0",
            "&nbsp;",
            "&lt;",
            "\u0301",
            "e\u0301",
            "\u0338",
            "\u200b",
        ),
        *("\x00", "\x01", "\ud800", "\u3000", "\ufeff", "Tiếng Việt", "新闻", "خبر"),
    ]
)
ANY_HTML = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@given(ANY_HTML)
def test_sanitize_again_changes_nothing(html):
    once = sanitize(html)

    assert sanitize(once) == once
    assert_only_known_markup(once)


@given(ANY_HTML)
def test_plain_text_is_that_of_the_blocks(html):
    """It is taken from the written form, without reading the document again."""
    once = sanitize(html)

    blocks = text_blocks(read_clean(once))

    assert plain_text(once) == "\n".join(block.text.replace(BREAK, " ") for block in blocks)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "</ul>",
                "<li>",
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "<h2>",
                "</h2>",
                "<b>",
                "<i>",
                "</b>",
                "<div>",
                "<blockquote>",
                "</blockquote>",
                '<figure data-image-id="1">',
                "<figcaption>",
                "</figure>",
                "x",
                "y",
                "z",
            ]
        ),
        max_size=30,
    )
)
def test_sanitize_keeps_every_letter_of_the_text(html):
    source = "".join(html)
    written = re.sub("<[^>]*>", "", source)

    kept = re.sub("<[^>]*>", "", sanitize(source))

    # HTML itself moves text out of tables, so the order may change.
    assert sorted(kept) == sorted(written)


# --- size and depth ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b>", "<i lang=en>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<a href=/>",
     "<svg>", "<p><b>", "<x-y>", "</p>", "<font color={}>", "<form><div>", "<li>", "<h2>"],
)  # fmt: skip
def test_sanitize_takes_hostile_depth_in_its_stride(piece):
    html = "".join(piece.format(number) for number in range(20_000)) + "text<p>" * 2_000

    started = time.process_time()
    result = sanitize(html)

    assert time.process_time() - started < 5
    assert sanitize(result) == result
    if piece != "<svg>":
        assert "text" in result


def test_sanitize_keeps_ordinary_depth_and_closes_what_was_left_open():
    html = "<div>" * 30 + "<p>a</p>" + "</div>" * 30 + "<font>" * 40 + "<h2>b</h2><p><b>c</b></p>"

    assert sanitize(html) == "<p>a</p><h2>b</h2><p><strong>c</strong></p>"


def test_sanitize_flattens_lists_that_nest_too_deeply():
    html = "<ul><li>x" * 30

    result = sanitize(html)

    assert result.count("<ul>") == 6
    assert result.count("x") == 30


def test_sanitize_turns_an_enormous_table_into_paragraphs():
    html = "<table><tr>" + "<td>a" * 200 + "<tr><td>b" * 200 + "</table>"

    result = sanitize(html)

    assert "<table>" not in result
    assert result.count("<p>") == 400


def test_sanitize_refuses_more_than_a_book():
    with pytest.raises(TooLong, match="1000001"):
        sanitize("a" * (MAX_LENGTH + 1))
    assert sanitize("a" * MAX_LENGTH) == f"<p>{'a' * MAX_LENGTH}</p>"
