"""Which writing systems a text uses, and which one a language is written in."""

import unicodedata
from collections import Counter
from functools import lru_cache

from articles.text.languages import native_name, normal_code

HAN, HIRAGANA, KATAKANA, HANGUL = "CJK", "HIRAGANA", "KATAKANA", "HANGUL"
KANA = frozenset({HIRAGANA, KATAKANA})

# Where the language's name for itself, in Django's table, does not show its script.
_SCRIPTS = {
    "ja": KANA | {HAN},
    "km": frozenset({"KHMER"}),
    "kn": frozenset({"KANNADA"}),
    "mn": frozenset({"CYRILLIC"}),
    "pa": frozenset({"GURMUKHI"}),
}
# A character of these says about as much as three letters of an alphabet.
_DENSE = KANA | {HAN, HANGUL}


@lru_cache
def scripts_of_language(language_code: str) -> frozenset[str]:
    """The scripts that a text in this language is expected in; empty if that is not known."""
    code = normal_code(language_code)
    known = _SCRIPTS.get(code) or _SCRIPTS.get(code.partition("-")[0])
    name = native_name(code)
    if known or name.lower() == code:
        return known or frozenset()
    return frozenset(Counter(map(script_of, name))) - {""}


def script_weights(text: str) -> Counter[str]:
    """How many letters of each script, dense scripts counted threefold."""
    weights: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if script := script_of(character):
            weights[script] += count * (3 if script in _DENSE else 1)
    return weights


def text_weight(text: str) -> int:
    """Letters, those of dense scripts counted threefold."""
    return sum(script_weights(text).values())


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The script of a letter by its Unicode name; empty for anything but a letter."""
    if unicodedata.category(character) not in {"Ll", "Lu", "Lt", "Lo"}:
        return ""
    name = unicodedata.name(unicodedata.normalize("NFKC", character)[0], "")
    return name.partition(" ")[0]


def chinese_variant(text: str) -> str:
    """`zh-hans` or `zh-hant`, whichever the characters tell; empty where they do not.

    GB 2312 has the simplified characters and Big5 the traditional ones: a character that only
    one of them knows is a witness.
    """
    simplified = traditional = 0
    for character, count in Counter(text).items():
        if script_of(character) == HAN:
            in_gb, in_big5 = _encodes(character, "gb2312"), _encodes(character, "big5")
            simplified += count * (in_gb and not in_big5)
            traditional += count * (in_big5 and not in_gb)
    if simplified >= 3 and simplified > 3 * traditional:
        return "zh-hans"
    if traditional >= 3 and traditional > 3 * simplified:
        return "zh-hant"
    return ""


@lru_cache(maxsize=8192)
def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
