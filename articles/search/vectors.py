"""The words of a story as a PostgreSQL `tsvector` is written: as text, and for binary COPY.

The limits are those of PostgreSQL, "Text Search: Limitations": positions up to 16,383, at most 255
of them per lexeme, less than 2 kB per lexeme, less than 1 MB in all. Words beyond the last position
are still found, but not as a phrase; words beyond the last megabyte are left out.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from articles.search.tokens import tokens

MAX_POSITION: Final = 16_383
MAX_POSITIONS_OF_A_LEXEME: Final = 255
MAX_BYTES: Final = 1_000_000

# A phrase must not run from the title into the dek, or from there into the body.
GAP = 16
# A place is a position with its weight in the two bits before it.
WEIGHTS: Final = {"": 0, "B": 2 << 14, "A": 3 << 14}
_LETTERS: Final = {bits: weight for weight, bits in WEIGHTS.items()}

# Where each lexeme stands; nowhere, if it is there for something else than its place.
Places: TypeAlias = Mapping[str, Sequence[int]]


class Part(NamedTuple):
    """A text whose words are stored: with the weight A, B or none, in its language."""

    weight: str
    text: str
    language_code: str


def vector_literal(*, title: str, dek: str, body: str, language_code: str) -> str:
    """The text to cast to `tsvector`."""
    return literal(vector_places(title=title, dek=dek, body=body, language_code=language_code))


def vector_places(*, title: str, dek: str, body: str, language_code: str) -> dict[str, list[int]]:
    """Where the words of a text are: the title weighs A, the dek B, the body D."""
    texts = (("A", title), ("B", dek), ("", body))
    return places_of(Part(weight, text, language_code) for weight, text in texts)


def places_of(parts: Iterable[Part]) -> dict[str, list[int]]:
    """The places of all words of these texts, with a gap after each text."""
    places: dict[str, list[int]] = {}
    size = 0
    position = 0
    for weight, text, language_code in parts:
        start = position
        for token in tokens(text, language_code):
            position = start + token.position
            place = min(position, MAX_POSITION) | WEIGHTS[weight]
            for lexeme in token.stored:
                held = places.get(lexeme)
                if held is None:
                    # Each lexeme is aligned and carries the number of its positions.
                    size += len(lexeme.encode()) + 6
                    if size > MAX_BYTES:
                        return places
                    places[lexeme] = [place]
                elif len(held) < MAX_POSITIONS_OF_A_LEXEME and held[-1] != place:
                    size += 2
                    held.append(place)
        position += GAP
    return places


def quoted(lexeme: str) -> str:
    """A lexeme as it is written inside a `tsvector` or `tsquery`."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def literal(places: Places) -> str:
    """The text to cast to `tsvector`."""
    return " ".join(
        f"{quoted(lexeme)}:{','.join(map(_written, held))}" for lexeme, held in places.items()
    )


def _written(place: int) -> str:
    position = place & MAX_POSITION
    return f"{position}{_LETTERS[place - position]}"


def packed(places: Places) -> bytes:
    """What binary COPY takes for a `tsvector`, lexemes in the order in which they are stored."""
    return packed_lexemes(
        {packed_lexeme(lexeme): packed_places(held) for lexeme, held in places.items()}
    )


# Parts of a packed vector are strings of a character for each byte: dictionaries find them, and
# lists sort them, in less time than bytes.
_BYTES: Final = "latin-1"


def packed_lexeme(lexeme: str) -> str:
    return (lexeme.encode() + b"\0").decode(_BYTES)


def packed_places(places: Sequence[int]) -> str:
    """Of one lexeme: how many, and each."""
    return struct.pack(f">{len(places) + 1}H", len(places), *places).decode(_BYTES)


def packed_lexemes(lexemes: Mapping[str, str]) -> bytes:
    """Of packed lexemes, each with its places."""
    ordered = sorted(lexemes)
    # By turns: each with its places.
    parts = ordered * 2
    parts[::2] = ordered
    parts[1::2] = map(lexemes.__getitem__, ordered)
    return struct.pack(">I", len(ordered)) + "".join(parts).encode(_BYTES)
