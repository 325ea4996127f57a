"""Where words went when paragraphs of the original were split or merged.

Segments are paired one by one, so the second half of a split paragraph has no translation, and of
two paragraphs that became one, one translation has no source. The words are there all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.enums import SegmentState
from articles.text.likeness import grams
from articles.text.segments import Segment
from articles.translation.alignment import Row

# How much of the shorter text must be in the longer one, and how long it must be at least.
_MOST_OF_IT = 0.8
_LONG_ENOUGH = 8


def moves(rows: Sequence[Row]) -> dict[int, int]:
    """By number of a row that is missing or extra, that of the stale row which shares its words.

    A missing segment was part of what that row was made from; a segment that only the translation
    has was made from what is now part of that row's source.
    """
    stale = [
        (number, row.source, row.before)
        for number, row in enumerate(rows)
        if row.state == SegmentState.STALE and row.source and row.before
    ]
    return dict(_found(rows, stale)) if stale else {}


def _found(
    rows: Sequence[Row], stale: Sequence[tuple[int, Segment, Segment]]
) -> Iterator[tuple[int, int]]:
    now = [(number, grams(source.text), grams(before.text)) for number, source, before in stale]
    for number, row in enumerate(rows):
        if row.state == SegmentState.MISSING and row.source:
            part = grams(row.source.text)
            # Words that the row still has were not taken out of it.
            shares = [(_share(part, before), -_share(part, after), n) for n, after, before in now]
        elif row.state == SegmentState.EXTRA and row.before:
            part = grams(row.before.text)
            shares = [(_share(part, after), -_share(part, before), n) for n, after, before in now]
        else:
            continue
        best = max(shares)
        if best[0] >= _MOST_OF_IT and -best[1] < _MOST_OF_IT:
            yield number, best[2]


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if len(part) >= _LONG_ENOUGH else 0.0
