"""The words of a story as the text of a PostgreSQL `tsvector`.

The limits are those of PostgreSQL, "Text Search: Limitations": positions up to 16,383, at most 255
of them per lexeme, less than 2 kB per lexeme, less than 1 MB in all. Words beyond the last position
are still found, but not as a phrase; words beyond the last megabyte are left out.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from articles.search.tokens import tokens

MAX_POSITION: Final = 16_383
MAX_POSITIONS_OF_A_LEXEME: Final = 255
MAX_BYTES: Final = 1_000_000

# A phrase must not run from the title into the dek, or from there into the body.
GAP = 16


class Part(NamedTuple):
    """A text whose words are stored: with the weight A, B or none, in its language."""

    weight: str
    text: str
    language_code: str


def vector_literal(*, title: str, dek: str, body: str, language_code: str) -> str:
    """The text to cast to `tsvector`: the title weighs A, the dek B, the body D."""
    texts = (("A", title), ("B", dek), ("", body))
    return literal_of(Part(weight, text, language_code) for weight, text in texts)


def literal_of(parts: Iterable[Part]) -> str:
    """The same for any texts, with a gap after each."""
    places: dict[str, list[str]] = {}
    size = 0
    position = 0
    for weight, text, language_code in parts:
        start = position
        for token in tokens(text, language_code):
            position = start + token.position
            place = f"{min(position, MAX_POSITION)}{weight}"
            for lexeme in token.stored:
                held = places.get(lexeme)
                if held is None:
                    # Each lexeme is aligned and carries the number of its positions.
                    size += len(lexeme.encode()) + 6
                    if size > MAX_BYTES:
                        return _literal(places)
                    places[lexeme] = [place]
                elif len(held) < MAX_POSITIONS_OF_A_LEXEME and held[-1] != place:
                    size += 2
                    held.append(place)
        position += GAP
    return _literal(places)


def quoted(lexeme: str) -> str:
    """A lexeme as it is written inside a `tsvector` or `tsquery`."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _literal(places: dict[str, list[str]]) -> str:
    return " ".join(f"{quoted(lexeme)}:{','.join(held)}" for lexeme, held in places.items())
