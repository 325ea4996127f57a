"""Writing an archive into a database that has stories, without autovacuum at the same tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction

from articles.exchange.bulk.tables import COLUMNS

# Long enough for PostgreSQL to call off an autovacuum that is at one of the tables, which takes it
# a second.
PATIENCE: Final = "5s"


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep autovacuum off these tables, for it would read what grows again and again.

    By a lock for which readers and writers do not wait, and which ends with the process, however
    that ends: no setting is changed. Only what changes tables waits for it. Who does not get it,
    say because another import has it, goes on without. This connection is in a transaction for as
    long; it holds no snapshot, so that rows that die elsewhere are cleared away as ever.
    """
    with transaction.atomic():
        _lock()
        yield


def _lock() -> None:
    tables = ", ".join(model._meta.db_table for model in COLUMNS)
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute(f"LOCK TABLE {tables} IN SHARE UPDATE EXCLUSIVE MODE")
                cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
        except OperationalError:
            return
        # It has nothing to say until all is written.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
