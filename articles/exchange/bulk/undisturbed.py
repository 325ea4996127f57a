"""Writing an archive into a database that has stories, without autovacuum at the same tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction

from articles.exchange.bulk.tables import COLUMNS

# Long enough for PostgreSQL to call off an autovacuum that is at one of the tables, which takes it
# a second.
PATIENCE: Final = "5s"
TABLES: Final = [model._meta.db_table for model in COLUMNS]


@contextmanager
def undisturbed() -> Iterator[Callable[[], None]]:
    """Keep autovacuum off these tables, for it would read what grows again and again.

    By a lock for which readers and writers do not wait, and which ends with the process, however
    that ends: no setting is changed. Only what changes tables waits for it, so call what this gives
    now and then: the lock is let go for good once somebody waits. Who does not get it, say because
    another import has it, goes on without. This connection is in a transaction for as long; it
    holds no snapshot, so that rows that die elsewhere are cleared away as ever.
    """
    with transaction.atomic():
        before = transaction.savepoint()
        holds = _lock()

        def give_way() -> None:
            nonlocal holds
            if holds and _somebody_waits():
                transaction.savepoint_rollback(before)
                holds = False

        yield give_way


def _lock() -> bool:
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN SHARE UPDATE EXCLUSIVE MODE")
                cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
        except OperationalError:
            return False
        # It has nothing to say until all is written.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    return True


def _somebody_waits() -> bool:
    """Autovacuum never does: what it cannot lock, it passes by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks "
            "WHERE NOT granted AND relation = ANY(%s::regclass[]))",
            [TABLES],
        )
        return bool(cursor.fetchone()[0])
