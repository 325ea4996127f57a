"""Waiting for what another thread or process does, and not longer than is sane."""

from __future__ import annotations

import time


def eventually(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.01)
