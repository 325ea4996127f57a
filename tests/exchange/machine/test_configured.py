"""From the settings to an engine; what cannot work is said at start."""

import pytest
from django.core.checks import run_checks

from articles.exchange.machine.configured import configured_engine
from articles.exchange.machine.deepl import DeepL
from articles.exchange.machine.engine import MachineError
from articles.exchange.machine.libretranslate import LibreTranslate


@pytest.fixture(autouse=True)
def named(settings, request):
    settings.MACHINE_TRANSLATION = "off"
    settings.MACHINE_TRANSLATION_URL = ""
    settings.MACHINE_TRANSLATION_KEY = ""
    settings.MACHINE_TRANSLATION_PLAIN_HTTP = False
    return settings


def test_it_is_off_by_default(settings):
    assert configured_engine() is None
    assert run_checks() == []


def test_engines_are_made_of_the_settings(settings):
    settings.MACHINE_TRANSLATION = "deepl"
    settings.MACHINE_TRANSLATION_KEY = "abc:fx"
    deepl = configured_engine()
    settings.MACHINE_TRANSLATION = "libretranslate"
    settings.MACHINE_TRANSLATION_KEY = ""
    settings.MACHINE_TRANSLATION_URL = "https://translate.example.org/"
    libre = configured_engine()

    assert isinstance(deepl, DeepL)
    assert deepl.host == "https://api-free.deepl.com"
    assert isinstance(libre, LibreTranslate)
    assert (libre.address, libre.key) == ("https://translate.example.org/", "")


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"MACHINE_TRANSLATION": "deepl"}, "MACHINE_TRANSLATION_KEY"),
        ({"MACHINE_TRANSLATION": "libretranslate"}, "MACHINE_TRANSLATION_URL"),
        (
            {
                "MACHINE_TRANSLATION": "libretranslate",
                "MACHINE_TRANSLATION_URL": "http://translate.example.org",
            },
            "MACHINE_TRANSLATION_PLAIN_HTTP",
        ),
        (
            {"MACHINE_TRANSLATION": "deepl", "MACHINE_TRANSLATION_KEY": "a\nb"},
            "MACHINE_TRANSLATION_KEY",
        ),
    ],
)
def test_what_cannot_work_is_an_error_of_the_checks(settings, given, names):
    for name, value in given.items():
        setattr(settings, name, value)

    [error] = run_checks()

    assert error.id == "articles.E001"
    assert names in error.msg
    with pytest.raises(MachineError, match=names):
        configured_engine()
