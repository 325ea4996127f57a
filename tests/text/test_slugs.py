import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.slugs import SLUG_LENGTH, slugify

LANGUAGES = st.sampled_from(["vi", "en", "de", "zh-hans", "ar", "hi", "th", "tr"])


@pytest.mark.parametrize(
    ("text", "language_code", "slug"),
    [
        ("Thể thao", "vi", "the-thao"),
        ("Đà Nẵng: đàm phán 2+2", "vi", "da-nang-dam-phan-2-2"),
        ("Đường sắt", "vi", "duong-sat"),
        ("Größe", "de", "groesse"),
        ("Größe", "sv", "grosse"),
        ("Łódź, Øresund & Þórr", "pl", "lodz-oresund-thorr"),
        ("IĞDIR'da kış İzmir", "tr", "igdir-da-kis-izmir"),
        ("Reader's choice", "en", "readers-choice"),
        ("L’équipe d'Italie", "fr", "l-equipe-d-italie"),
        ("ﬁne ½ ① ＡＢＣ", "en", "fine-1-2-1-abc"),
        ("体育新闻：中国 2024", "zh-hans", "体育新闻-中国-2024"),
        ("أَخْبار الرياضة", "ar", "أخبار-الرياضة"),
        ("Новости «Спорта», за́мок", "ru", "новости-спорта-замок"),
        ("Об'єднання", "uk", "обєднання"),
        ("हिंदी में समाचार", "hi", "हिंदी-में-समाचार"),
        ("ข่าวกีฬาน้ำท่วม", "th", "ข่าวกีฬาน้ำท่วม"),
        ("ព័ត៌មានកីឡា", "km", "ព័ត៌មានកីឡា"),
        ("விளையாட்டு செய்தி", "ta", "விளையாட்டு-செய்தி"),
        ("ｶﾀｶﾅ 5 µm", "ja", "カタカナ-5-μm"),
        ("ガギグ ニュース", "ja", "ガギグ-ニュース"),
        ("한국어 뉴스", "ko", "한국어-뉴스"),
        ("  --A--  B  ", "en", "a-b"),
    ],
)
def test_slugify(text, language_code, slug):
    assert slugify(text, language_code, "story") == unicodedata.normalize("NFC", slug)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "🙂", "\u200b\ufeff"])
def test_nothing_left_becomes_the_fallback(text):
    assert slugify(text, "en", "Story") == "story"


@pytest.mark.parametrize(
    ("text", "slug"), [("2024", "story-2024"), ("2024-07", "story-2024-07"), ("٢٠٢٤", "story-٢٠٢٤")]
)
def test_bare_digits_get_the_fallback_in_front(text, slug):
    assert slugify(text, "ar", "story") == slug


def test_a_number_beside_a_word_is_left_alone():
    assert slugify("2024 in review", "en", "story") == "2024-in-review"


def test_fallback_without_a_letter_is_refused():
    with pytest.raises(ValueError, match="'123' has no letter"):
        slugify("", "en", "123")


def test_long_titles_are_cut_between_words():
    title = "bóng đá " * 20

    slug = slugify(title, "vi", "story")

    assert len(slug) <= SLUG_LENGTH
    assert set(slug.split("-")) == {"bong", "da"}


def test_a_word_that_ends_at_the_limit_is_kept_whole():
    assert slugify("a" * SLUG_LENGTH + " b", "en", "story") == "a" * SLUG_LENGTH


def test_text_without_word_boundaries_is_cut_at_the_limit():
    assert slugify("体" * 200, "zh-hans", "story") == "体" * SLUG_LENGTH


def test_a_letter_is_not_cut_from_its_vowel_sign():
    slug = slugify("ก" * (SLUG_LENGTH - 1) + "กี้" * 5, "th", "story")

    assert slug == "ก" * (SLUG_LENGTH - 1)


@given(st.text(max_size=200), LANGUAGES)
def test_every_slug_keeps_the_promises(text, language_code):
    slug = slugify(text, language_code, "story")

    assert 1 <= len(slug) <= SLUG_LENGTH
    assert slug == unicodedata.normalize("NFC", slug)
    assert any(character.isalpha() for character in slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    allowed = {"L", "M", "N"}
    assert all(c == "-" or unicodedata.category(c)[0] in allowed for c in slug)


@given(st.text(max_size=200), LANGUAGES)
def test_a_slug_is_its_own_slug(text, language_code):
    slug = slugify(text, language_code, "story")

    assert slugify(slug, language_code, "story") == slug


# The micro sign sits among the Latin letters and is a Greek one.
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_characters="µ")


@given(st.text(alphabet=LATIN, max_size=120))
def test_latin_text_becomes_ascii(text):
    assert slugify(text, "vi", "story").isascii()
