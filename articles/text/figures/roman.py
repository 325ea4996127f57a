"""Roman numerals of centuries, wars and congresses: "thế kỷ XX", "Thế chiến II"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.text.figures.model import Figure, Kind, Weight

_ROMAN = re.compile(r"\b[IVX]{1,6}\b")
_VALUES = {"I": 1, "V": 5, "X": 10}


def read_roman(original: str) -> Iterator[Figure]:
    for match in _ROMAN.finditer(original):
        value = Decimal(_value(match[0]))
        yield Figure(Kind.NUMBER, match[0], match.start(), Weight.WORD, frozenset({value}))


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < behind else value for value, behind in pairs)
