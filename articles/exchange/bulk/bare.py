"""Filling an empty database: indexes and foreign keys are taken off before, and made after.

Looking each row up in each index and each parent as it comes is most of what the database does for
an archive; all at once takes a third (PostgreSQL manual, "Populating a Database"). Definitions come
from the catalogue and are written down, in the transaction that takes them off, in a table that is
there until the last of them is made again. So a run that is killed in between loses none: the next
one goes on, or `put_back()` ends it. Tables do not wait for each other, as far as there are jobs,
and no other for those whose words are indexed, which takes as long as all the rest.

Nobody should work in the database meanwhile: it finds little quickly, takes rows that it would
refuse, and does not tell page caches what has changed. What is made again is checked against all
rows then, and caches are told to forget everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import groupby
from threading import Event
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeAlias

from django.db import connection, transaction

from articles.exchange.bulk.tables import COLUMNS
from articles.models import ImportedPage, Story

SAVED = "articles_bulk_definitions"
MEMORY = "512MB"
_CREATE = """
CREATE TABLE articles_bulk_definitions (
    place serial PRIMARY KEY,
    step integer NOT NULL, relation text NOT NULL, statement text NOT NULL
)
"""
_SAVE = """
INSERT INTO articles_bulk_definitions (step, relation, statement) VALUES (%s, %s, %s)
"""
# Those of one table together and in order, and the largest table first.
_READ = """
SELECT relation, place, step, statement FROM articles_bulk_definitions
ORDER BY step, pg_table_size(relation::regclass) DESC, relation, place
"""
_CROSS_OUT = "DELETE FROM articles_bulk_definitions WHERE place = %s"

# Indexes, unique ones among them; foreign keys for what is written from now on; the same for what
# is there; what the planner is to know, that autovacuum comes again, and that changes are
# announced; and that all has changed.
INDEXES: Final = 1
LAST: Final = 5
# Keys that are not primary, indexes, foreign keys, the work of autovacuum and the triggers that
# tell of changes, in the order in which they can be made; they are taken off in the other. Imported
# pages keep their indexes: by them it is known what is in.
_DEFINED = """
WITH filled AS (SELECT unnest(%(filled)s::text[])::regclass AS id),
     indexed AS (SELECT id FROM filled WHERE id <> %(kept)s::regclass),
     foreign_key AS (
        SELECT * FROM pg_constraint WHERE contype = 'f' AND (
            conrelid IN (SELECT id FROM filled)
            -- Others that point at a key which is taken off.
            OR (confrelid IN (SELECT id FROM indexed)
                AND NOT (SELECT indisprimary FROM pg_index WHERE indexrelid = conindid)))
     )
SELECT 1 AS step, 1 AS part, conrelid::regclass::text,
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
        conrelid::regclass, conname, pg_get_constraintdef(oid)),
    format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM pg_constraint WHERE contype = 'u' AND conrelid IN (SELECT id FROM indexed)
UNION ALL
SELECT 1, 2, indrelid::regclass::text, pg_get_indexdef(indexrelid),
    format('DROP INDEX %%s', indexrelid::regclass)
FROM pg_index WHERE indrelid IN (SELECT id FROM indexed) AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
UNION ALL
SELECT 2, 1, conrelid::regclass::text,
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s%%s', conrelid::regclass, conname,
        pg_get_constraintdef(oid), CASE WHEN convalidated THEN ' NOT VALID' END),
    format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM foreign_key
UNION ALL
SELECT 3, 1, conrelid::regclass::text,
    format('ALTER TABLE %%s VALIDATE CONSTRAINT %%I', conrelid::regclass, conname), NULL
FROM foreign_key WHERE convalidated
UNION ALL
-- Autovacuum would read the growing tables again and again; once they are whole, it does.
SELECT 4, 1, id::text,
    format('ALTER TABLE %%s RESET (autovacuum_enabled, toast.autovacuum_enabled)', id),
    format('ALTER TABLE %%s SET (autovacuum_enabled = off, toast.autovacuum_enabled = off)', id)
FROM filled
UNION ALL
-- They look for what else shows a story, by an index that is off: the whole table for each batch.
SELECT 4, 2, tgrelid::regclass::text,
    format('ALTER TABLE %%s ENABLE TRIGGER %%I', tgrelid::regclass, tgname),
    format('ALTER TABLE %%s DISABLE TRIGGER %%I', tgrelid::regclass, tgname)
FROM pg_trigger WHERE tgrelid IN (SELECT id FROM filled)
    AND tgenabled = 'O' AND tgname LIKE '%%\\_is\\_announced'
