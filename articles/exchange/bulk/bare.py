"""Filling an empty database: indexes and foreign keys are taken off before, and made after.

Looking each row up in each index and each parent as it comes is most of what the database does for
an archive; all at once takes a third (PostgreSQL manual, "Populating a Database"). Definitions come
from the catalogue and are written down, in the transaction that takes them off, in a table that is
there until the last of them is made again. So a run that is killed in between loses none: the next
one goes on, or `put_back()` ends it.

Nobody should work in the database meanwhile: it finds little quickly, and takes rows that it would
refuse. What is made again is checked against all rows then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from articles.exchange.bulk.tables import COLUMNS
from articles.models import ImportedPage, Story

SAVED = "articles_bulk_definitions"
MEMORY = "512MB"
_SAVE = "INSERT INTO articles_bulk_definitions (statement) VALUES (%s)"
_READ = "SELECT place, statement FROM articles_bulk_definitions ORDER BY place"
_CROSS_OUT = "DELETE FROM articles_bulk_definitions WHERE place = %s"

# Keys that are not primary, indexes, foreign keys and the work of autovacuum, in the order in which
# they can be made; they are taken off in the other. Imported pages keep theirs: by them it is known
# what is in.
_DEFINED = """
WITH filled AS (SELECT unnest(%(filled)s::text[])::regclass AS id),
     indexed AS (SELECT id FROM filled WHERE id <> %(kept)s::regclass)
SELECT 1 AS step,
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
        conrelid::regclass, conname, pg_get_constraintdef(oid)),
    format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM pg_constraint WHERE contype = 'u' AND conrelid IN (SELECT id FROM indexed)
UNION ALL
SELECT 2, pg_get_indexdef(indexrelid), format('DROP INDEX %%s', indexrelid::regclass)
FROM pg_index WHERE indrelid IN (SELECT id FROM indexed) AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
UNION ALL
SELECT 3,
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
        conrelid::regclass, conname, pg_get_constraintdef(oid)),
    format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM pg_constraint WHERE contype = 'f' AND (
    conrelid IN (SELECT id FROM filled)
    -- Others that point at a key which is taken off.
    OR (confrelid IN (SELECT id FROM indexed)
        AND NOT (SELECT indisprimary FROM pg_index WHERE indexrelid = conindid)))
UNION ALL
-- Autovacuum would read the growing tables again and again; once they are whole, it does.
SELECT 4,
    format('ALTER TABLE %%s RESET (autovacuum_enabled, toast.autovacuum_enabled)', id),
    format('ALTER TABLE %%s SET (autovacuum_enabled = off, toast.autovacuum_enabled = off)', id)
FROM filled
ORDER BY 1, 2
"""


def is_bare() -> bool:
    """Whether indexes and foreign keys are off, perhaps since a run that was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [SAVED])
        (found,) = cursor.fetchone()
    return bool(found)


def may_be_bare() -> bool:
    """Only where there is no story yet, so that nobody misses what is taken off."""
    return is_bare() or not Story.objects.exists()


@contextmanager
def bare_tables(advance: Callable[[str], object] = lambda statement: None) -> Iterator[None]:
    """Take everything off that can be made again, and make it again, whatever happens."""
    if not is_bare():
        _take_off()
    try:
        yield
    finally:
        put_back(advance)


@transaction.atomic
def _take_off() -> None:
    tables = [model._meta.db_table for model in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_DEFINED, {"filled": tables, "kept": ImportedPage._meta.db_table})
        definitions = cursor.fetchall()
        cursor.execute(f"CREATE TABLE {SAVED} (place serial PRIMARY KEY, statement text NOT NULL)")
        for _step, made, _dropped in definitions:
            cursor.execute(_SAVE, [made])
        for _step, _made, dropped in reversed(definitions):
            cursor.execute(dropped)


def put_back(advance: Callable[[str], object] = lambda statement: None) -> None:
    """Make what is written down, one by one; each is crossed out as it is made."""
    if not is_bare():
        return
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        for place, statement in cursor.fetchall():
            advance(statement)
            with transaction.atomic():
                cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
                cursor.execute(statement)
                cursor.execute(_CROSS_OUT, [place])
        cursor.execute(f"DROP TABLE {SAVED}")
