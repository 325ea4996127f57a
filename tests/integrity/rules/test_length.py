import pytest

from articles.integrity.rules.length import LengthRatio
from tests.integrity.paragraphs import PARAGRAPHS
from tests.integrity.rules.comparing import hits, translated

VI = PARAGRAPHS["vi"][0]
# The same three pieces of news in these languages.
PARALLEL = {code: texts for code, texts in PARAGRAPHS.items() if len(texts) >= 3 and code != "vi"}


def shares(*pairs, languages=("vi", "en")):
    return [
        detail["percent"] for _text, detail in hits(LengthRatio(), translated(pairs, languages))
    ]


def test_half_a_paragraph():
    [percent] = shares((f"{VI} {VI} {VI}", "The new bridge will open before the new year."))

    assert 10 < int(percent) < 25
    message = LengthRatio().message({"percent": percent})
    assert f"{percent}% of the length" in message


def test_a_paragraph_that_took_in_others():
    english = " ".join(PARAGRAPHS["en"])

    [percent] = shares((VI, english))

    assert int(percent) > 250


def test_chinese_is_dense_and_not_short():
    chinese = PARAGRAPHS["zh-hans"][0]
    english = PARAGRAPHS["en"][0]

    assert shares((english, chinese), languages=("en", "zh-hans")) == []
    assert shares((chinese, english), languages=("zh-hans", "en")) == []
    assert shares((english, chinese[:12]), languages=("en", "zh-hans")) != []


@pytest.mark.parametrize("source", sorted(PARALLEL))
def test_news_in_all_languages_has_the_length_of_news(source):
    pairs = {
        target: [(PARALLEL[source][n], PARALLEL[target][n]) for n in (0, 2)] for target in PARALLEL
    }

    found = {target: shares(*texts, languages=(source, target)) for target, texts in pairs.items()}

    assert {target: percents for target, percents in found.items() if percents} == {}


@pytest.mark.parametrize(
    "pairs",
    [
        [("Nghề muối", "Salt makers of the Mekong delta")],
        [("Tin", "The latest news of the day")],
        [("420 m", "420 metres (1,378 feet)")],
        [("2-1, 3-0, 54.000, 28%", "2-1")],
    ],
)
def test_short_texts_may_have_any_length(pairs):
    assert shares(*pairs) == []


def test_a_paragraph_that_was_split_or_merged_is_measured_as_a_whole():
    first, second = PARAGRAPHS["en"][:2]
    both = f"{VI} {PARAGRAPHS['vi'][1]}"

    assert shares((both, first), (None, second)) == []
    assert shares((VI, f"{first} {second}"), (PARAGRAPHS["vi"][1], None)) == []
