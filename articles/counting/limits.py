"""How much one network may count, so that nobody raises a story from their own line.

Each process keeps its own account: with several, a network may do as much in each. Networks are
addresses of IPv4 and /64 of IPv6. A /48, of which one owner may have all 65,536 networks, may do
ten times as much as one of them.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from threading import Lock

from django.conf import settings

from articles.counting.visit import Visit
from articles.counting.visitors import allocation

# Accounts that are kept, those used last; some 200 bytes each.
REMEMBERED = 50_000
# Requests that may come at once before they are held to so many a second: ten seconds' worth.
BURST_SECONDS = 10
# What a /48 of IPv6 may do, beside one network. Behind one may be a house with servers, but also
# some tens of thousands of phones of a mobile carrier.
ALLOCATION = 10
# In seconds; sums of fractions are not exact.
ROUNDING = 1e-6


class Buckets:
    """Token buckets of one size. A bucket is one number: the moment at which it will be full."""

    def __init__(self) -> None:
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()
        self._lock = Lock()

    def has_room(self, key: Hashable, *, size: float, seconds: float, now: float) -> bool:
        """Whether one more may be taken out of a bucket that fills itself in so many seconds."""
        full_at = self._full_at.get(key, now)
        return full_at - now <= seconds - seconds / size + ROUNDING

    def take(self, key: Hashable, *, size: float, seconds: float, now: float) -> None:
        with self._lock:
            full_at = max(self._full_at.pop(key, now), now)
            self._full_at[key] = full_at + seconds / size
            if len(self._full_at) > REMEMBERED:
                self._full_at.popitem(last=False)


class Limits:
    """What this process has had from each network."""

    def __init__(self) -> None:
        self._requests = Buckets()
        self._views = Buckets()

    def admit(self, visit: Visit) -> bool:
        """Whether the network may ask now; if so, it is on its account."""
        now = time.monotonic()
        if settings.VIEW_REQUESTS_PER_SECOND:
            bursts = [(name, _burst(times, now)) for name, times in _names(visit)]
            if not all(self._requests.has_room(name, **burst) for name, burst in bursts):
                return False
            for name, burst in bursts:
                self._requests.take(name, **burst)
        if not (visit.is_reader and settings.VIEWS_PER_NETWORK):
            return True
        return all(
            self._views.has_room((name, visit.publication_id), **_window(times, now))
            for name, times in _names(visit)
        )

    def view_counted(self, visit: Visit) -> None:
        """Only what was counted is on the account of a story: repeats use nothing up."""
        if settings.VIEWS_PER_NETWORK:
            now = time.monotonic()
            for name, times in _names(visit):
                self._views.take((name, visit.publication_id), **_window(times, now))


def _names(visit: Visit) -> Iterator[tuple[str, int]]:
    """Whose accounts it is on, and how many times what one network may do is theirs."""
    yield visit.network, 1
    block = allocation(visit.network)
    if block:
        yield block, ALLOCATION


def _burst(times: int, now: float) -> dict[str, float]:
    size = settings.VIEW_REQUESTS_PER_SECOND * BURST_SECONDS * times
    return {"size": size, "seconds": BURST_SECONDS, "now": now}


def _window(times: int, now: float) -> dict[str, float]:
    seconds = settings.VIEW_WINDOW_MINUTES * 60
    return {"size": settings.VIEWS_PER_NETWORK * times, "seconds": seconds, "now": now}


limits = Limits()
