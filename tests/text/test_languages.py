import pytest

from articles.text.languages import direction, language_tag, native_name, same_language


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("vi", "vi"),
        ("zh-hans", "zh-Hans"),
        ("zh_Hant", "zh-Hant"),
        ("en-gb", "en-GB"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
    ],
)
def test_language_tag_has_the_letter_case_of_rfc_5646(code, tag):
    assert language_tag(code) == tag


@pytest.mark.parametrize("code", ["ar", "he", "fa", "ur", "ug", "fa-ir"])
def test_direction_is_rtl(code):
    assert direction(code) == "rtl"


@pytest.mark.parametrize("code", ["vi", "zh-hans", "th", "tlh"])
def test_direction_is_ltr(code):
    assert direction(code) == "ltr"


def test_native_name_is_the_languages_own():
    assert native_name("vi") == "Tiếng Việt"
    assert native_name("zh-hans") == "简体中文"


def test_native_name_of_an_unknown_language_is_its_tag():
    assert native_name("tlh-latn") == "tlh-Latn"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("en-GB", "en", True),
        ("pt-br", "pt", True),
        ("zh-CN", "zh-hans", True),
        ("zh-TW", "zh-hant", True),
        ("zh-TW", "zh-hans", False),
        ("sr", "sr-latn", False),
        ("vi", "en", False),
        ("tlh", "tlh", True),
    ],
)
def test_same_language_looks_past_regions_but_not_scripts(one, other, same):
    assert same_language(one, other) is same
    assert same_language(other, one) is same
