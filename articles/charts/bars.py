"""Bars over time, with a mark for the time before. Places are per cent of the drawing.

So the drawing takes whatever room there is, and its words keep their size on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# At most so many lines across, and so many words along the axis of time.
LINES, WORDS = 4, 8
# Of the room of one bar, what stays free on each side.
GAP = 0.12
# So that one view among thousands is still seen.
THINNEST = 0.6


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time; `before_y` is empty where nothing is compared."""

    left: str
    right: str
    room: str
    x: str
    width: str
    y: str
    height: str
    middle: str
    before_y: str


@dataclass(frozen=True, slots=True)
class Line:
    """A round number of the axis."""

    value: int
    y: str


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    # From the top down to nought.
    lines: tuple[Line, ...]


def draw_bars(values: Sequence[int], before: Sequence[int] = ()) -> Bars:
    """`before` has as many values as `values`, or none."""
    step = step_for(max([*values, *before, 1]))
    top = step * -(-max([*values, *before, 1]) // step)
    room = 100 / max(len(values), 1)
    bars = []
    for number, value in enumerate(values):
        height = max(100 * value / top, THINNEST) if value else 0.0
        bars.append(
            Bar(
                left=_percent(number * room),
                right=_percent((number + 1) * room),
                room=_percent(room),
                x=_percent((number + GAP) * room),
                width=_percent((1 - 2 * GAP) * room),
                y=_percent(100 - height),
                height=_percent(height),
                middle=_percent((number + 0.5) * room),
                before_y=_percent(100 - 100 * before[number] / top) if before else "",
            )
        )
    lines = tuple(Line(value, _percent(100 - 100 * value / top)) for value in range(top, -1, -step))
    return Bars(tuple(bars), lines)


def step_for(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, … that reaches the highest in a few steps."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if digit * power * LINES >= highest:
                return digit * power
        power *= 10


def spread(count: int) -> int:
    """Every how many bars there is a word, so that there are not too many of them."""
    return max(1, -(-count // WORDS))


def _percent(value: float) -> str:
    return f"{round(value, 3):g}%"
