"""One system of the comparison: what it is asked for, and how it is served."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bench.peers.archive import TEXT, TITLE
from bench.programs import Server

UNCACHED, KEPT, FRONT = "uncached", "own page cache", "nginx cache"
# The rows of the table; the caches are asked for a story alone.
PAGES = ("story", "home", "section, page 50", "RSS", "site map", TITLE, TEXT)


class MissingError(Exception):
    """It cannot be set up here, and why."""


@dataclass(frozen=True)
class System:
    name: str
    host: str
    paths: dict[str, str]
    # How it is served in each of the ways that it has.
    ways: dict[str, Callable[[], AbstractContextManager[Server]]]
    # Its versions and settings, for the reader of the table.
    legend: str
