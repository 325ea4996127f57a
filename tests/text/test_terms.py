import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.terms import contains_term, find_terms


@dataclass(frozen=True)
class Sought:
    source: str
    match_case: bool = False


def found(text, *spellings, language="", match_case=False):
    terms = [Sought(spelling, match_case) for spelling in spellings]
    return [text[match.start : match.end] for match in find_terms(text, terms, language)]


# (language, spelling, text): the term is there, in one of its forms.
HITS = [
    ("vi", "Liên Hợp Quốc", "Đại hội đồng Liên hợp quốc họp hôm nay."),
    ("vi", "Hòa Bình", "Thủy điện Hoà Bình xả lũ."),
    ("vi", "Thủy điện", "Nhà máy thuỷ điện lớn nhất."),
    ("en", "United Nations", "The United Nations’ envoy arrived."),
    ("en", "central bank", "Central banks raised rates."),
    ("en", "Levi's", "A pair of Levi’s was sold."),
    ("en", "Covid-19", "After Covid‑19 the town changed."),
    ("en", "Ministry of Health", "the Ministry of Health said"),
    ("de", "Vereinte Nationen", "Die Rede vor den Vereinten Nationen dauerte."),
    ("de", "Europäische Zentralbank", "der Präsident der Europäischen Zentralbank"),
    ("fr", "Iran", "Les autorités de l’Iran ont répondu."),
    ("es", "Naciones Unidas", "El enviado de las Naciones Unidas."),
    ("ru", "Россия", "Президент России и глава Москвы"),
    ("ru", "Москва", "Президент России и глава Москвы"),
    ("ru", "Российская Федерация", "в Российской Федерации"),
    ("ru", "Королёв", "в городе Королеве"),
    ("uk", "Київ", "у Київ приїхали"),
    ("pl", "Warszawa", "w Warszawie padało"),
    ("tr", "İstanbul", "İstanbul'daki köprü"),
    ("tr", "Türkiye", "TÜRKİYE'NİN nüfusu"),
    ("fi", "Helsinki", "Helsingissä ja Helsinkiin"),
    ("ar", "الصين", "زار الوفد الصين أمس"),
    ("ar", "الصين", "والصين وافقت"),
    ("ar", "الصين", "للصين رأي آخر"),
    ("ar", "الأمم المتحدة", "أعلنت الأُمم المتّحدة ذلك"),
    ("ar", "الأمم المتحدة", "بالأمم المتحدة"),
    ("ar", "فيتنام", "وفيتنام وقعت"),
    ("fa", "نیم‌فاصله", "با نیم فاصله نوشت"),
    ("he", "ירושלים", "בירושלים ירד גשם"),
    ("zh-hans", "中国人民银行", "据中国人民银行消息"),
    ("zh-hans", "iPhone", "新款iPhone上市"),
    ("ja", "日本銀行", "日本銀行は金利を"),
    ("ko", "한국은행", "한국은행이 금리를 올렸다"),
    ("th", "ธนาคารกลาง", "ที่ธนาคารกลางประกาศ"),
    ("hi", "दिल्ली", "नई दिल्ली में बारिश"),
]
# (language, spelling, text): another word that only looks like it.
LOOK_ALIKES = [
    ("vi", "Hà", "Giá hàng hóa tăng"),
    ("vi", "Hà Nội", "Ha Noi"),
    ("en", "US", "The bus was late; they trust us not"),
    ("en", "Iran", "Iraq and Irangate"),
    ("en", "cat", "catalogue, concatenate"),
    ("fr", "Mali", "la maline et l’animalité"),
    ("ru", "Иран", "Ирак и Ирина"),
    ("ru", "Рим", "римейк и прим"),
    ("ar", "عمان", "العمانية"),
    ("hi", "दिल", "दिल्ली"),
    ("zh-hans", "iPhone", "iPhones都在"),
    ("ko", "은행", "한국은행"),
]


@pytest.mark.parametrize(("language", "spelling", "text"), HITS)
def test_a_term_is_found_in_the_forms_that_it_takes(language, spelling, text):
    assert found(text, spelling, language=language)
    assert contains_term(text, spelling, language)


@pytest.mark.parametrize(("language", "spelling", "text"), LOOK_ALIKES)
def test_another_word_is_not_the_term(language, spelling, text):
    match_case = spelling == "US"

    assert found(text, spelling, language=language, match_case=match_case) == []


def test_what_is_found_is_named_by_its_place_in_the_text_as_it_is():
    text = unicodedata.normalize("NFD", "Thủ đô Hà Nội và ") + "Hà\u00adNội"
    terms = [Sought("Hà Nội"), Sought("HàNội")]

    matches = find_terms(text, terms, "vi")

    assert [unicodedata.normalize("NFC", text[m.start : m.end]) for m in matches] == [
        "Hà Nội",
        "Hà\u00adNội",
    ]
    assert [match.term for match in matches] == terms


def test_the_longest_of_overlapping_terms_stands():
    text = "the Bank of China in China, and the Bank of England"

    assert found(text, "China", "Bank of China", "Bank", language="en") == [
        "Bank of China",
        "China",
        "Bank",
    ]


def test_letter_case_counts_where_the_glossary_says_so():
    assert found("apple pie by Apple", "Apple", match_case=True) == ["Apple"]
    assert found("apple pie by Apple", "Apple") == ["apple", "Apple"]
    assert contains_term("APPLE RAISES PRICES", "Apple", "en", match_case=True)
    assert not contains_term("an apple a day", "Apple", "en", match_case=True)


def test_a_long_word_may_hold_the_term_where_the_language_joins_words():
    assert contains_term("Der Zentralbankchef sprach", "Zentralbank", "de")
    assert contains_term("남북정상회담이 열렸다", "정상회담", "ko")
    assert not contains_term("A cattery", "cat", "en")


def test_nothing_is_found_in_nothing():
    assert find_terms("", [Sought("x"), Sought("")]) == []
    assert not contains_term("text", "", "de")


@given(st.text(), st.text(max_size=6), st.sampled_from(["", "en", "ar", "tr", "zh-hans", "ko"]))
def test_any_text_can_be_searched(text, spelling, language):
    for match in find_terms(text + spelling, [Sought(spelling)], language):
        assert 0 <= match.start < match.end <= len(text + spelling)
