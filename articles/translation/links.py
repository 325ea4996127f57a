"""What each segment of a translation was made from, as a revision remembers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SegmentLink:
    """One segment of a translation and the segment of the original that it was made from.

    Segments are named by their hash. Where a translation holds the same words several times,
    its links of that hash belong to them in reading order.
    """

    target: str
    source: str
    # The revision of the original in which the source stood; 0 where nobody remembers it.
    revision: int = 0
    # The machine that wrote the target, and the id of the person who confirmed it since.
    machine: str = ""
    confirmed_by: int | None = None

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a machine wrote it and no person has read it yet."""
        return bool(self.machine) and self.confirmed_by is None


def pack(links: Iterable[SegmentLink]) -> list[list[Any]]:
    """Links as `Revision.links` stores them: lists without their trailing defaults."""
    return [_trimmed(link) for link in links]


def unpack(stored: Sequence[Sequence[Any]] | None) -> list[SegmentLink] | None:
    """The links of a revision; None where none were ever made."""
    return None if stored is None else [SegmentLink(*row) for row in stored]


def _trimmed(link: SegmentLink) -> list[Any]:
    row = [link.target, link.source, link.revision, link.machine, link.confirmed_by]
    defaults = [None, None, 0, "", None]
    while row[-1] == defaults[len(row) - 1]:
        row.pop()
    return row
