import pytest

from articles.search.naming import answers
from articles.search.parsing import parse


@pytest.mark.parametrize(
    ("name", "language_code", "text"),
    [
        ("Thể thao", "vi", "the thao"),
        ("Thể thao", "vi", "THỂ THAO"),
        ("Thể thao", "vi", "thao thể"),
        ("Bóng đá", "vi", '"bong da"'),
        ("体育新闻", "zh-hans", "体育"),
        ("体育", "zh-hans", "体"),
        ("More sports", "en", "sport"),
        ("رياضة", "ar", "رياضة"),
    ],
)
def test_a_name_answers_its_own_words(name, language_code, text):
    assert answers(name, parse(text, language_code))


@pytest.mark.parametrize(
    ("name", "language_code", "text"),
    [
        ("Thể thao", "vi", ""),
        ("Thể thao", "vi", "-the"),
        ("Thể thao", "vi", "the -thao"),
        ("Thể thao", "vi", "the thao hom nay"),
        ("Thể thao", "vi", "thế"),
        ("Thời sự", "vi", "the thao"),
        ("体育", "zh-hans", "足球"),
        ("Sport", "en", "port"),
    ],
)
def test_a_name_is_silent_to_other_words(name, language_code, text):
    assert not answers(name, parse(text, language_code))
