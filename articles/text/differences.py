"""What changed from one text to another, in the units that its script reads in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.text.scripts import HAN, KANA, script_of

SAME, GONE, NEW = "same", "gone", "new"
# Written without spaces between words: each character is compared for itself.
_UNSPACED = KANA | {HAN, "THAI", "LAO", "KHMER", "MYANMAR"}
# Between digits these belong to the number: 54.000, 3,5, 10:30, ٥٤٬٠٠٠.
_IN_NUMBERS = frozenset(".,:٫٬/")
_JOINERS = frozenset("'’-\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is in both (`SAME`), only in the old (`GONE`) or new one (`NEW`)."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The two texts in one: pieces of kind SAME and GONE spell the old one, SAME and NEW the new.

    What stands between two changes and is no longer than either goes with them, so that a
    rewritten phrase reads as one change and not as crumbs with a common character here and there.
    """
    old, new = list(tokens(before)), list(tokens(after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    stretches: list[_Stretch] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        gone, fresh = "".join(old[a:b]), "".join(new[c:d])
        stretches.append(_Stretch(gone, fresh, is_same=kind == "equal"))
        while len(stretches) > 2 and _belongs_to_neighbours(*stretches[-3:]):
            stretches[-3:] = [_joined(stretches[-3:])]
    return [piece for stretch in stretches for piece in stretch.pieces()]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of both texts that is the same, or that changed from one to the other."""

    gone: str
    fresh: str
    is_same: bool

    def pieces(self) -> list[Piece]:
        if self.is_same:
            return [Piece(SAME, self.gone)]
        pairs = ((GONE, self.gone), (NEW, self.fresh))
        return [Piece(kind, text) for kind, text in pairs if text]

    @property
    def size(self) -> int:
        return max(len(self.gone), len(self.fresh))


def _belongs_to_neighbours(one: _Stretch, between: _Stretch, other: _Stretch) -> bool:
    if one.is_same or other.is_same or not between.is_same:
        return False
    return len(between.gone.strip()) <= min(one.size, other.size)


def _joined(stretches: Sequence[_Stretch]) -> _Stretch:
    gone = "".join(stretch.gone for stretch in stretches)
    return _Stretch(gone, "".join(stretch.fresh for stretch in stretches), is_same=False)


def tokens(text: str) -> Iterator[str]:
    """Words, single characters of scripts without spaces, runs of space, and signs one by one."""
    token = ""
    kind = ""
    for place, character in enumerate(text):
        sort = _sort(character)
        joins = (
            (sort == "mark" and token)
            or (sort == kind and kind in {"word", "space"})
            or (sort == "sign" and kind == "word" and _is_inside(text, place))
        )
        if joins:
            token += character
            continue
        if token:
            yield token
        token, kind = character, sort
    if token:
        yield token


def _sort(character: str) -> str:
    if character.isspace():
        return "space"
    category = unicodedata.category(character)
    if category.startswith("M"):
        return "mark"
    if category.startswith("L"):
        return "character" if script_of(character) in _UNSPACED else "word"
    return "word" if category.startswith("N") else "sign"


def _is_inside(text: str, place: int) -> bool:
    """Whether the sign stands within a number or a word."""
    if not 0 < place < len(text) - 1:
        return False
    before, behind = text[place - 1], text[place + 1]
    if text[place] in _IN_NUMBERS:
        return before.isdigit() and behind.isdigit()
    return text[place] in _JOINERS and _sort(before) == _sort(behind) == "word"
