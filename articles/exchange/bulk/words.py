"""The search words of very many texts, as binary COPY takes them.

They are what `search.vectors` gives, made stretch by stretch: a paragraph that comes again has the
same words, only further back. PostgreSQL takes five times as long to read the same as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from articles.search.tokens import stored
from articles.search.vectors import (
    MAX_POSITIONS_OF_A_LEXEME,
    WEIGHTS,
    packed_lexemes,
    packed_places,
)

# Far from the limits of a search vector, which are 16,383 positions and a megabyte.
MOST_POSITIONS: Final = 12_000
MOST_BYTES: Final = 500_000

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
_LONGEST: Final = MAX_POSITIONS_OF_A_LEXEME * _PLACE_LENGTH


class Words(NamedTuple):
    """Of a stretch of text: each lexeme with each of its positions, in the order of a vector."""

    places: tuple[tuple[bytes, int], ...]
    # How many positions there are, and roughly how much room they take.
    length: int
    size: int


class Stretch(NamedTuple):
    """Words with their weight, and how many positions are left free after them."""

    words: Words
    marks: Marks
    gap: int


def words_of(text: str, language_code: str) -> Words:
    """The words of a text, positions counted from 1."""
    places: list[tuple[bytes, int]] = []
    position = 0
    for position, lexemes in enumerate(stored(text, language_code), start=1):
        places += [(lexeme, position) for lexeme in _packed(lexemes)]
    places.sort()
    return Words(tuple(places), position, sum(len(lexeme) + 8 for lexeme, _ in places))


@lru_cache(maxsize=1 << 16)
def _packed(lexemes: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(map(packed_lexeme, lexemes))


def packed_lexeme(lexeme: str) -> bytes:
    """As it stands in a packed vector."""
    return lexeme.encode() + b"\0"


def are_few(stretches: Sequence[Stretch]) -> bool:
    """Whether `packed_vector` takes them: it heeds no limit."""
    return (
        sum(words.length + gap for words, _marks, gap in stretches) < MOST_POSITIONS
        and sum(words.size for words, _marks, _gap in stretches) < MOST_BYTES
    )


def packed_vector(stretches: Iterable[Stretch], *nowhere: bytes) -> bytes:
    """The vector of a few texts one after the other, and of lexemes that have no place in them."""
    found = dict.fromkeys(nowhere, NOWHERE)
    keep = found.setdefault
    start = 0
    for words, marks, gap in stretches:
        for lexeme, position in words.places:
            mark = marks[start + position]
            if keep(lexeme, mark) is not mark:
                found[lexeme] = _joined(found[lexeme], mark)
        start += words.length + gap
    return packed_lexemes(found)


def _joined(places: bytes, later: bytes) -> bytes:
    both = (places[_COUNT_LENGTH:] + later[_COUNT_LENGTH:])[:_LONGEST]
    return _COUNTS[len(both) // _PLACE_LENGTH] + both


_COUNTS: Final = [count.to_bytes(_COUNT_LENGTH) for count in range(MAX_POSITIONS_OF_A_LEXEME + 1)]
