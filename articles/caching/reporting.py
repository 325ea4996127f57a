"""What the page caches of all processes do, told in the database for commands and metrics."""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import psycopg
from django.utils import timezone

from articles.caching.store import PageStore
from articles.models import PageCacheReport

# In seconds: how often a process tells, and how long its last word counts as of now.
EVERY = 5.0
FRESH = timedelta(seconds=30)
# Reports of processes that are long gone are deleted.
FORGOTTEN = "1 day"

TELL = """
    INSERT INTO articles_pagecachereport (process, started_at, seen_at, figures)
    VALUES (%s, to_timestamp(%s), now(), %s)
    ON CONFLICT (process) DO UPDATE SET seen_at = now(), figures = excluded.figures
"""
FORGET = "DELETE FROM articles_pagecachereport WHERE seen_at < now() - %s::interval"


@dataclass(frozen=True, slots=True)
class CacheFigures:
    """One process's cache, or the sum of several. Sizes in bytes."""

    processes: int = 0
    entries: int = 0
    size: int = 0
    budget: int = 0
    hits: int = 0
    misses: int = 0
    bypassed: int = 0
    stale_served: int = 0
    refused: int = 0
    evicted: int = 0
    invalidated: int = 0
    flushed: int = 0

    @property
    def hit_rate(self) -> float | None:
        """Of what the cache is there for; None where nobody has asked yet."""
        asked = self.hits + self.misses
        return self.hits / asked if asked else None


class Reporter:
    """Tells the figures of one store, from the thread that watches over it."""

    def __init__(self, store: PageStore) -> None:
        self._store = store
        self._started_at = time.time()
        self._due = 0.0

    def __call__(self, connection: psycopg.Connection[Any]) -> None:
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + EVERY
        process = f"{socket.gethostname()}:{os.getpid()}"
        connection.execute(TELL, [process, self._started_at, json.dumps(asdict(self.figures()))])
        connection.execute(FORGET, [FORGOTTEN])

    def figures(self) -> CacheFigures:
        store = self._store
        return CacheFigures(
            processes=1,
            entries=len(store),
            size=store.size,
            budget=store.budget,
            **asdict(store.counts),
        )


def reports() -> dict[str, CacheFigures]:
    """Of each process that told within the last half minute, by its name."""
    rows = PageCacheReport.objects.filter(seen_at__gt=timezone.now() - FRESH).order_by("process")
    return {row.process: _known(row.figures) for row in rows}


def summed(figures: list[CacheFigures]) -> CacheFigures:
    columns = zip(*(asdict(one).items() for one in figures), strict=True)
    return CacheFigures(
        **{column[0][0]: sum(value for _name, value in column) for column in columns}
    )


def _known(figures: dict[str, int]) -> CacheFigures:
    """A process of another version may tell more, or less."""
    return CacheFigures(
        **{name: figures[name] for name in CacheFigures.__slots__ if name in figures}
    )
