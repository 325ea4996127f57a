import pytest

from articles.integrity.evaluation.corpus import (
    LONGEST,
    SHORT,
    SHORTEST,
    Half,
    languages,
    paragraphs,
    shortened,
    text_length,
)
from articles.integrity.evaluation.traps import traps
from articles.text.languages import native_name

MAIN = ["ar", "bg", "de", "en", "es", "fr", "id", "ja", "ru", "uk", "vi", "zh-hans", "zh-hant"]


def both_halves(language):
    return [each for half in Half for each in paragraphs(language, half)]


@pytest.mark.parametrize("language", languages())
def test_paragraphs_are_many_and_long_enough_and_no_two_are_alike(language):
    texts = [paragraph.text for paragraph in both_halves(language)]

    assert native_name(language)
    assert len(set(texts)) == len(texts) >= (40 if language in MAIN else 20)
    assert [text for text in texts if not SHORTEST <= text_length(text) <= LONGEST] == []


def test_every_paragraph_belongs_to_one_half():
    for language in languages():
        halves = [len(paragraphs(language, half)) for half in Half]

        assert sum(halves) == len(both_halves(language))
        assert min(halves) >= 6


def test_there_are_enough_traps_of_each_kind():
    kinds = [trap.kind for code in languages() for half in Half for trap in traps(code, half)]

    assert {kind for kind in kinds if kinds.count(kind) < 150} == set()
    assert not any("{}" in trap.text for half in Half for trap in traps("vi", half))


def test_a_paragraph_is_shortened_between_words():
    long = next(each for each in both_halves("en") if len(each.text) > SHORT)

    short = shortened(long).text

    assert SHORTEST <= len(short) <= SHORT
    assert long.text.startswith(short)
    assert long.text[len(short)] in " ,:;"


def test_a_chinese_paragraph_is_shortened_to_a_third_of_the_characters():
    long = both_halves("zh-hant")[0]

    assert 25 < len(shortened(long).text) <= SHORT / 3 + 5


def test_a_short_paragraph_is_not_shortened():
    short = next(each for each in both_halves("en") if len(each.text) <= SHORT)

    assert shortened(short) is None
