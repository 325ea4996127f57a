"""One system of the comparison: what it is asked for, and how it is served."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.client import HTTPException

from bench.peers.archive import TEXT, TITLE
from bench.programs import Server
from bench.tables import say

WAYS = UNCACHED, KEPT, FRONT = "uncached", "own page cache", "nginx cache"
# The rows of the table; the caches are asked for a story alone.
PAGES = ("story", "home", "section, page 50", "RSS", "site map", TITLE, TEXT)


# By name, why a system could not be measured.
Missing = dict[str, str]


class MissingError(Exception):
    """It cannot be set up here, and why."""


# Of one of them; the others are measured all the same.
FAILURES = (MissingError, OSError, RuntimeError, subprocess.SubprocessError, HTTPException)


@dataclass(frozen=True)
class System:
    name: str
    host: str
    paths: dict[str, str]
    # How it is served in each of the ways that it has.
    ways: dict[str, Callable[[], AbstractContextManager[Server]]]
    # Its versions and settings, for the reader of the table.
    legend: str


@contextmanager
def left_out(name: str, missing: Missing) -> Iterator[None]:
    """What one of them cannot do is written down, and the others are measured all the same."""
    try:
        yield
    except FAILURES as error:
        missing[name] = str(error) or type(error).__name__
    except SystemExit as error:
        if not isinstance(error.code, str):
            raise  # somebody wants the whole program to end
        missing[name] = error.code
    if name in missing:
        say(f"{name} is left out: {missing[name]}")
