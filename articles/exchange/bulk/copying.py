"""Rows into tables by binary COPY, and the numbers that they are to have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import connection, models

Row = Sequence[Any]

# What PostgreSQL counts time from.
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_JSONB_VERSION: Final = b"\1"
# How values of a column are handed over. COPY sends them on as they are, so what comes as bytes may
# be what any type reads.
_HANDED: Final = {
    "bigint": "int8",
    "integer": "int4",
    "smallint": "int2",
    "text": "text",
    "varchar": "text",
    "timestamp with time zone": "bytea",
    "jsonb": "bytea",
    "tsvector": "bytea",
}


def moment(at: datetime) -> bytes:
    """A moment as a column of time takes it."""
    return ((at - _EPOCH) // _MICROSECOND).to_bytes(8, signed=True)


def document(value: Any) -> bytes:
    """A value as a column of JSON takes it."""
    return _JSONB_VERSION + json.dumps(value).encode()


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers from the table's own sequence, which nobody else gets; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Append rows in one statement. Times, JSON and vectors are packed: bytes.

    Foreign keys, checks, unique keys and triggers hold as they do for INSERT.
    """
    table = model._meta.db_table
    types = {field.attname: field.db_type(connection) or "" for field in model._meta.local_fields}
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
    # Django's cursor hands `copy` through to psycopg's.
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types([_HANDED[types[name].partition("(")[0]] for name in columns])
        for row in rows:
            copy.write_row(row)
