"""The numbers that a process shows without counting them for each reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# In seconds: how long views that other processes count may be missing from a number.
FRESH = 5.0
# Publications whose numbers are remembered; a few hundred bytes each.
REMEMBERED = 20_000


@dataclass(slots=True)
class _Known:
    number: int
    until: float


class Numbers:
    """What the database said, and what this process has counted since. For one thread."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def unknown(self, publication_ids: Iterable[int], now: float) -> set[int]:
        """Those that the database has to be asked for."""
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        known = self._known
        return {
            one
            for one in set(publication_ids)
            if (found := known.get(one)) is None or found.until <= now
        }

    def learn(self, numbers: dict[int, int], now: float) -> None:
        """What the database says after everything that was counted here so far."""
        for publication_id, number in numbers.items():
            self._known[publication_id] = _Known(number, now + FRESH)

    def count(self, publication_id: int) -> None:
        """One more was counted here."""
        known = self._known.get(publication_id)
        if known is not None:
            known.number += 1

    def of(self, publication_id: int) -> int:
        return self._known[publication_id].number
