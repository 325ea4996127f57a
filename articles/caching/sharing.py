"""Pages that another process made, in Valkey or Redis: a second level behind the process's own.

A page is worth nothing without the proof that it is right. All processes hear the same
announcements in the same order, each with the number of its transaction. Who puts a page there
says which was the last that it had heard of before it began. Who finds it takes it only if it has
heard that one, too, and nothing since that the page shows. So it is as right as one of our own.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from articles.caching.entry import Entry

logger = logging.getLogger(__name__)

# In seconds. A server that does not answer in time is left alone for a while.
TIMEOUT = 0.1
PAUSE = 2.0
# How long a page lies there, seconds, and how large one may be.
KEPT = 3600
LARGEST = 1_000_000
# How long one process may render for all, and how long the others wait for it, in seconds.
TURN, PATIENCE, POLL = 1.0, 0.1, 0.005
MAC = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A page as another process put it there, not proved yet."""

    entry: Entry
    # What its maker had heard of last before it began, when that was, and in which frame.
    heard: str
    begun_at: float
    frame: str


class SharedPages:
    """What processes of one release hold in common. Nothing here ever fails a request."""

    def __init__(self, url: str, release: bytes) -> None:
        """`release` is whatever must be the same for pages to be the same, and secret: pages bear
        its mark.
        """
        self._redis = Redis.from_url(
            url,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        )
        self._secret = blake2b(release, digest_size=32).digest()
        self._prefix = "newscenter:page:" + blake2b(self._secret, digest_size=8).hexdigest()
        self._resting_until = 0.0
        # The keys of pages that are ours to make.
        self._turns: set[str] = set()
        self.failures = 0

    def find(self, address: Hashable, take: Callable[[Found], Entry | None]) -> Entry | None:
        """A page that `take` proved to be right. If None, it is our turn to make it, or nobody else
        did in time; `done()` lets others have theirs.
        """
        key = self._key(address)
        value = self._do(lambda: self._redis.get(key))
        entry = self._proved(key, value, take)
        until = time.monotonic() + PATIENCE
        while entry is None and not self._is_resting() and time.monotonic() < until:
            # First the turn, then what lies there: it may have been put there in between.
            is_ours, value = self._take_turn(key)
            entry = self._proved(key, value, take)
            if is_ours:
                break
            if entry is None:
                time.sleep(POLL)
        if entry is not None:
            self.done(address)
        return entry

    def put(
        self, address: Hashable, entry: Entry, *, heard: str, begun_at: float, frame: str
    ) -> None:
        """Leave a page that was begun after that announcement was heard, at that time."""
        seconds = min(entry.until - time.time(), KEPT)
        if seconds < 1 or len(entry.packed) > LARGEST:
            return
        key = self._key(address)
        proof = {"heard": heard, "begun": begun_at, "frame": frame}
        value = self._written(key, entry, proof)
        with self._redis.pipeline(transaction=False) as both:
            both.set(key, value, px=int(seconds * 1000))
            both.delete(f"{key}:turn")
            self._do(both.execute)
        self._turns.discard(key)

    def done(self, address: Hashable) -> None:
        """Whoever waits for our turn to end need not."""
        key = self._key(address)
        if key in self._turns:
            self._turns.discard(key)
            self._do(lambda: self._redis.delete(f"{key}:turn"))

    def _take_turn(self, key: str) -> tuple[bool, object]:
        """Whether nobody else makes the page, and what lies there."""
        with self._redis.pipeline(transaction=False) as both:
            both.set(f"{key}:turn", b"", nx=True, px=int(TURN * 1000))
            both.get(key)
            told = self._do(both.execute)
        if not isinstance(told, list):
            return False, None
        if told[0]:
            self._turns.add(key)
        return bool(told[0]), told[1]

    def _proved(
        self, key: str, value: object, take: Callable[[Found], Entry | None]
    ) -> Entry | None:
        found = self._read(key, value) if isinstance(value, bytes) else None
        return take(found) if found is not None else None

    def _is_resting(self) -> bool:
        return time.monotonic() < self._resting_until

    def _do(self, action: Callable[[], object]) -> object:
        """What the server says; None where it is away or slow."""
        if self._is_resting():
            return None
        try:
            return action()
        except (RedisError, OSError) as error:
            self.failures += 1
            self._resting_until = time.monotonic() + PAUSE
            logger.warning("No pages are shared for %g seconds: %s", PAUSE, error)
            return None

    def _key(self, address: Hashable) -> str:
        return f"{self._prefix}:{blake2b(repr(address).encode(), digest_size=16).hexdigest()}"

    def _written(self, key: str, entry: Entry, proof: dict[str, object]) -> bytes:
        told = proof | {
            "status": entry.status,
            "headers": entry.headers,
            "etag": entry.etag,
            "keys": sorted(entry.keys),
            "site": entry.site_id,
            "until": None if entry.until == float("inf") else entry.until,
            "made": entry.made_at,
            "packed": entry.is_packed,
        }
        text = json.dumps(told).encode() + b"\n" + entry.packed
        return self._mark(key, text) + text

    def _read(self, key: str, value: bytes) -> Found | None:
        mark, text = value[:MAC], value[MAC:]
        if not compare_digest(mark, self._mark(key, text)):
            logger.warning("A shared page is not of our making, and is left alone.")
            return None
        head, _, packed = text.partition(b"\n")
        told = json.loads(head)
        entry = Entry(
            status=told["status"],
            headers=[(name, content) for name, content in told["headers"]],
            packed=packed,
            is_packed=told["packed"],
            etag=told["etag"],
            keys=frozenset(told["keys"]),
            site_id=told["site"],
            frame=-1,
            until=float("inf") if told["until"] is None else told["until"],
            made_at=told["made"],
        )
        return Found(entry, told["heard"], told["begun"], told["frame"])

    def _mark(self, key: str, text: bytes) -> bytes:
        """Whoever can write there cannot write our pages, nor put one in the place of another."""
        return blake2b(key.encode() + b"\n" + text, digest_size=MAC, key=self._secret).digest()
