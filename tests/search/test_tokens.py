"""What a word is, in each script."""

import pytest

from articles.search.stemming import ALGORITHMS, stem
from articles.search.tokens import MAX_LEXEME_LENGTH, Kind, tokens

HANGUL_IN_PARTS = "\u1112\u1161\u11ab\u1100\u116e\u11a8"


def stored(text, language_code):
    return [set(token.stored) for token in tokens(text, language_code)]


def asked(text, language_code):
    return [set(token.asked) for token in tokens(text, language_code)]


@pytest.mark.parametrize(
    ("language_code", "written", "typed"),
    [
        ("vi", "Thể thao", "the thao"),
        ("vi", "Thể thao", "THỂ THAO"),
        ("vi", "Đà Nẵng", "da nang"),
        ("vi", "thể", "the\u0302\u0309"),
        ("vi", "hoà", "hòa"),
        ("vi", "thúy", "thuý"),
        ("vi", "quý", "qúy"),
        ("en", "running", "run"),
        ("en", "run", "running"),
        ("en", "Straße", "strasse"),
        ("en", "ﬁnance", "finance"),
        ("en", "co\u00adoperate", "cooperate"),
        ("fr", "économies", "économie"),
        ("fr", "économie", "economies"),
        ("ru", "новостей", "новости"),
        ("ru", "ещё", "еще"),
        ("ru", "еще", "ещё"),
        ("ar", "الأخبار", "الاخبار"),
        ("ar", "الرياضيّة", "رياضية"),
        ("ar", "كتـــاب", "كتاب"),
        ("ar", "مدرسة", "مدرسه"),
        ("ar", "إسلام", "اسلام"),
        ("ar", "آسيا", "اسيا"),
        ("ar", "٢٠٢٦", "2026"),
        ("fa", "می‌خواهم", "میخواهم"),
        ("fa", "كتاب", "کتاب"),
        ("he", "שָׁלוֹם", "שלום"),
        ("el", "ΕΙΔΗΣΕΙΣ", "ειδήσεις"),
        ("tr", "İSTANBUL", "istanbul"),
        ("tr", "İstanbul", "ISTANBUL"),
        ("tr", "SIRA", "sıra"),
        ("tr", "ısparta", "isparta"),
        ("hi", "२०२६", "2026"),
    ],
)
def test_word_is_found_by_another_spelling(language_code, written, typed):
    missing = [
        asked_here
        for asked_here, stored_here in zip(
            asked(typed, language_code), stored(written, language_code), strict=True
        )
        if asked_here.isdisjoint(stored_here)
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("language_code", "written", "typed"),
    [
        ("vi", "the", "thể"),
        ("vi", "thế", "thể"),
        ("vi", "hoa", "hòa"),
        ("vi", "dan", "đàn"),
        ("vi", "running", "run"),
        ("ru", "иод", "йод"),
        ("hi", "कल", "काल"),
        ("en", "new", "news"),
    ],
)
def test_look_alike_is_another_word(language_code, written, typed):
    assert asked(typed, language_code)[0].isdisjoint(stored(written, language_code)[0])


def test_run_without_spaces_becomes_pairs_and_its_last_character():
    found = [
        (token.kind, token.stored[0], token.position) for token in tokens("体育新闻", "zh-hans")
    ]

    assert found == [
        (Kind.PAIR, "体育", 1),
        (Kind.PAIR, "育新", 2),
        (Kind.PAIR, "新闻", 3),
        (Kind.LAST, "闻", 4),
    ]


def test_scripts_side_by_side_are_separate_runs_and_words():
    found = [token.stored[0] for token in tokens("NBA总决赛2026年", "zh-hans")]

    assert found == ["nba", "总决", "决赛", "赛", "2026", "年"]


@pytest.mark.parametrize("language_code", [*ALGORITHMS, "vi", "zh-hans", "he"])
@pytest.mark.parametrize("number", ["0", "12", "1984", "2026", "1000000"])
def test_a_number_has_one_form_in_every_language(number, language_code):
    (token,) = tokens(number, language_code)

    assert token.stored == token.asked == (number,) == (stem(number, language_code),)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("— Thể thao!", ["Thể", "thao"]),
        ("ﾀﾞｲｱ", ["ﾀﾞｲ", "ｲｱ", "ｱ"]),
        ("กีฬา", ["กี", "ีฬ", "ฬา", "า"]),
        ("น้ำใจ", ["น้", "น้ำ", "ำ", "ำใ", "ใจ", "จ"]),
        ("\ud55c\uad6d", ["\ud55c\uad6d", "\uad6d"]),
        (HANGUL_IN_PARTS, [HANGUL_IN_PARTS, HANGUL_IN_PARTS[3:]]),
        ("ភាសា\u200bខ្មែរ", None),
        ("½ ﷺ", ["½", "½", "ﷺ", "ﷺ", "ﷺ", "ﷺ"]),
    ],
)
def test_token_knows_its_place_in_the_text_as_written(text, places):
    found = list(tokens(text, "vi"))

    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.position for token in found] == list(range(1, len(found) + 1))
    if places is not None:
        assert [text[token.start : token.end] for token in found] == places


def test_hangul_in_parts_is_the_same_as_in_syllables():
    assert stored(HANGUL_IN_PARTS, "ko") == stored("\ud55c\uad6d", "ko")


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "—…!?", "_", "\0", "\ud800", "\u200f\u200f", "\u0301", "🎉", "'\":&|!()<->\\"],
)
def test_text_without_words_has_no_tokens(text):
    assert list(tokens(text, "en")) == []


@pytest.mark.parametrize("text", ["x" * 100_000, "ß" * 100_000, "e" + "\u0301" * 100_000])
def test_endless_word_is_cut(text):
    found = list(tokens(text, "en"))

    assert len(found) == 1
    assert max(len(lexeme) for lexeme in found[0].stored) <= MAX_LEXEME_LENGTH


def test_marks_heaped_on_one_letter_take_no_endless_time():
    found = list(tokens("ก" + "\u0301" * 20_000, "th"))

    assert found[-1].end == 20_001
