"""Seeding in several processes, each with a database connection of its own.

Where there is no `fork`, a process that starts imports this module before Django is set up, so it
imports nothing of ours.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing.connection import wait as wait_for_end
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from articles.demo.bulk.plan import Plan
    from articles.demo.bulk.seeding import Seeder

# Of each process: what a plan refers to is looked up once in its life, with its first work, for
# before that tables may be about to change (`bare_tables`); and what it did last.
_plan: Plan | None = None
_seeder: Seeder | None = None
_last_verb = ""


def method() -> str:
    """How processes begin: as copies, where others take 1.5 s of a core each for their imports.

    Not on macOS, whose own libraries do not bear it, and not beside other threads: what these hold
    at that moment would never be let go in a copy.
    """
    alone = sys.platform == "linux" and len([*Path("/proc/self/task").iterdir()]) == 1
    return "fork" if alone else "spawn"


class Processes:
    """So many processes for a plan, which begin at once and end with this.

    Not inside a transaction: this process connects anew, so that no other has its connections.
    """

    def __init__(self, plan: Plan, count: int) -> None:
        from django.db import connections  # noqa: PLC0415

        names = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
        self._count = count
        self._pool = ProcessPoolExecutor(
            count,
            mp_context=multiprocessing.get_context(method()),
            initializer=_begin,
            initargs=(names, plan),
        )
        connections.close_all()
        # All are there with the first work, which is before this process has any thread.
        self._pool.submit(os.getpid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def work(
        self, verb: str, batches: Iterable[Sequence[int]]
    ) -> Iterator[tuple[int, Counter[str]]]:
        """Write or finish the batches; of each its size and what was done, once it is durable.

        Leaving early waits for what was begun, and drops what was not.
        """
        sizes: dict[Future[Counter[str]], int] = {}
        try:
            for numbers in batches:
                sizes[self._pool.submit(_do, verb, list(numbers))] = len(numbers)
                if len(sizes) > self._count:
                    yield from _done(sizes)
            while sizes:
                yield from _done(sizes)
        finally:
            wait([one for one in sizes if not one.cancel()])


def _done(sizes: dict[Future[Counter[str]], int]) -> Iterator[tuple[int, Counter[str]]]:
    for future in wait(sizes, return_when=FIRST_COMPLETED).done:
        yield sizes.pop(future), future.result()


def _begin(database_names: dict[str, Any], plan: Plan) -> None:
    import django  # noqa: PLC0415
    from django.apps import apps  # noqa: PLC0415

    end_with_parent()
    # Ctrl-C is for the process that gave the work; this one ends what it has begun.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not apps.ready:
        django.setup()
    from django.db import connections  # noqa: PLC0415

    for alias, name in database_names.items():
        connections[alias].settings_dict["NAME"] = name
    global _plan, _seeder
    # A copy has that of an earlier plan, where the first process had one.
    _plan, _seeder = plan, None
    # Rows refer to nothing that refers to them: in 24,000 stories it found none to collect, and
    # took 4 % of the time.
    gc.disable()


def end_with_parent() -> None:
    """Where the process that gives the work is killed, this one ends, and its transaction with it.

    It would wait for more work for good: its brothers hold the other end of the queue, too. Of
    copies the last one notices first, for those after one hold what tells it of its parent's end.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait_for_end([parent.sentinel])
        os._exit(1)

    Thread(target=watch, name="ends-with-parent", daemon=True).start()


def _do(verb: str, numbers: list[int]) -> Counter[str]:
    from django.db import connection, reset_queries  # noqa: PLC0415

    from articles.demo.bulk.seeding import Seeder  # noqa: PLC0415

    global _last_verb, _seeder  # noqa: PLW0603
    assert _plan is not None
    if verb != _last_verb:
        # It may have been idle for minutes, and indexes are there that it did not plan with.
        connection.close()
        _last_verb = verb
    _seeder = _seeder or Seeder.of(_plan)
    reset_queries()  # with DEBUG, Django remembers them all
    return _seeder.finish(numbers) if verb == "finish" else _seeder.write(numbers)
