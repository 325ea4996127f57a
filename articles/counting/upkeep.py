"""Roll-ups between requests: totals and lists stay current where no timer runs the command."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from threading import Event, Lock, Thread

from django.db import DatabaseError, InterfaceError, connection

from articles.counting.ranking import rank
from articles.counting.roll_up import BATCH, roll_up_unless_busy
from articles.counting.visitors import forget_old_salts

logger = logging.getLogger(__name__)

EVERY_SECONDS = 10.0
# Whoever shows a number counts the views that wait, so many of them may not wait.
EVERY_VIEWS = 500


class Upkeep:
    """When this process should roll up next."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._views = 0
        self._due = time.monotonic() + EVERY_SECONDS

    def view_counted(self) -> None:
        with self._lock:
            self._views += 1

    def run_if_due(self) -> None:
        """Roll up at most one batch; call it when the answer is out. It never raises."""
        if not self._take_turn():
            return
        try:
            if roll_up_unless_busy() < BATCH:
                rank()
            forget_old_salts(datetime.now(UTC).date())
        except (DatabaseError, InterfaceError):
            logger.warning("Views wait for the next roll-up.", exc_info=True)

    def _take_turn(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if now < self._due and self._views < EVERY_VIEWS:
                return False
            self._views, self._due = 0, now + EVERY_SECONDS
            return True


class Keeper:
    """A thread that rolls up what this process counts, so that no reader waits for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted, self._stopping = Event(), Event()
        self._thread: Thread | None = None

    def views_counted(self) -> None:
        """There is something to roll up. Starts the thread, after a fork anew."""
        self._counted.set()
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="view-keeper", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread; what waits is rolled up by whoever is next."""
        self._stopping.set()
        self._counted.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
        self._stopping.clear()

    def _run(self) -> None:
        while self._counted.wait() and not self._stopping.wait(EVERY_SECONDS):
            self._counted.clear()
            try:
                while roll_up_unless_busy() >= BATCH:
                    pass
                rank()
                forget_old_salts(datetime.now(UTC).date())
            except (DatabaseError, InterfaceError):
                logger.warning("Views wait for the next roll-up.", exc_info=True)
                self._counted.set()
            finally:
                connection.close()


upkeep = Upkeep()
