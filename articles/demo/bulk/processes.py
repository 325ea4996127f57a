"""Seeding in several processes, each with a database connection of its own.

A process that starts imports this module before Django is set up, so it imports nothing of ours.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import connection
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.demo.bulk.plan import Plan
    from articles.demo.bulk.seeding import Seeder

# Of each process: what a plan refers to is looked up once in its life.
_seeder: Seeder | None = None


def write_all(
    plan: Plan, batches: Iterator[Sequence[int]], processes: int, verb: str = "write"
) -> Iterator[tuple[int, Counter[str]]]:
    """Write or finish the batches; yields of each its size and what was done, once it is durable.

    Leaving early waits for what was begun, and drops what was not.
    """
    from django.db import connections  # noqa: PLC0415

    names = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    # A copy of this process (`fork`) would share its database connection.
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(names, plan),
    )
    sizes: dict[Future[Counter[str]], int] = {}
    try:
        for numbers in batches:
            sizes[pool.submit(_do, verb, list(numbers))] = len(numbers)
            if len(sizes) > processes:
                yield from _done(sizes)
        while sizes:
            yield from _done(sizes)
    finally:
        pool.shutdown(cancel_futures=True)


def _done(sizes: dict[Future[Counter[str]], int]) -> Iterator[tuple[int, Counter[str]]]:
    for future in wait(sizes, return_when=FIRST_COMPLETED).done:
        yield sizes.pop(future), future.result()


def _begin(database_names: dict[str, Any], plan: Plan) -> None:
    import django  # noqa: PLC0415

    end_with_parent()
    # Ctrl-C is for the process that gave the work; this one ends what it has begun.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    from django.db import connections  # noqa: PLC0415

    for alias, name in database_names.items():
        connections[alias].settings_dict["NAME"] = name
    from articles.demo.bulk.seeding import Seeder  # noqa: PLC0415

    global _seeder  # noqa: PLW0603
    _seeder = Seeder.of(plan)
    # Rows refer to nothing that refers to them: in 24,000 stories it found none to collect, and
    # took 4 % of the time.
    gc.disable()


def end_with_parent() -> None:
    """Where the process that gives the work is killed, this one ends, and its transaction with it.

    It would wait for more work for good: its brothers hold the other end of the queue, too.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, name="ends-with-parent", daemon=True).start()


def _do(verb: str, numbers: list[int]) -> Counter[str]:
    from django.db import reset_queries  # noqa: PLC0415

    assert _seeder is not None
    reset_queries()  # with DEBUG, Django remembers them all
    return _seeder.finish(numbers) if verb == "finish" else _seeder.write(numbers)
