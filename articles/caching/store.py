"""Kept pages by their address, within a bounded memory, dropped by surrogate key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from threading import Lock

from articles.caching.entry import Entry

# How many keys are remembered as changed; beyond it, what was begun before is not kept.
REMEMBERED = 50_000
# How many announcements are remembered by their number.
HEARD = 10_000
# Of the budget, the largest part that one page may take.
LARGEST = 8


@dataclass(slots=True)
class Counts:
    """What happened since the process began."""

    hits: int = 0
    shared: int = 0
    misses: int = 0
    bypassed: int = 0
    stale_served: int = 0
    refused: int = 0
    evicted: int = 0
    invalidated: int = 0
    flushed: int = 0


class PageStore:
    """The pages of one process.

    Reading takes no lock: an entry is found or not, and says itself whether it is stale. A page
    is kept only if nothing that it shows was announced as changed since it was begun: `begin()`
    before the first query, and hand the number to `keep()`.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.counts = Counts()
        self.size = 0
        self._lock = Lock()
        self._entries: dict[Hashable, Entry] = {}
        self._sizes: dict[Hashable, int] = {}
        self._by_key: dict[str, set[Hashable]] = defaultdict(set)
        self._sequence = 0
        self._changed: dict[str, int] = {}
        # What was begun before this is not kept, whatever it shows.
        self._floor = 0
        # The announcement that was heard last, and which change each of them was here.
        self.heard = ""
        self._announcements: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, address: Hashable) -> Entry | None:
        entry = self._entries.get(address)
        if entry is not None:
            entry.used = True
        return entry

    def begin(self) -> int:
        """The number of the newest change known now."""
        return self._sequence

    def keep(self, address: Hashable, entry: Entry, begun: int) -> bool:
        """Keep a page that was begun at that number, unless it may show what was before."""
        with self._lock:
            size = entry.size
            if (
                begun < self._floor
                or size > self.budget // LARGEST
                or any(self._changed.get(key, 0) > begun for key in entry.keys)
            ):
                self.counts.refused += 1
                return False
            self._remove(address)
            self._entries[address] = entry
            self._sizes[address] = size
            self.size += size
            for key in entry.keys:
                self._by_key[key].add(address)
            self._make_room()
            return True

    def weigh_again(self, address: Hashable) -> None:
        """After an encoding was added to an entry."""
        with self._lock:
            entry = self._entries.get(address)
            if entry is not None:
                self.size += entry.size - self._sizes[address]
                self._sizes[address] = entry.size
                self._make_room()

    def begun_after(self, announcement: str) -> int | None:
        """What `begin()` would have said right after it was heard; None where it was not."""
        return self._announcements.get(announcement)

    def invalidate(self, keys: Iterable[str], announcement: str = "") -> int:
        """Mark as stale what shows any of these; how many pages that were."""
        with self._lock:
            self._sequence += 1
            self._hear(announcement)
            marked = 0
            for key in keys:
                self._changed[key] = self._sequence
                for address in self._by_key.get(key, ()):
                    entry = self._entries[address]
                    marked += not entry.stale
                    entry.stale = True
            if len(self._changed) > REMEMBERED:
                self._changed.clear()
                self._floor = self._sequence
            self.counts.invalidated += marked
            return marked

    def invalidate_all(self, announcement: str = "") -> None:
        """Mark everything as stale: it is not known what changed, or what was missed."""
        with self._lock:
            self._sequence += 1
            self._floor = self._sequence
            if not announcement:
                self.heard = ""
                self._announcements.clear()
            self._hear(announcement)
            self._changed.clear()
            for entry in self._entries.values():
                entry.stale = True
            self.counts.flushed += 1

    def _hear(self, announcement: str) -> None:
        if announcement:
            self.heard = announcement
            self._announcements[announcement] = self._sequence
            if len(self._announcements) > HEARD:
                del self._announcements[next(iter(self._announcements))]

    def _make_room(self) -> None:
        """Let go what nobody has asked for since the last round (the clock algorithm)."""
        while self.size > self.budget and self._entries:
            address = next(iter(self._entries))
            entry = self._entries[address]
            if entry.used and not entry.stale:
                entry.used = False
                # To the end of the round.
                self._entries[address] = self._entries.pop(address)
            else:
                self._remove(address)
                self.counts.evicted += 1

    def _remove(self, address: Hashable) -> None:
        entry = self._entries.pop(address, None)
        if entry is None:
            return
        self.size -= self._sizes.pop(address)
        for key in entry.keys:
            holders = self._by_key[key]
            holders.discard(address)
            if not holders:
                del self._by_key[key]