UNION ALL
-- Before anybody looks anything up.
SELECT 4, 3, id::text, format('ANALYZE %%s', id), NULL FROM filled
UNION ALL
SELECT 5, 1, %(kept)s, $$SELECT articles_announce(ARRAY['*'])$$, NULL
ORDER BY 1, 2, 4
"""


class _Waiting(NamedTuple):
    """What is still to be made."""

    relation: str
    place: int
    step: int
    statement: str

    @property
    def is_of_words(self) -> bool:
        return self.step == INDEXES and " USING gin " in self.statement


_Group: TypeAlias = Sequence[_Waiting]


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
def bare_tables(
    advance: Callable[[str], object] = lambda statement: None, *, jobs: int = 1
) -> Iterator[None]:
    """Take everything off that can be made again, and make it again, whatever happens."""
    if not is_bare():
        _take_off()
    try:
        yield
    finally:
        put_back(advance, jobs=jobs)


@transaction.atomic
def _take_off() -> None:
    tables = [model._meta.db_table for model in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_DEFINED, {"filled": tables, "kept": ImportedPage._meta.db_table})
        definitions = cursor.fetchall()
        cursor.execute(_CREATE)
        for step, _part, relation, made, _dropped in definitions:
            cursor.execute(_SAVE, [step, relation, made])
        for *_, dropped in reversed(definitions):
            if dropped is not None:
                cursor.execute(dropped)


def put_back(advance: Callable[[str], object] = lambda statement: None, *, jobs: int = 1) -> None:
    """Make what is written down; each is crossed out as it is made, and told to `advance`.

    With more than one job, tables are worked on side by side, each by a connection of its own; then
    not inside a transaction. Where one fails, the others break off. Statements get no helpers of
    their own then: these cost a quarter more, and would take turns with the other jobs.
    """
    if not is_bare():
        return
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        waiting = [_Waiting(*row) for row in cursor.fetchall()]
    if jobs > 1:
        _make_side_by_side(waiting, jobs, advance)
    else:
        for one in waiting:
            _make(one, advance)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {SAVED}")


@transaction.atomic
def _make(one: _Waiting, advance: Callable[[str], object], *, helpers: int | None = None) -> None:
    """With so many processes beside the server's own; None for as many as it thinks right."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        if helpers is not None:
            cursor.execute(f"SET LOCAL max_parallel_maintenance_workers = {helpers}")
            # Foreign keys are checked by queries.
            cursor.execute(f"SET LOCAL max_parallel_workers_per_gather = {helpers}")
        cursor.execute(one.statement)
        cursor.execute(_CROSS_OUT, [one.place])
    advance(one.statement)


def _make_side_by_side(
    waiting: Iterable[_Waiting], jobs: int, advance: Callable[[str], object]
) -> None:
    """Step by step; but an index of words is begun first, and only its own table waits for it.

    Nothing points at such a table, so all others can be finished meanwhile.
    """
    of_words = [one for one in waiting if one.is_of_words]
    busy = {one.relation for one in of_words}
    others = [one for one in waiting if not one.is_of_words]
    later = [
        one for one in others if one.step == LAST or (one.relation in busy and one.step > INDEXES)
    ]
    with _Workers(jobs, advance) as workers:
        begun = workers.begin([one] for one in of_words)
        for tables in _by_steps(one for one in others if one not in later):
            workers.wait(workers.begin(tables))
        workers.wait(begun)
        for tables in _by_steps(later):
            workers.wait(workers.begin(tables))


def _by_steps(waiting: Iterable[_Waiting]) -> Iterator[list[_Group]]:
    """Of each step its tables, each with what is to be made of it in this order."""
    for _step, of_step in groupby(waiting, lambda one: one.step):
        yield [list(rows) for _table, rows in groupby(of_step, lambda one: one.relation)]


class _Workers:
    """Threads with a connection each."""

    def __init__(self, jobs: int, advance: Callable[[str], object]) -> None:
        self._pool = ThreadPoolExecutor(jobs)
        # All wait for it at the end, so it may have what more than two jobs leave over.
        self._helpers_of_words = max(jobs - 2, 0)
        self._advance = advance
        self._is_over = Event()
        # To break off what they are at.
        self._opened: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._is_over.set()
            self._pool.shutdown(wait=False, cancel_futures=True)
            for connected in self._opened:
                connected.cancel_safe()
        self._pool.shutdown()

    def begin(self, groups: Iterable[_Group]) -> list[Future[None]]:
        return [self._pool.submit(self._work, group) for group in groups]

    def wait(self, begun: Iterable[Future[None]]) -> None:
        """Raises what the first of them that failed did."""
        for one in as_completed(begun):
            one.result()

    def _work(self, group: _Group) -> None:
        connection.ensure_connection()
        self._opened.append(connection.connection)
        try:
            for one in group:
                if not self._is_over.is_set():
                    helpers = self._helpers_of_words if one.is_of_words else 0
                    _make(one, self._advance, helpers=helpers)
        except BaseException:
            self._is_over.set()
            raise
        finally:
            connection.close()
