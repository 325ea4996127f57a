"""How much one network may count, so that nobody raises a story from their own line.

Each process keeps its own account: with several, a network may do as much in each. Networks are
addresses of IPv4 and /64 of IPv6. A /48, of which one owner may have all 65,536 networks, may do
ten times as much as one of them.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable, Sequence
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
    """Token buckets. A bucket is one number: the moment at which it will be full."""

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
        names = _names(visit)
        burst = settings.VIEW_REQUESTS_PER_SECOND * BURST_SECONDS
        if burst:
            for name, times in names:
                size = burst * times
                if not self._requests.has_room(name, size=size, seconds=BURST_SECONDS, now=now):
                    return False
            for name, times in names:
                self._requests.take(name, size=burst * times, seconds=BURST_SECONDS, now=now)
        views = settings.VIEWS_PER_NETWORK if visit.is_reader else 0
        if views:
            seconds = settings.VIEW_WINDOW_MINUTES * 60
            for name, times in names:
                account = (name, visit.publication_id)
                size = views * times
                if not self._views.has_room(account, size=size, seconds=seconds, now=now):
                    return False
        return True

    def view_counted(self, visit: Visit) -> None:
        """Only what was counted is on the account of a story: repeats use nothing up."""
        views = settings.VIEWS_PER_NETWORK
        if views:
            now = time.monotonic()
            seconds = settings.VIEW_WINDOW_MINUTES * 60
            for name, times in _names(visit):
                account = (name, visit.publication_id)
                self._views.take(account, size=views * times, seconds=seconds, now=now)


def _names(visit: Visit) -> Sequence[tuple[str, int]]:
    """Whose accounts it is on, and how many times what one network may do is theirs."""
    block = allocation(visit.network)
    if block:
        return (visit.network, 1), (block, ALLOCATION)
    return ((visit.network, 1),)


limits = Limits()
