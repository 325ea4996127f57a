"""The numbers that a process shows without counting them for each reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

# In seconds: how long views that other processes count may be missing from a number.
FRESH = 5.0
# Where a number has to be asked for, so many are asked for with it of those that run out in so many
# seconds and are wanted so often while they are fresh. One by one, they made every second batch of
# views wait for another answer of the database.
TOGETHER, AHEAD, OFTEN = 50, 1.0, 3
# Publications whose numbers are remembered; a few hundred bytes each.
REMEMBERED = 20_000


@dataclass(slots=True)
class _Known:
    number: int
    until: float
    times_wanted: int = 0


class Numbers:
    """What the database said, and what this process has counted since. For one thread."""

    def __init__(self) -> None:
        # The oldest first.
        self._known: dict[int, _Known] = {}

    def unknown(self, publication_ids: Iterable[int], now: float) -> set[int]:
        """Those that the database has to be asked for, and others that soon will be."""
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        known = self._known
        found = {
            one
            for one in set(publication_ids)
            if (number := known.get(one)) is None or number.until <= now
        }
        return found | self._running_out(now) if found else found

    def _running_out(self, now: float) -> set[int]:
        """The first of them; those that few want are forgotten."""
        found = set()
        for publication_id, known in list(islice(self._known.items(), TOGETHER)):
            if known.until > now + AHEAD:
                break
            if known.times_wanted >= OFTEN:
                found.add(publication_id)
            elif known.until <= now:
                del self._known[publication_id]
        return found

    def learn(self, numbers: dict[int, int], now: float) -> None:
        """What the database says after everything that was counted here so far."""
        for publication_id, number in numbers.items():
            self._known.pop(publication_id, None)
            self._known[publication_id] = _Known(number, now + FRESH)

    def count(self, publication_id: int) -> None:
        """One more was counted here."""
        known = self._known.get(publication_id)
        if known is not None:
            known.number += 1

    def of(self, publication_id: int) -> int:
        known = self._known[publication_id]
        known.times_wanted += 1
        return known.number
