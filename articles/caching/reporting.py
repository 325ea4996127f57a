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
from django.db.models import QuerySet
from django.utils import timezone

from articles.caching.store import PageStore
from articles.models import PageCacheReport
from articles.replicas.choosing import Replicas

# In seconds: how often a process tells, and how long its last word counts as of now.
EVERY = 5.0
FRESH = timedelta(seconds=30)
# Reports of processes that are long gone are deleted.
FORGOTTEN = "1 day"
# Under which name the servers are told, and what the primary is called among them.
REPLICAS, PRIMARY = "replicas", "primary"

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
    shared: int = 0
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
        found = self.hits + self.shared
        asked = found + self.misses
        return found / asked if asked else None


@dataclass(frozen=True, slots=True)
class ReplicaFigures:
    """A server as one process sees it; how many public requests it answered, lag in bytes."""

    server: str
    state: str
    answered: int
    failures: int = 0
    lag: int = 0


class Reporter:
    """Tells the figures of one store, from the thread that watches over it."""

    def __init__(self, store: PageStore, replicas: Replicas | None = None) -> None:
        self._store = store
        self._replicas = replicas
        self._started_at = time.time()
        self._due = 0.0

    def __call__(self, connection: psycopg.Connection[Any]) -> None:
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + EVERY
        process = f"{socket.gethostname()}:{os.getpid()}"
        figures = asdict(self.figures()) | {REPLICAS: [asdict(one) for one in self.replicas()]}
        connection.execute(TELL, [process, self._started_at, json.dumps(figures)])
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

    def replicas(self) -> list[ReplicaFigures]:
        """Of each server that answers public reads of this process, the primary first."""
        if self._replicas is None:
            return []
        found = self._replicas
        return [
            ReplicaFigures(PRIMARY, "away" if found.is_primary_away() else "ready", found.helped),
            *(
                ReplicaFigures(one.name, one.state, one.answered, one.failures, found.lag(one))
                for one in found.all
            ),
        ]


def reports() -> dict[str, CacheFigures]:
    """Of each process that told within the last half minute, by its name."""
    return {row.process: _known(row.figures) for row in _told()}


def replica_reports() -> dict[str, list[ReplicaFigures]]:
    """What each process that reads from replicas told of its servers, the primary first."""
    return {
        row.process: [ReplicaFigures(**one) for one in row.figures[REPLICAS]]
        for row in _told()
        if row.figures.get(REPLICAS)
    }


def _told() -> QuerySet[PageCacheReport]:
    return PageCacheReport.objects.filter(seen_at__gt=timezone.now() - FRESH).order_by("process")


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
