import pytest

from articles.integrity.base import Manuscript, Term
from articles.integrity.rules.terms import GlossaryTerms
from articles.text.segments import cut_story
from tests.integrity.rules.comparing import hits, translated


def wrong(source, target, *terms, languages=("vi", "en")):
    manuscript = translated([(source, target)], languages, terms=terms)
    return [(d["term"], d["expected"]) for _text, d in hits(GlossaryTerms(), manuscript)]


UN = Term("Liên Hợp Quốc", ("United Nations", "UN"))


def test_a_term_that_is_not_written_as_agreed():
    source, target = "Liên Hợp Quốc họp hôm nay.", "The League of Nations met today."

    assert wrong(source, target, UN) == [("Liên Hợp Quốc", "United Nations")]
    message = GlossaryTerms().message({"term": UN.source, "expected": UN.accepted[0]})
    assert "United Nations" in message


@pytest.mark.parametrize("target", ["The United Nations’ envoy.", "A UN envoy.", "UNITED NATIONS"])
def test_every_accepted_spelling_will_do(target):
    assert wrong("Đặc phái viên Liên Hợp Quốc.", target, UN) == []


@pytest.mark.parametrize(
    ("languages", "source", "target", "term"),
    [
        (("en", "ru"), "Visit Moscow", "Поездка в Москву", Term("Moscow", ("Москва",))),
        (("en", "ar"), "To China", "إلى الصين وللصين", Term("China", ("الصين",))),
        (("en", "ar"), "Vietnam and others", "وفيتنام وغيرها", Term("Vietnam", ("فيتنام",))),
        (
            ("en", "de"),
            "The central bank",
            "Der Zentralbankchef",
            Term("central bank", ("Zentralbank",)),
        ),
        (("en", "zh-hans"), "The Mekong", "湄公河流域", Term("Mekong", ("湄公河",))),
        (("zh-hans", "en"), "湄公河流域", "the Mekong basin", Term("湄公河", ("Mekong",))),
        (("en", "ko"), "Bank of Korea", "한국은행은", Term("Bank of Korea", ("한국은행",))),
        (("en", "tr"), "In Istanbul", "İstanbul'da", Term("Istanbul", ("İstanbul",))),
    ],
)
def test_terms_in_the_forms_of_their_language(languages, source, target, term):
    assert wrong(source, target, term, languages=languages) == []


@pytest.mark.parametrize(
    ("languages", "source", "target", "term"),
    [
        (("en", "ru"), "Visit Moscow", "Поездка в Минск", Term("Moscow", ("Москва",))),
        (("en", "ar"), "To China", "إلى اليابان", Term("China", ("الصين",))),
        (("en", "zh-hans"), "The Mekong", "红河流域", Term("Mekong", ("湄公河",))),
        (("ru", "en"), "Жители Москвы", "Residents of the city", Term("Москва", ("Moscow",))),
    ],
)
def test_another_name_is_a_fault_in_every_script(languages, source, target, term):
    assert wrong(source, target, term, languages=languages) == [(term.source, term.accepted[0])]


def test_a_term_within_a_longer_one_is_not_asked_for():
    terms = [Term("Bank of China", ("Ngân hàng Trung Quốc",)), Term("Bank", ("Ngân hàng nước",))]

    assert wrong("Bank of China", "Ngân hàng Trung Quốc", *terms, languages=("en", "vi")) == []


def test_a_term_is_named_once_a_paragraph():
    text = "Liên Hợp Quốc và Liên Hợp Quốc"

    assert len(wrong(text, "Nothing of it", UN)) == 1


def test_letter_case_of_a_name_that_is_also_a_word():
    apple = Term("Apple", ("Táo Apple",), match_case=True)

    assert wrong("an apple a day", "một quả táo", apple, languages=("en", "vi")) == []
    assert wrong("by Apple today", "hôm nay", apple, languages=("en", "vi")) != []


def test_an_original_is_held_to_no_glossary():
    manuscript = Manuscript("vi", cut_story(body="<p>Liên Hợp Quốc</p>"), terms=[UN])

    assert hits(GlossaryTerms(), manuscript) == []
