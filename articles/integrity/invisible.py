"""Characters that have no shape of their own, where nothing needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.text.languages import direction, normal_code

_SOFT_HYPHEN = "\u00ad"
_SPACE = "\u200b"
_JOINERS = "\u200c\u200d"
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS = {"\u202a": "\u202c", "\u202b": "\u202c"}
_ISOLATES = {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_ENDS = frozenset("\u202c\u2069")
_HANGUL_FILLERS = "\u115f\u1160\u3164\uffa0"
_TAGS = "\U000e0001-\U000e007f"
# Joiners of words and graphemes, BOM, invisible operators, old controls, an empty Braille cell.
_NEVER = "\u2060-\u2064\u206a-\u206f\ufeff\u034f\u2800\u180e"

_ANY = re.compile(
    f"[{_SOFT_HYPHEN}{_SPACE}{_JOINERS}{_DIRECTION_MARKS}\u202a-\u202e\u2066-\u2069"
    f"{_HANGUL_FILLERS}{_TAGS}{_NEVER}]"
)
_NEVER_NEEDED = re.compile(f"[{_NEVER}]")
# Written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their neighbours.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U0001e900-\U0001e95f]")
# Scripts in which a joiner changes how letters meet: Arabic and its kin, Indic, Mongolian, Khmer.
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
)
_PICTOGRAPH = re.compile("[\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
# Thai, Lao, Burmese and Khmer break lines between words, and have no spaces there.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_IN_ADDRESS = re.compile("[/@#._?=&-]")
_BLACK_FLAG = "\U0001f3f4"
# Languages with words so long that a writer may say where they break.
_LONG_WORDS = frozenset(
    {"de", "nl", "sv", "da", "nb", "nn", "no", "fi", "et", "hu", "is", "ru", "uk", "pl", "cs"}
)


def invisible_characters(text: str, language_code: str) -> list[str]:
    """Those of a text that it has no need of, in its order."""
    if not _ANY.search(text):
        return []
    return list(_needless(text, language_code))


def _needless(text: str, language_code: str) -> Iterator[str]:
    right_to_left = direction(language_code) == "rtl" or bool(_RIGHT_TO_LEFT.search(text))
    balanced = right_to_left and _is_balanced(text)
    for match in _ANY.finditer(text):
        character, before = match[0], text[: match.start()][-1:]
        after = text[match.end() : match.end() + 1]
        if character in _JOINERS:
            needed = bool(_JOINING.match(before) or _PICTOGRAPH.match(before))
        elif character in _DIRECTION_MARKS:
            needed = right_to_left
        elif character == _SOFT_HYPHEN:
            long_words = normal_code(language_code).partition("-")[0] in _LONG_WORDS
            needed = long_words and before.isalpha() and after.isalpha()
        elif character == _SPACE:
            needed = _may_break(text, match.start())
        elif character in _HANGUL_FILLERS:
            needed = "\u1100" <= before <= "\u11ff" or "\u1100" <= after <= "\u11ff"
        elif _NEVER_NEEDED.match(character) or character in _OVERRIDES:
            needed = False
        elif character >= "\U000e0000":
            needed = _BLACK_FLAG in text
        else:
            needed = balanced
        if not needed:
            yield character


def _may_break(text: str, place: int) -> bool:
    """Whether a line may break here, where a script or an address has no spaces."""
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    in_address = len(around.strip()) == 2 and _IN_ADDRESS.search(around)
    return bool(in_address or _UNSPACED.search(around))


def _is_balanced(text: str) -> bool:
    """Whether every embedding and isolate of a text ends, and nothing else does."""
    waiting: list[str] = []
    for character in text:
        if end := _EMBEDDINGS.get(character) or _ISOLATES.get(character):
            waiting.append(end)
        elif character in _ENDS and (not waiting or waiting.pop() != character):
            return False
    return not waiting
