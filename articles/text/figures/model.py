"""What is read from a text: one figure and what it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, IntEnum
from typing import NamedTuple

Numbers = frozenset[Decimal]
NO_NUMBERS: Numbers = frozenset()


class Kind(Enum):
    NUMBER = "number"
    DATE = "date"
    TIME = "time"


class Clock(IntEnum):
    """Whose time of day is told, where a text says so."""

    LOCAL = 0
    OF_A_ZONE = 1


class Weight(IntEnum):
    """How surely a figure was meant as one."""

    WORD = 0  # "two", "half": often only a manner of speaking
    SPELT = 1  # "fifty-four thousand", 五万四千
    DIGITS = 2


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is written out."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def agrees(self, other: Day) -> bool:
        """Whether both may be one day, and share a day or at least the widest part of both."""
        shared = [
            (mine, theirs)
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
            if mine is not None and theirs is not None
        ]
        return bool(shared) and all(mine == theirs for mine, theirs in shared)


class Figure(NamedTuple):
    """One figure of a text.

    `values` are the numbers that it may be: "1.500" is 1500 or 1.5, "2m" is 2 metres or 2 000 000.
    `parts` are the numbers that it is made of, such as day, month and year. `days` and `minutes`
    (of the day) are what a date or a time of day may be.
    """

    kind: Kind
    text: str
    start: int
    weight: Weight
    values: Numbers = NO_NUMBERS
    parts: Numbers = NO_NUMBERS
    unit: str = ""
    days: tuple[Day, ...] = ()
    minutes: frozenset[int] = frozenset()
    is_cardinal: bool = False  # "five" in a word that is no name and has no other meaning
    is_code: bool = False  # COVID-19, F-16, 5G
    is_aside: bool = False  # stands in parentheses


@dataclass(frozen=True, slots=True)
class Reading:
    """All figures of a text, and the words in it that stand for dates and clocks.

    `scores` are pairs of small numbers, 3-1 or 3比1, the smaller first.
    """

    figures: tuple[Figure, ...]
    scores: tuple[tuple[int, int], ...] = ()
    relatives: frozenset[str] = frozenset()
    clocks: frozenset[Clock] = frozenset()
