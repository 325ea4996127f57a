"""Roll-ups between requests, so that totals stay current where no timer runs the command."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from threading import Lock

from django.db import DatabaseError, InterfaceError

from articles.counting.roll_up import roll_up_unless_busy
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
            roll_up_unless_busy()
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


upkeep = Upkeep()
