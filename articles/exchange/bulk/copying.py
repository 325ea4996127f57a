"""Rows into tables by binary COPY, and the numbers that they are to have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection, models

# Signature, flags, and the length of what may follow them.
_HEAD: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END: Final = b"\xff\xff"


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers from the table's own sequence, which nobody else gets; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute(
            # The name is looked up once: OFFSET keeps it from being put in its place.
            "SELECT nextval(name) FROM "
            "(SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) AS sequence, "
            "generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[bytes]) -> int:
    """Append rows in one statement; each begins with the number of its fields, in two bytes.

    Foreign keys, checks, unique keys and triggers hold as they do for INSERT. Tells how many rows
    there were.
    """
    table = model._meta.db_table
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
    # Django's cursor hands `copy` through to psycopg's.
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            copy.write(b"".join((_HEAD, *rows, _END)))
        return int(cursor.rowcount)
