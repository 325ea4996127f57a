"""Views of one process, written together: a statement and a commit for many readers.

Requests put their view into a queue and wait. One thread takes whatever waits, writes it, and
wakes them up when it is on disk; while it writes, the next batch gathers. With few readers a batch
is one view and nobody waits longer than for a commit of their own.
"""

from __future__ import annotations

import logging
import time
from _thread import allocate_lock
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from articles.counting.ledger import Outcome, View, add, numbers_of
from articles.counting.numbers import Numbers
from articles.counting.upkeep import Keeper
from articles.counting.visit import Visit
from articles.counting.visitors import visitor_hash

# A statement takes as many; more would keep the first of them waiting.
BATCH = 500
# Threads of a server seldom are as many; it bounds memory where they are.
WAITING = 2_000
# In seconds. Once a batch has taken SLOW, nobody else begins to wait, so that the threads of the
# process go on serving pages; those who wait already do so for PATIENCE.
SLOW, PATIENCE = 0.5, 3.0
# Where several wait at once, the next batch is given a part of the time that the last one took, and
# at most so many seconds: fewer and larger batches cost a sixth less of each view.
GATHERING, GATHERING_AT_MOST = 0.3, 0.002
# After so long without a view the connection is given back.
IDLE = 30.0


logger = logging.getLogger(__name__)


class NotWritten(Exception):
    """Nothing is acknowledged; the view may be sent again."""


class Busy(NotWritten):
    """The database does not keep up."""


class _Waiting:
    """A visit whose request waits for the database."""

    __slots__ = ("_done", "is_given_up", "outcome", "visit")

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.outcome: Outcome | None = None
        self.is_given_up = False
        # A bare lock as a latch: an Event takes five times as long.
        self._done = allocate_lock()
        self._done.acquire()

    def wait(self) -> Outcome:
        if not self._done.acquire(timeout=PATIENCE):
            self.is_given_up = True
            raise Busy
        if self.outcome is None:
            raise NotWritten
        return self.outcome

    def wake(self) -> None:
        self._done.release()


class Writer:
    """The one thread of a process that writes into the ledger. It starts with the first view."""

    def __init__(self) -> None:
        # None asks the thread to end.
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._numbers = Numbers()
        self._keeper = Keeper()
        self._starting = Lock()
        self._thread: Thread | None = None
        # The connection that was told to plan once.
        self._prepared: psycopg.Connection[Any] | None = None
        # When the batch that is being written was begun; 0 while none is.
        self._begun_at = 0.0

    def submit(self, visit: Visit) -> Outcome:
        """Wait until the view is on disk; for who does not read, only until the number is known.

        Raises `NotWritten` where it is not, or nobody knows: a repeat is not counted twice.
        """
        self._start()
        begun_at = self._begun_at
        if begun_at and time.monotonic() - begun_at > SLOW:
            raise Busy
        if self._queue.qsize() >= WAITING:
            raise Busy
        waiting = _Waiting(visit)
        self._queue.put(waiting)
        return waiting.wait()

    def _start(self) -> None:
        """After a fork the thread is not there any more, and is started anew."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._begun_at = 0.0
                self._thread = Thread(target=self._run, name="view-writer", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread and its connection; another view starts it again."""
        if self._thread is not None and self._thread.is_alive():
            self._queue.put(None)
            self._thread.join(timeout=10)
        self._keeper.stop()

    def _run(self) -> None:
        try:
            took = 0.0
            while batch := self._next_batch(took * GATHERING):
                self._begun_at = time.monotonic()
                try:
                    self._write(batch)
                except (DatabaseError, InterfaceError):
                    logger.warning("%d views could not be counted.", len(batch), exc_info=True)
                    # Whatever is wrong with the connection, the next batch gets another.
                    connection.close()
                except Exception:
                    logger.exception("%d views could not be counted.", len(batch))
                    connection.close()
                finally:
                    took = time.monotonic() - self._begun_at if len(batch) > 1 else 0.0
                    self._begun_at = 0.0
                    for waiting in batch:
                        waiting.wake()
        finally:
            connection.close()

    def _next_batch(self, patience: float) -> list[_Waiting]:
        """Everybody who waits, so many seconds after somebody does; nobody to end the thread."""
        try:
            waiting = self._queue.get(timeout=IDLE)
        except Empty:
            connection.close()
            waiting = self._queue.get()
        if patience:
            time.sleep(min(patience, GATHERING_AT_MOST))
        batch: list[_Waiting] = []
        with suppress(Empty):
            while waiting is not None:
                batch.append(waiting)
                if len(batch) == BATCH:
                    return batch
                waiting = self._queue.get_nowait()
            if batch:
                self._queue.put(None)
        return batch

    def _write(self, batch: Sequence[_Waiting]) -> None:
        asked = [waiting for waiting in batch if not waiting.is_given_up]
        visits = [waiting.visit for waiting in asked]
        with connection.wrap_database_errors:
            counted = self._add(visits)
            numbers = self._number(visits)
        for waiting, was_counted, number in zip(asked, counted, numbers, strict=True):
            waiting.outcome = Outcome(was_counted, number)

    def _add(self, visits: Sequence[Visit]) -> list[bool]:
        reading = [visit.is_reader for visit in visits]
        at = timezone.now()
        views = [
            View(
                visit.publication_id,
                visitor_hash(visit.publication_id, visit.network, visit.user_agent, at),
            )
            for visit in visits
            if visit.is_reader
        ]
        added = iter(add(self._cursor(), views, at) if views else [])
        counted = [is_reading and next(added) for is_reading in reading]
        for visit, was_counted in zip(visits, counted, strict=True):
            if was_counted:
                self._numbers.count(visit.publication_id)
        if any(counted):
            self._keeper.views_counted()
        return counted

    def _number(self, visits: Sequence[Visit]) -> list[int]:
        now = time.monotonic()
        unknown = self._numbers.unknown((visit.publication_id for visit in visits), now)
        if unknown:
            self._numbers.learn(numbers_of(self._cursor(), sorted(unknown)), now)
        return [self._numbers.of(visit.publication_id) for visit in visits]

    def _cursor(self) -> psycopg.RawCursor[Any]:
        """On this thread's connection, with statements that the server plans once.

        Left to itself it would plan for the very values of each batch, which takes longer than
        writing them. And a plan that is made of an empty ledger, and kept, reads it whole for each
        view, until autovacuum comes by and has seen that it grew.
        """
        connection.ensure_connection()
        psycopg_connection: psycopg.Connection[Any] = connection.connection
        if psycopg_connection is not self._prepared and psycopg_connection.prepare_threshold == 1:
            psycopg_connection.execute("SET plan_cache_mode = force_generic_plan")
            psycopg_connection.execute("SET enable_seqscan = off")
            self._prepared = psycopg_connection
        return psycopg.RawCursor(psycopg_connection)
