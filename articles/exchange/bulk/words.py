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
    packed_lexeme,
    packed_lexemes,
    packed_places,
)

# So many characters and positions are far from the limits of a search vector, which are a megabyte
# and 16,383 positions.
SHORT: Final = 12_000

# A single place, packed, by weight; few words have as many positions.
Marks: TypeAlias = Sequence[str]
MARKS: Final[dict[str, Marks]] = {
    weight: [packed_places([position | bits]) for position in range(1 << 14)]
    for weight, bits in WEIGHTS.items()
}
# Of a lexeme that stands nowhere.
NOWHERE: Final = packed_places([])
# In bytes, and so is a place.
_COUNT_LENGTH: Final = len(NOWHERE)


class Words(NamedTuple):
    """Of a stretch of text: each lexeme of each position, in the order of a vector."""

    lexemes: tuple[str, ...]
    # Their marks, of those from where the stretch begins.
    pick: Callable[[Marks], Marks]
    # How many positions there are, and how many characters the text has.
    length: int
    size: int


# Words with their weight, and how many positions are left free after them.
Stretch: TypeAlias = tuple[Words, Marks, int]


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
        _picker(positions),
        len(found),
        len(text),
    )


def _picker(positions: Sequence[int]) -> Callable[[Marks], Marks]:
    if len(positions) > 1:
        return itemgetter(*positions)
    # It would give the one, and no sequence.
    return lambda marks: [marks[position] for position in positions]


@lru_cache(maxsize=1 << 16)
def _packed(lexemes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(packed_lexeme, lexemes))


def are_few(stretches: Sequence[Stretch]) -> bool:
    """Whether `packed_vector` takes them: it heeds no limit."""
    positions = characters = 0
    for (_lexemes, _pick, length, size), _marks, gap in stretches:
        positions += length + gap
        characters += size
    return positions < SHORT and characters < SHORT


def packed_vector(stretches: Sequence[Stretch], *nowhere: str) -> bytes:
    """The vector of a few texts one after the other, and of lexemes that have no place in them."""
    lexemes: list[str] = []
    places: list[str] = []
    start = 0
    for (of_words, pick, length, _size), marks, gap in stretches:
        lexemes += of_words
        places += pick(marks[start : start + length + 1])
        start += length + gap
    found = dict.fromkeys(nowhere, NOWHERE)
    keep = found.setdefault
    again = [
        (lexeme, mark)
        for lexeme, mark in zip(lexemes, places, strict=True)
        if keep(lexeme, mark) is not mark
    ]
    for lexeme, mark in again:
        several = found[lexeme]
        # With this one, for their number is as long as a place.
        count = len(several) // _COUNT_LENGTH
        if count <= MAX_POSITIONS_OF_A_LEXEME:
            found[lexeme] = _COUNTS[count] + several[_COUNT_LENGTH:] + mark[_COUNT_LENGTH:]
    return packed_lexemes(found)


# Of so many places.
_COUNTS: Final = [
    packed_places([0] * count)[:_COUNT_LENGTH] for count in range(MAX_POSITIONS_OF_A_LEXEME + 1)
]
NO_WORDS: Final = words_of("", "")
