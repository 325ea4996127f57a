"""Judging in several processes, each with a database connection of its own.

A process that starts imports this module before Django is set up, so it imports nothing of ours.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.integrity.archive import Failure
    from articles.integrity.surroundings import Lookups

# Of each process: names and glossaries are looked up once in its life.
_lookups: Lookups | None = None


class Processes:
    """A pool of judges. Leaving it waits for what was begun, and drops what was not."""

    def __init__(self, number: int) -> None:
        from django.db import connections  # noqa: PLC0415

        names = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
        # A copy of this process (`fork`) would share its database connection.
        self._pool = ProcessPoolExecutor(
            number,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(names,),
        )
        self.ahead = number + 1

    def submit(self, revision_ids: Sequence[int]) -> Callable[[], list[Failure]]:
        return self._pool.submit(_judge, list(revision_ids)).result

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)


def _begin(database_names: dict[str, Any]) -> None:
    import django  # noqa: PLC0415

    # Ctrl-C is for the process that gave the work; this one ends what it has begun.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    from django.db import connections  # noqa: PLC0415

    for alias, name in database_names.items():
        connections[alias].settings_dict["NAME"] = name


def _judge(revision_ids: list[int]) -> list[Failure]:
    from django.db import reset_queries  # noqa: PLC0415

    from articles.integrity.archive import judge_texts  # noqa: PLC0415
    from articles.integrity.surroundings import Lookups  # noqa: PLC0415

    global _lookups  # noqa: PLW0603
    _lookups = _lookups or Lookups()
    reset_queries()  # with DEBUG, Django remembers them all
    return judge_texts(revision_ids, _lookups)
