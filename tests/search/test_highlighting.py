"""Marked titles and excerpts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.highlighting import excerpt, highlight
from articles.search.parsing import parse

FILLER = "Lorem ipsum dolor sit amet consectetur. " * 20


@pytest.mark.parametrize(
    ("language_code", "typed", "text", "html"),
    [
        ("vi", "the thao", "Tin thể thao hôm nay", "Tin <mark>thể thao</mark> hôm nay"),
        ("vi", "thể thao", "the thao", "the <mark>thao</mark>"),
        ("vi", "thao", "Thể thao", "Thể <mark>thao</mark>"),
        ("vi", '"thể thao"', "thao thể; Thể thao", "thao thể; <mark>Thể thao</mark>"),
        ("vi", "thể -thao", "Thể thao", "<mark>Thể</mark> thao"),
        ("vi", "the", "THE\u0302\u0309 thao", "<mark>THE\u0302\u0309</mark> thao"),
        ("en", "run", "Running, runs & ran", "<mark>Running</mark>, <mark>runs</mark> &amp; ran"),
        ("en", "script", "<script>alert('x')", "&lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;)"),
        ("zh-hans", "体育新闻", "今天体育新闻。", "今天<mark>体育新闻</mark>。"),
        ("zh-hans", "体", "全体育人", "全<mark>体</mark>育人"),
        ("zh-hans", "育新闻", "体育新闻体", "体<mark>育新闻</mark>体"),
        ("ar", "رياضة", "أخبار الرياضة", "أخبار <mark>الرياضة</mark>"),
        ("ar", "اخبار", "أَخْبَار", "<mark>أَخْبَار</mark>"),
        ("th", "น้ำ", "ดื่มน้ำใจ", "ดื่ม<mark>น้ำ</mark>ใจ"),
        ("ru", "новости", "О новостях дня", "О <mark>новостях</mark> дня"),
        ("vi", "-thể", "thể", "thể"),
    ],
)
def test_highlight_marks_what_the_index_finds(language_code, typed, text, html):
    assert highlight(text, parse(typed, language_code)) == html


def test_excerpt_is_taken_where_most_terms_are():
    text = f"Bóng đá. {FILLER} Giải bóng đá trẻ quốc gia. {FILLER}"

    html = excerpt(text, parse("bong tre quoc", "vi"), length=80)

    assert "<mark>bóng</mark> đá <mark>trẻ quốc</mark> gia" in html
    assert html.startswith("…")
    assert html.endswith("…")
    assert len(re.sub("<.*?>", "", html)) <= 82


def test_excerpt_begins_with_a_sentence_where_one_is_near():
    text = f"{FILLER}Đội trẻ thắng lớn. {FILLER}"

    assert excerpt(text, parse("thang", "vi"), length=100).startswith(
        "…Đội trẻ <mark>thắng</mark> lớn. "
    )


def test_excerpt_without_a_match_is_the_beginning():
    html = excerpt(FILLER, parse("thể", "vi"), length=40)

    assert html == "Lorem ipsum dolor sit amet consectetur.…"


def test_excerpt_of_a_short_text_is_the_text():
    assert excerpt("Thể thao", parse("the", "vi")) == "<mark>Thể</mark> thao"


def test_chinese_excerpt_takes_half_the_characters():
    html = excerpt("新闻。" + "天气预报说明" * 50, parse("新闻", "zh-hans"), length=80)

    assert html.startswith("<mark>新闻</mark>。天气")
    assert 38 <= len(re.sub("<.*?>", "", html)) <= 42


words = st.sampled_from(["thể", "体育新闻", "a", "<b>", "&", '"', "น้ำ", "e\u0301", "\n", ". ", " "])


@given(
    text=st.lists(words, max_size=80).map("".join) | st.text(max_size=300),
    typed=st.lists(words, max_size=5).map(" ".join),
    length=st.integers(10, 120),
)
def test_excerpt_is_a_part_of_the_text_and_safe(text, typed, length):
    query = parse(typed, "vi")

    html = excerpt(text, query, length)
    whole = highlight(text, query)

    def plain(marked):
        without = marked.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in without
        for code, character in {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'"}.items():
            without = without.replace(code, character)
        return without.replace("&amp;", "&")

    assert plain(whole) == text
    assert plain(html).strip("…").strip() in text
    assert html.count("<mark>") == html.count("</mark>")
