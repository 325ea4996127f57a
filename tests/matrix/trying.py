"""Trying a door: what it answered, and what was different afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.urls import reverse

from tests.matrix.cast import snapshot, tables

INDEX = reverse("admin:index")
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "EXPLAIN")


class Tables:
    """All tables of the database as the cast left them."""

    def __init__(self) -> None:
        self.names = tables()
        self.before = snapshot(self.names)

    def changed(self) -> frozenset[str]:
        now = snapshot(self.names)
        return frozenset(name for name in self.names if now[name] != self.before[name])


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens within is taken back."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


def attempt(act: Callable[[], Any], known: Tables) -> tuple[Any, frozenset[str]]:
    """What came back, and which tables are different now; then it is as if nothing had been.

    Where no statement went out that could write, the tables are not read again.
    """
    wrote = False

    def look(execute: Any, sql: Any, *rest: Any) -> Any:
        nonlocal wrote
        words = str(sql).lstrip().upper()
        wrote = wrote or not words.startswith(READS)
        return execute(sql, *rest)

    with undone():
        with connection.execute_wrapper(look):
            answer = act()
        return answer, known.changed() if wrote else frozenset()


def is_refused(answer: Any) -> bool:
    """403, 404, or the way that Django's admin says "it does not exist": back to the front."""
    return answer.status_code in {403, 404} or (
        answer.status_code == 302 and answer["Location"] == INDEX
    )


def is_sent_to_log_in(answer: Any) -> bool:
    return answer.status_code == 302 and "/login/" in answer["Location"]
