"""How much one network may count, so that nobody raises a story from their own line.

Each process keeps its own account: with several, a network may do as much in each. Networks are
addresses of IPv4 and /64 of IPv6.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from django.conf import settings

from articles.counting.visit import Visit

# Accounts that are kept, those used last; some 200 bytes each.
REMEMBERED = 50_000
# Requests that may come at once before they are held to so many a second: ten seconds' worth.
BURST_SECONDS = 10
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
        a_second = settings.VIEW_REQUESTS_PER_SECOND
        if a_second:
            burst = {"size": a_second * BURST_SECONDS, "seconds": BURST_SECONDS, "now": now}
            if not self._requests.has_room(visit.network, **burst):
                return False
            self._requests.take(visit.network, **burst)
        if not (visit.is_reader and settings.VIEWS_PER_NETWORK):
            return True
        return self._views.has_room(_account(visit), **_window(now))

    def view_counted(self, visit: Visit) -> None:
        """Only what was counted is on the account of a story: repeats use nothing up."""
        if settings.VIEWS_PER_NETWORK:
            self._views.take(_account(visit), **_window(time.monotonic()))


def _account(visit: Visit) -> tuple[str, int]:
    return visit.network, visit.publication_id


def _window(now: float) -> dict[str, float]:
    seconds = settings.VIEW_WINDOW_MINUTES * 60
    return {"size": settings.VIEWS_PER_NETWORK, "seconds": seconds, "now": now}


limits = Limits()
