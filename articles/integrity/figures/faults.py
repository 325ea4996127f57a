"""What is told of one figure that differs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from articles.text.figures.model import Figure, Kind


class Family(StrEnum):
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Fault:
    """One figure that differs; `found` is empty where the translation has nothing in its place."""

    family: Family
    expected: str
    found: str
    start: int


def changed(figure: Figure, other: Figure) -> Fault:
    expected, found = figure.text, other.text
    if expected == found:  # 1.500 left as it was, where it reads as one and a half
        expected, found = f"{expected} = {_plain(figure)}", f"{found} = {_plain(other)}"
    return Fault(family_of(figure), expected, found, figure.start)


def _plain(figure: Figure) -> str:
    return " / ".join(f"{value:f}" for value in sorted(figure.values or figure.parts))


def family_of(figure: Figure) -> Family:
    return Family.NUMBER if figure.kind == Kind.NUMBER else Family.DATE
