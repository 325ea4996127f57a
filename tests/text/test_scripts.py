import pytest
from django.conf import settings

from articles.text.scripts import chinese_variant, script_weights, scripts_of_language


@pytest.mark.parametrize(
    ("language_code", "scripts"),
    [
        ("vi", {"LATIN"}),
        ("en-gb", {"LATIN"}),
        ("zh-hans", {"CJK"}),
        ("zh-tw", {"CJK"}),
        ("ja", {"CJK", "HIRAGANA", "KATAKANA"}),
        ("ko", {"HANGUL"}),
        ("sr", {"CYRILLIC"}),
        ("sr-latn", {"LATIN"}),
        ("ur", {"ARABIC"}),
        ("km", {"KHMER"}),
        ("my", {"MYANMAR"}),
        ("tlh", set()),
    ],
)
def test_scripts_of_a_language(language_code, scripts):
    assert scripts_of_language(language_code) == scripts


def test_every_language_that_stories_may_be_written_in_has_a_script():
    assert [code for code, _ in settings.LANGUAGES if not scripts_of_language(code)] == []


def test_dense_scripts_weigh_threefold_and_signs_nothing():
    assert script_weights("Ab đ 体育 한 2024, ก็") == {
        "LATIN": 3,
        "CJK": 6,
        "HANGUL": 3,
        "THAI": 1,
    }


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("市政府宣布电车线路将重新开放", "zh-hans"),
        ("市政府宣布電車線路將重新開放", "zh-hant"),
        ("大中小上下", ""),
        ("電 车 線 线", ""),
        ("", ""),
    ],
)
def test_chinese_variant(text, variant):
    assert chinese_variant(text) == variant
