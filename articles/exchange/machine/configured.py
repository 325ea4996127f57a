"""The engine that the settings name."""

from __future__ import annotations

from django.conf import settings

from articles.exchange.machine.deepl import DeepL
from articles.exchange.machine.engine import Engine, MachineError
from articles.exchange.machine.libretranslate import LibreTranslate
from articles.exchange.machine.quota import metered
from articles.exchange.machine.transport import BRIEF, Patience, wrong_address


def configured_engine(patience: Patience = BRIEF) -> Engine | None:
    """None where machine translation is off. Raises MachineError for settings that cannot work."""
    name = settings.MACHINE_TRANSLATION
    if name == "off":
        return None
    problems = settings_problems()
    if problems:
        raise MachineError(problems[0])
    key, address = settings.MACHINE_TRANSLATION_KEY, settings.MACHINE_TRANSLATION_URL
    meter = metered(name)
    if name == "deepl":
        return DeepL(key, address, meter, patience)
    return LibreTranslate(address, key, meter, patience)


def settings_problems() -> list[str]:
    """What is wrong with the settings, as sentences for whoever runs the installation."""
    name, url = settings.MACHINE_TRANSLATION, settings.MACHINE_TRANSLATION_URL
    key = settings.MACHINE_TRANSLATION_KEY
    if name == "off":
        return []
    problems = []
    if name == "deepl" and not key:
        problems.append("MACHINE_TRANSLATION_KEY is not set: DeepL needs one.")
    if name == "libretranslate" and not url:
        problems.append("MACHINE_TRANSLATION_URL is not set: where is LibreTranslate?")
    if url:
        wrong = wrong_address(url, plain_http=settings.MACHINE_TRANSLATION_PLAIN_HTTP)
        if wrong:
            problems.append(f"MACHINE_TRANSLATION_URL: {wrong}")
    if not (key.isascii() and key.isprintable()):
        problems.append("MACHINE_TRANSLATION_KEY has characters that no key has.")
    return problems
