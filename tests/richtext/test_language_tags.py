import pytest
from django.conf import settings

from articles.richtext.language_tags import canonical_language, is_right_to_left


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("vi", "vi"),
        (" EN ", "en"),
        ("zh-hans", "zh-Hans"),
        ("ZH-HANT-tw", "zh-Hant-TW"),
        ("pt-br", "pt-BR"),
        ("es-419", "es-419"),
        ("hmn", "hmn"),
    ],
)
def test_canonical_language_spells_a_known_tag_the_usual_way(value, tag):
    assert canonical_language(value) == tag


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "xx",
        "english",
        "qqq",
        "en_US",
        "en-",
        "zh-Xxxx",
        "en-US-x-a",
        "vi\n.",
        "en us",
        "é",
    ],
)
def test_canonical_language_refuses_what_it_does_not_know(value):
    assert canonical_language(value) is None


def test_canonical_language_knows_every_language_stories_are_written_in():
    assert all(canonical_language(code) for code in settings.CONTENT_LANGUAGES)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ar", True), ("fa-IR", True), ("az-Arab", True), ("vi", False), ("ar-Latn", False),
     ("zh-Hans", False), ("en-US", False)],
)  # fmt: skip
def test_is_right_to_left(tag, expected):
    assert is_right_to_left(tag) is expected
