"""Spellings that readers do not tell apart, and marks that they may leave out.

Two layers. `written()` is the form of a word that is compared when marks matter: one spelling for
what is the same word to every reader (vowel points, tatweel, Greek tonos in capitals, ё and е,
digits of any script, old and new tone placement in Vietnamese). `folded()` drops the marks that
make another word, but that people leave out when they type in a hurry: thể → the, é → e, ة → ه.
"""

import re
import unicodedata
from functools import cache
from typing import Final

# Format characters that have no say in what a word is: soft hyphen, joiners, zero-width space,
# direction marks and isolates, byte order mark.
IGNORED: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_TATWEEL = 0x0640
_ALEFS = dict.fromkeys(map(ord, "أإآٱٲٳ"), "ا")
_ARABIC_LETTERS = {ord("ی"): "ي", ord("ک"): "ك", ord("ہ"): "ه", ord("ۀ"): "ه"}
_PERSIAN_LETTERS = {ord("ي"): "ی", ord("ك"): "ک", ord("ہ"): "ه", ord("ۀ"): "ه"}
_LETTERS_OF_THEIR_OWN = frozenset("йї")
_FOLDED_LETTERS = {
    "đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h",
    "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ə": "e", "ة": "ه", "ى": "ي",
}  # fmt: skip


class _Letters(dict[int, str]):
    """A table for `str.translate` that works each character out when it is first met."""

    def __init__(self, given: dict[int, str]) -> None:
        super().__init__(given)

    def __missing__(self, code: int) -> str:
        self[code] = answer = self.answer(chr(code))
        return answer

    def answer(self, character: str) -> str:
        raise NotImplementedError


class _Written(_Letters):
    def answer(self, character: str) -> str:
        code = ord(character)
        if code == _TATWEEL or _IGNORED_PATTERN.match(character) or _is_optional_mark(character):
            return ""
        if character.isdecimal():
            return str(unicodedata.decimal(character))
        if 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
            return _without_marks(character)
        return character


class _Folded(_Letters):
    def answer(self, character: str) -> str:
        if character in _LETTERS_OF_THEIR_OWN:
            return character
        return _FOLDED_LETTERS.get(character) or _without_marks(character)


_IGNORED_PATTERN = re.compile(f"[{IGNORED}]")
_FOLDING = _Folded({})


def _is_optional_mark(character: str) -> bool:
    """Whether this is a vowel point of Arabic or Hebrew, or a variation selector."""
    code = ord(character)
    if not unicodedata.category(character).startswith("M"):
        return False
    return (
        0x0591 <= code <= 0x05C7
        or 0x0610 <= code <= 0x061A
        or 0x064B <= code <= 0x0652
        or 0x0656 <= code <= 0x065F
        or code == 0x0670
        or 0x06D6 <= code <= 0x06ED
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
    )


def _without_marks(character: str) -> str:
    """The base of a Latin, Greek, Cyrillic or Arabic letter; marks of other scripts stay.

    In Indic scripts and Thai a mark is a vowel or a tone that nobody leaves out.
    """
    return "".join(
        part
        for part in unicodedata.normalize("NFD", character)
        if not (0x0300 <= ord(part) <= 0x036F or 0x0653 <= ord(part) <= 0x0655)
    )


@cache
def _letters(language: str) -> _Written:
    given = dict(_ALEFS) | {ord("ё"): "е"}
    return _Written(given | (_PERSIAN_LETTERS if language in {"fa", "ur"} else _ARABIC_LETTERS))


# "hòa" and "hoà", "thúy" and "thuý" are one spelling before and after the reform.
_TONE_ON_SECOND_VOWEL = re.compile("(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])$")


def _tone_on_first_vowel(match: re.Match[str]) -> str:
    vowels = match[0]
    second, tone = tuple(unicodedata.normalize("NFD", vowels[1]))
    return unicodedata.normalize("NFC", vowels[0] + tone) + second


def written(word: str, language: str) -> str:
    """The form of a word that is compared when its marks matter.

    `language` is the primary subtag.
    """
    if language in {"tr", "az"}:
        word = word.replace("İ", "i").replace("I", "ı")
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", word)
    word = unicodedata.normalize("NFKC", word.lower().translate(_letters(language)))
    if language == "vi":
        word = _TONE_ON_SECOND_VOWEL.sub(_tone_on_first_vowel, word)
    return word


def folded(word: str) -> str:
    """A written word without the marks that hurried readers leave out."""
    return word if word.isascii() else word.translate(_FOLDING)
