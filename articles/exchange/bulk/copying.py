"""Rows into tables by COPY, and the numbers that they are to have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers from the table's own sequence, which nobody else gets; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Append rows in one statement. Values are such as the database reads.

    Foreign keys, checks, unique keys and triggers hold as they do for INSERT.
    """
    table = model._meta.db_table
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    # Django's cursor hands `copy` through to psycopg's.
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
