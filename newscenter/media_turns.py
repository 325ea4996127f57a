"""How many threads of a process may wait for a storage: one that hangs must not take them all.

Pages are answered by the same threads, and need no storage.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore

# A storage that is well answers in some hundredths of a second, so few are enough.
AT_ONCE = 4
# In seconds: how long to wait for a turn, and after how long with one a storage counts as hanging.
PATIENCE, HANGING = 2.0, 1.0


class NoTurn(Exception):
    """Too many wait already."""


class Turns:
    """At most `AT_ONCE` at a time. Whoever comes while one of them hangs is not kept waiting."""

    def __init__(self) -> None:
        self._free = Semaphore(AT_ONCE)
        self._lock = Lock()
        self._begun: dict[object, float] = {}

    @contextmanager
    def turn(self) -> Iterator[None]:
        """For one request to the storage. Raises `NoTurn`."""
        if not self._free.acquire(timeout=0 if self._is_hanging() else PATIENCE):
            raise NoTurn
        mine = object()
        with self._lock:
            self._begun[mine] = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                del self._begun[mine]
            self._free.release()

    def _is_hanging(self) -> bool:
        with self._lock:
            return min(self._begun.values(), default=float("inf")) + HANGING < time.monotonic()
