"""The forms that a word of a dictionary takes in a sentence, as far as its spelling tells.

This is deliberately coarse: it serves to find a name again, not to parse a language. Endings
that no rule here knows are spelled out in the glossary.
"""

from __future__ import annotations

import re
from functools import lru_cache

from articles.text.languages import normal_code

_SHORTEST_STEM = 3
_SLAVIC = (
    "[аеиоуыэюяіїєйьъ]{1,2}|[аеоыияіює][мхв]|[аеоиыяії]ми|[ое]го|[ое]му|ові|еві|ів|ът|та|то|те"
)
_WEST_SLAVIC = (
    "[aeiouyąęáéíóúůýěę]{1,2}|[aeiyoáéíýůą][mchwv]|[aioáéýí]ch|ów|ami|ach|ech|ích|ých|ými|ího|ého|"
    "ego|emu|ému|owi|ovi|om"
)
# What may stand at the end of a word in place of its dictionary ending, or of none.
_ENDINGS = {
    "en": "s|es|y|ies",
    "de": "e|en|er|es|em|n|s|ns",
    "nl": "s|e|en|n",
    "sv": "s|n|en|et|ns|ens|ets|a",
    "da": "s|n|en|et|ens|ets|e|er",
    "nb": "s|n|en|et|ens|ets|e|er",
    "fr": "s|x|e|es|le|les|l|ls|aux|al",
    "es": "s|es|o|a|os|as",
    "pt": "s|es|o|a|os|as|ão|ões",
    "it": "o|a|e|i|io|he|hi|co|ci",
    "ro": "l|ul|ului|a|e|ei|i|ii|ilor|le|lor|lui|ă|uri",
    "el": "[αεηιουωάέήίόύώ]{1,2}ς?|[ωώ]ν|[οό]ν|[αά]ς",
    "id": "nya|lah|kah|pun",
    "ms": "nya|lah|kah|pun",
    **dict.fromkeys(["ru", "uk", "be", "bg", "mk"], _SLAVIC),
    "sr": f"{_SLAVIC}|{_WEST_SLAVIC}",
    **dict.fromkeys(["pl", "cs", "sk", "sl", "hr", "bs"], _WEST_SLAVIC),
    **dict.fromkeys(["ar", "fa", "ur"], "ة|ت|ات|ه|ها|هم|ون|ين|ان|ه اي|هاي|ها|هايي"),
    "he": "ים|ות|ת|ה",
}
# Languages whose words grow at the end, case by case.
_AGGLUTINATIVE = frozenset({"fi", "et", "hu", "tr", "az", "kk", "ky", "uz", "tt", "eu"})
_PREFIXES = {
    "ar": "[وف]?(?:لل|[بكلس]?(?:ال)?)",
    "he": "[ומשהוכלב]{0,3}",
}
# Written as one word with what stands before or after it.
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb", "fi", "et", "hu", "ko"})
_WORD = re.compile(r"[^\W_]+")


def joins_words(language_code: str) -> bool:
    """Whether a word may stand inside a longer one and still be itself."""
    return _primary(language_code) in _COMPOUNDING


@lru_cache(maxsize=8192)
def forms(spelling: str, language_code: str) -> tuple[str, re.Pattern[str]] | None:
    """An expression for all forms of a folded spelling, behind a part that all of them hold.

    None where the language leaves its words as they are.
    """
    code = _primary(language_code)
    if code not in _ENDINGS and code not in _PREFIXES and code not in _AGGLUTINATIVE:
        return None
    pieces, held, last = [], "", 0
    for word in _WORD.finditer(spelling):
        pieces.append(re.escape(spelling[last : word.start()]))
        stem, expression = _word_forms(word[0], code)
        pieces.append(expression)
        held = max(held, stem, key=len)
        last = word.end()
    if not held:
        return None
    pieces.append(re.escape(spelling[last:]))
    return held, re.compile("".join(pieces))


def _word_forms(word: str, code: str) -> tuple[str, str]:
    """The stem of a word, and an expression for its forms, longest first."""
    stem = _without_article(word, code)
    front = _PREFIXES.get(code, "")
    if code in _AGGLUTINATIVE:
        return stem, rf"{re.escape(stem)}\w{{0,6}}(?!\w)" if len(stem) > 3 else re.escape(stem)
    endings = _ENDINGS.get(code, "")
    if any(character.isdigit() for character in word):
        return stem, re.escape(word)
    shortest = _stem(stem, code)
    plain = "" if shortest == stem else f"|{re.escape(stem)}(?:{endings})?"
    # An ending follows at once, and the word ends behind it.
    return shortest, rf"{front}(?:{re.escape(shortest)}(?:{endings})?{plain})(?![^\W_])"


def _without_article(word: str, code: str) -> str:
    if code == "ar" and word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word


def _stem(word: str, code: str) -> str:
    """The word without its longest ending, if enough of it stays."""
    ending = _ending(code)
    for length in range(_SHORTEST_STEM, len(word)):
        if ending.fullmatch(word[length:].lower()):
            return word[:length]
    return word


@lru_cache(maxsize=64)
def _ending(code: str) -> re.Pattern[str]:
    return re.compile(_ENDINGS.get(code) or r"(?!)")


def _primary(language_code: str) -> str:
    return normal_code(language_code).partition("-")[0]
