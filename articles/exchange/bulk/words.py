"""The search words of very many texts, as binary COPY takes them.

They are what `search.vectors` gives, made stretch by stretch: a paragraph that comes again has the
same words, only further back. PostgreSQL takes five times as long to read the same as text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from articles.search.tokens import stored
from articles.search.vectors import (
    MAX_POSITIONS_OF_A_LEXEME,
    WEIGHTS,
    packed_lexemes,
    packed_places,
)

# So many characters and positions are far from the limits of a search vector, which are a megabyte
# and 16,383 positions.
SHORT: Final = 12_000

# A single place, packed, by weight; few words have as many positions.
Marks: TypeAlias = Sequence[bytes]
MARKS: Final[dict[str, Marks]] = {
    weight: [packed_places([position | bits]) for position in range(1 << 14)]
    for weight, bits in WEIGHTS.items()
}
# Of a lexeme that stands nowhere.
NOWHERE: Final = packed_places([])
_COUNT_LENGTH: Final = len(NOWHERE)
_PLACE_LENGTH: Final = 2
_MOST: Final = MAX_POSITIONS_OF_A_LEXEME * _PLACE_LENGTH


class Words(NamedTuple):
    """Of a stretch of text: each lexeme of each position, in the order of a vector."""

    lexemes: tuple[bytes, ...]
    # Their marks, of those from where the stretch begins; and more, for there must be two of them.
    pick: Callable[[Marks], Marks]
    # How many positions there are, and how many characters the text has.
    length: int
    size: int


class Stretch(NamedTuple):
    """Words with their weight, and how many positions are left free after them."""

    words: Words
    marks: Marks
    gap: int


def words_of(text: str, language_code: str) -> Words:
    """The words of a text, positions counted from 1."""
    found = stored(text, language_code)
    places = [
        (lexeme, position)
        for position, lexemes in enumerate(map(_packed, found), start=1)
        for lexeme in lexemes
    ]
    # Several stretches that are in order are sorted in half the time. Positions stay in theirs.
    places.sort(key=itemgetter(0))
    positions = [position for _, position in places]
    return Words(
        tuple([lexeme for lexeme, _ in places]),
        itemgetter(*positions, 0, 0),
        len(found),
        len(text),
    )


@lru_cache(maxsize=1 << 16)
def _packed(lexemes: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(map(packed_lexeme, lexemes))


def packed_lexeme(lexeme: str) -> bytes:
    """As it stands in a packed vector."""
    return lexeme.encode() + b"\0"


def are_few(stretches: Sequence[Stretch]) -> bool:
    """Whether `packed_vector` takes them: it heeds no limit."""
    return (
        sum([words.length + gap for words, _marks, gap in stretches]) < SHORT
        and sum([words.size for words, _marks, _gap in stretches]) < SHORT
    )


def packed_vector(stretches: Sequence[Stretch], *nowhere: bytes) -> bytes:
    """The vector of a few texts one after the other, and of lexemes that have no place in them."""
    lexemes: list[bytes] = []
    places: list[bytes] = []
    start = 0
    for words, marks, gap in stretches:
        lexemes += words.lexemes
        places += words.pick(marks[start : start + words.length + 1])[: len(words.lexemes)]
        start += words.length + gap
    found = dict.fromkeys(nowhere, NOWHERE)
    keep = found.setdefault
    again = [
        (lexeme, mark)
        for lexeme, mark in zip(lexemes, places, strict=True)
        if keep(lexeme, mark) is not mark
    ]
    for lexeme, mark in again:
        found[lexeme] += mark[_COUNT_LENGTH:]
    for lexeme in {lexeme for lexeme, _mark in again}:
        several = found[lexeme][_COUNT_LENGTH:][:_MOST]
        found[lexeme] = _COUNTS[len(several) // _PLACE_LENGTH] + several
    return packed_lexemes(found)


_COUNTS: Final = [count.to_bytes(_COUNT_LENGTH) for count in range(MAX_POSITIONS_OF_A_LEXEME + 1)]
NO_WORDS: Final = words_of("", "")
