"""One replica, asked all the time how far it is, in a thread beside those that answer."""

from __future__ import annotations

import logging
import select
import time
from collections.abc import Callable
from contextlib import closing
from threading import Event, Lock, Thread
from typing import Any

import psycopg

from articles.replicas.base import hang_up, pick_up
from articles.replicas.lines import open_line

logger = logging.getLogger(__name__)

# How its connections call themselves in pg_stat_activity.
APPLICATION = "newscenter replicas"
# In seconds: how often it is asked how far it is, and how often while it is waited for.
POLL, HURRY = 0.2, 0.004
# After so long without an answer nobody is sent there, and those who wait are sent elsewhere.
SILENCE = 1.0
RETRY = 0.5
# How far it has come, and how far it will come by itself. Null where it is no replica any more.
ASK = b"""
    SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint,
        (greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0')::bigint
    WHERE pg_is_in_recovery()
"""


class SilentError(psycopg.OperationalError):
    """It took longer than SILENCE to answer."""


class Replica:
    """What is known of one replica. Positions are bytes of the write-ahead log (LSN)."""

    def __init__(self, alias: str, name: str, moved: Callable[[], None]) -> None:
        self.alias = alias
        # Host and port, for people.
        self.name = name
        self.replayed = 0
        self.received = 0
        # Requests that it answered, and those that had to be asked again elsewhere.
        self.answered = 0
        self.failures = 0
        # What is waited for: while it is not there yet, it is asked more often.
        self.wanted = 0
        self._moved = moved
        self._heard_at = 0.0
        self._is_replica = True
        self._is_away = True
        self._lock = Lock()
        self._wake = Event()
        self._stopping = Event()
        self._thread: Thread | None = None

    def is_there(self, now: float) -> bool:
        """Whether it answered just now, as a replica. The clock is `time.monotonic`."""
        return self._is_replica and self._heard_at + SILENCE > now

    @property
    def state(self) -> str:
        """A word for people: `ready`, `away`, or `primary`, which is no replica (any more)."""
        if self._heard_at + SILENCE <= time.monotonic():
            return "away"
        return "ready" if self._is_replica else "primary"

    def want(self, position: int) -> None:
        """Ask at once, and often, until it is that far."""
        self.wanted = position
        if self.replayed < position:
            self._wake.set()

    def failed(self) -> None:
        """Somebody could not be answered: nobody else is sent there before it answers again."""
        self.failures += 1
        self._heard_at = 0.0
        self._wake.set()

    def start(self) -> None:
        """Begin to follow it; once a process, and again after a fork."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._stopping.clear()
                self._thread = Thread(target=self._run, name=f"follows-{self.alias}", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                # Not as its own context, which would say goodbye to a server that does not listen.
                with closing(open_line(self.alias, APPLICATION)) as line:
                    self._follow(line)
            except psycopg.Error as error:
                self._lose(error)
            except Exception as error:
                logger.exception("Replica %s cannot be followed.", self.name)
                self._lose(error)

    def _follow(self, line: psycopg.Connection[Any]) -> None:
        while not self._stopping.is_set():
            self._learn(_ask(line, SILENCE))
            behind = self._is_replica and self.replayed < self.wanted
            self._wake.wait(HURRY if behind else POLL)
            self._wake.clear()

    def _learn(self, told: tuple[int, int] | None) -> None:
        if told is None:
            if self._is_replica:
                logger.info("%s is no replica, but a primary.", self.name)
            self._is_replica = False
            self._heard_at = time.monotonic()
            return
        self._is_replica = True
        moved = told[0] != self.replayed
        self.replayed, self.received = told
        self._heard_at = time.monotonic()
        if self._is_away:
            self._is_away, moved = False, True
            pick_up(self.alias)
            logger.info("Replica %s answers.", self.name)
        if moved:
            self._moved()

    def _lose(self, error: Exception) -> None:
        self._heard_at = 0.0
        if isinstance(error, SilentError):
            hang_up(self.alias)
        if not self._is_away:
            self._is_away = True
            logger.warning("Replica %s is away: %s", self.name, str(error).strip())
        self._stopping.wait(RETRY)


def _ask(line: psycopg.Connection[Any], patience: float) -> tuple[int, int] | None:
    """How far it replayed and received; None where it is no replica. Waits for so long only, which
    neither the driver nor TCP would do with a server that is stopped and not gone.
    """
    server = line.pgconn
    server.send_query(ASK)
    until = time.monotonic() + patience
    ready = select.poll()
    ready.register(server.socket, select.POLLIN)
    found: tuple[int, int] | None = None
    while True:
        while server.is_busy():
            left = until - time.monotonic()
            if left <= 0 or not ready.poll(left * 1000):
                raise SilentError(f"no answer within {patience:g} seconds")
            server.consume_input()
        result = server.get_result()
        if result is None:
            return found
        if result.status != psycopg.pq.ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(result.get_error_message())
        if result.ntuples:
            found = int(result.get_value(0, 0) or 0), int(result.get_value(0, 1) or 0)
