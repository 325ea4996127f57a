"""Hearing from the database what has changed, in a thread beside those that answer.

PostgreSQL delivers a notification once its transaction is committed, so a page that is made after
it was heard shows the change. While nothing can be heard, nothing is trusted.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread
from typing import Any, LiteralString

import psycopg
from django.db import DEFAULT_DB_ALIAS

from articles.caching.moments import keys_between, next_moment
from articles.caching.store import PageStore
from articles.replicas.choosing import Replicas
from articles.replicas.lines import open_line
from articles.sites.snapshot import forget_public_sites

logger = logging.getLogger(__name__)

CHANNEL: LiteralString = "newscenter_pages"
# How its connections call themselves in pg_stat_activity.
APPLICATION = "newscenter pages"
# What is announced where there is too much to name, and where menus, names or hosts changed.
EVERYTHING, FRAMES = "*", "frames"
# How the number of its transaction begins, and an announcement of nothing: what processes that
# begin to listen after each other have heard in common.
NUMBER = "#"
HELLO: LiteralString = f"SELECT pg_notify('{CHANNEL}', '#' || pg_current_xact_id())"
# In seconds: how long to listen before looking whether the line still stands, and how old the
# last such look may be for kept pages to be given out.
LISTEN, TRUST = 0.4, 1.0
# The end of the primary's log: past everything that was committed and heard of.
POSITION: LiteralString = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"
RETRY = 0.5
# Clocks of readers and the moment at which a transaction saw one lie this far apart at most.
OVERLAP = timedelta(seconds=2)


class Watcher:
    """Keeps one store in step with the database. Starts with its first use in a process."""

    def __init__(
        self,
        store: PageStore,
        report: Callable[[psycopg.Connection[Any]], None] | None = None,
        replicas: Replicas | None = None,
    ) -> None:
        self.store = store
        self.replicas = replicas
        self._report = report
        self._lock = Lock()
        self._thread: Thread | None = None
        self._stopping = Event()
        # Both in seconds since the epoch. Until `_heard_at + TRUST`, and before the next scheduled
        # moment, what is kept is right.
        self._heard_at = 0.0
        self._next = 0.0
        # What was begun before this may lack what a scheduled moment changed.
        self.swept_until = 0.0

    def is_trusted(self, now: float) -> bool:
        """Whether every change until now is known."""
        return self._next > now and self._heard_at + TRUST > now

    def start(self) -> None:
        """Begin to listen; once a process, and again after a fork."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._stopping.clear()
                self._thread = Thread(target=self._run, name="page-watcher", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Stop listening, and wait until it has stopped. What is kept is not trusted any more."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
        self._heard_at = 0.0

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with _connect() as connection:
                    self._listen(connection)
            except psycopg.Error as error:
                self._lose()
                logger.warning("Kept pages are not trusted, the database is away: %s", error)
                self._stopping.wait(RETRY)
            except Exception:
                self._lose()
                logger.exception("Kept pages are not trusted.")
                self._stopping.wait(RETRY)

    def _lose(self) -> None:
        self._heard_at = 0.0
        if self.replicas is not None:
            self.replicas.lost()

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        if self.replicas is not None:
            self.replicas.connected(_position(connection))
        # What changed before we listened is not known.
        swept = _now() - OVERLAP
        self.swept_until = swept.timestamp()
        self.store.invalidate_all()
        forget_public_sites()
        self._look_ahead(connection, swept)
        connection.execute(HELLO)
        while not self._stopping.is_set():
            if self._hear(connection) or time.time() >= self._next:
                swept = self._sweep(connection, swept)
            if self._report is not None:
                self._report(connection)

    def _hear(self, connection: psycopg.Connection[Any]) -> bool:
        """Listen for a moment; whether anything was announced."""
        wait = max(min(LISTEN, self._next - time.time()), 0.0)
        notices = list(connection.notifies(timeout=wait, stop_after=1))
        if not notices:
            # An answer shows that the line stands; what came with it is heard by the next call.
            asked_at = time.time()
            if self.replicas is None:
                connection.execute("SELECT 1")
            else:
                self.replicas.told(_position(connection))
            self._heard_at = asked_at
            return False
        if self.replicas is not None:
            # Before anything is dropped: what is made anew is to be read from who has the change.
            self.replicas.announced(_position(connection))
        for notice in notices:
            self._drop(notice.payload.split())
        return True

    def _drop(self, words: list[str]) -> None:
        """One announcement: the number of its transaction, then what changed."""
        number = words[0] if words[0].startswith(NUMBER) else ""
        keys = words[1:] if number else words
        if FRAMES in keys:
            forget_public_sites()
        if EVERYTHING in keys:
            self.store.invalidate_all(number)
        else:
            self.store.invalidate(keys, number)

    def _sweep(self, connection: psycopg.Connection[Any], swept: datetime) -> datetime:
        """Drop what began or ended since, and find the next moment."""
        now = _now()
        with connection.cursor() as cursor:
            changed = keys_between(cursor, swept, now)
        if changed:
            self.swept_until = now.timestamp()
            self.store.invalidate(changed)
        self._look_ahead(connection, now)
        return now

    def _look_ahead(self, connection: psycopg.Connection[Any], now: datetime) -> None:
        with connection.cursor() as cursor:
            moment = next_moment(cursor, now)
        self._next = float("inf") if moment is None else moment.timestamp()
        self._heard_at = time.time()


def _connect() -> psycopg.Connection[Any]:
    return open_line(DEFAULT_DB_ALIAS, APPLICATION)


def _position(connection: psycopg.Connection[Any]) -> int:
    (position,) = connection.execute(POSITION).fetchone() or (0,)
    return int(position)


def _now() -> datetime:
    return datetime.now(UTC)
