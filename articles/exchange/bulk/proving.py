"""Foreign keys of a large batch, asked once a table and not once a row.

PostgreSQL asks for each parent of each row by a query of its own: eighty for a story, a third of
what it does for one that comes to others. `session_replication_role` leaves these out for a
statement, where the account may set it; then the same is asked for all rows of the batch at once,
and parents are locked as each query would have locked them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

from django.db import IntegrityError, connection, models

from articles.exchange.bulk.copying import copy_rows
from articles.models import (
    AuthorListing,
    Byline,
    ImportedPage,
    Revision,
    SearchEntry,
    SectionListing,
    Story,
    StoryEntry,
    StoryTranslation,
    StoryViewTotal,
    TagListing,
    ViewTotal,
)

# Of so many stories a batch is worth a dozen queries more.
LARGE = 250
# By what a row is known to be of the batch: it is indexed.
OF_STORIES: Final[Mapping[type[models.Model], str]] = {
    Story: "id",
    ImportedPage: "story_id",
    Byline: "story_id",
    Story.tags.through: "story_id",
    Revision: "story_id",
    StoryTranslation: "master_id",
    StoryEntry: "story_id",
    StoryViewTotal: "story_id",
}
OF_PUBLICATIONS: Final[Mapping[type[models.Model], str]] = {
    SectionListing: "publication_id",
    TagListing: "publication_id",
    AuthorListing: "publication_id",
    SearchEntry: "publication_id",
    ViewTotal: "publication_id",
}
_MODELS: Final = {model._meta.db_table: model for model in [*OF_STORIES, *OF_PUBLICATIONS]}
# Tables at which nothing is left out but foreign keys, and what is announced, which is made up for:
# no other trigger of an INSERT, and no unique key that waits for the end of the transaction.
_KEYS = """
SELECT conrelid::regclass::text, conname, confrelid::regclass::text,
    ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS part (number, place)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = number ORDER BY place),
    ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS part (number, place)
        JOIN pg_attribute ON attrelid = confrelid AND attnum = number ORDER BY place)
FROM pg_constraint AS foreign_key
WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
    AND has_parameter_privilege('session_replication_role', 'SET')
    AND current_setting('session_replication_role') = 'origin'
    AND NOT EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = conrelid AND NOT tgisinternal
            AND tgtype & 4 <> 0 AND tgenabled IN ('O', 'R')
            AND tgname NOT LIKE '%%\\_insert\\_is\\_announced')
    AND NOT EXISTS (
        SELECT FROM pg_constraint AS other WHERE other.conrelid = foreign_key.conrelid
            AND other.contype IN ('p', 'u', 'x') AND other.condeferrable)
    -- It would match rows of which only some columns are given.
    AND NOT EXISTS (
        SELECT FROM pg_constraint AS other WHERE other.conrelid = foreign_key.conrelid
            AND other.contype = 'f' AND other.confmatchtype <> 's')
ORDER BY 1, 2
"""


class _Key(NamedTuple):
    table: str
    name: str
    parent: str
    columns: Sequence[str]
    parent_columns: Sequence[str]


_Keys: TypeAlias = Mapping[str, Sequence[_Key]]


class Proofs:
    """What is to be proved of one batch, within its transaction."""

    def __init__(self, keys: _Keys) -> None:
        # By table; a table that is not here is checked row by row.
        self._keys = keys
        self._written: dict[str, int] = {}

    @classmethod
    def for_batch(cls, stories: int) -> Proofs:
        """None for a small batch, and where the account may not leave anything out."""
        if stories < LARGE:
            return cls({})
        with connection.cursor() as cursor:
            cursor.execute(_KEYS, [[*_MODELS]])
            keys = [_Key(*row) for row in cursor.fetchall()]
        return cls({table: [*some] for table, some in groupby(keys, itemgetter(0))})

    def copy_rows(
        self, model: type[models.Model], columns: Sequence[str], rows: Iterable[bytes]
    ) -> None:
        """As `copying.copy_rows`; call `prove` when all is written."""
        table = model._meta.db_table
        if table not in self._keys:
            copy_rows(model, columns, rows)
            return
        with connection.cursor() as cursor:
            # Where COPY fails, its transaction is rolled back, and this with it.
            cursor.execute("SET LOCAL session_replication_role = replica")
            self._written[table] = copy_rows(model, columns, rows)
            cursor.execute("SET LOCAL session_replication_role = origin")

    def prove(self, stories: Sequence[int], publications: Sequence[int]) -> None:
        """Raise IntegrityError for a row without its parent, or that is of none of these."""
        if not self._written:
            return
        with connection.cursor() as cursor:
            for table, written in self._written.items():
                model = _MODELS[table]
                if model in OF_STORIES:
                    column, numbers = OF_STORIES[model], stories
                else:
                    column, numbers = OF_PUBLICATIONS[model], publications
                keys = self._keys[table]
                among = {"first": min(numbers), "last": max(numbers), "story": stories[0]}
                cursor.execute(_question(table, column, keys), among)
                found, *missing = cursor.fetchone()
                if found != written:
                    raise IntegrityError(f'{written - found} rows of "{table}" are not its own')
                _refuse(keys, missing)
            # A batch of this size has always named more than a notification holds.
            if self._written.keys() & {model._meta.db_table for model in OF_PUBLICATIONS}:
                cursor.execute("SELECT articles_announce(ARRAY['*'])")


def _question(table: str, column: str, keys: Sequence[_Key]) -> str:
    """How many rows there are of this batch, and of each key how many parents are not there.

    Rows of others may have numbers in between. Each parent is counted once, as it is found by a
    unique key; where fewer are found than asked for, one is missing. They are counted and not
    compared, because the planner does not know how many rows a batch has.
    """
    quote = connection.ops.quote_name
    needed = sorted({quote(name) for key in keys for name in key.columns})
    # Names come from the catalogue.
    parts = [
        f"batch AS MATERIALIZED (SELECT {', '.join(needed)} FROM ONLY {table}"  # noqa: S608
        f" WHERE {quote(column)} BETWEEN %(first)s AND %(last)s"
        # All of a batch are written by one transaction, or one savepoint of it.
        " AND xmin = (SELECT xmin FROM articles_story WHERE id = %(story)s))"
    ]
    counts = ["(SELECT count(*) FROM batch)"]
    for number, key in enumerate(keys):
        asked, held = f"asked{number}", f"held{number}"
        columns = [quote(name) for name in key.columns]
        given = " AND ".join(f"{name} IS NOT NULL" for name in columns)
        same = " AND ".join(
            f"parent.{quote(name)} = {asked}.{of}"
            for name, of in zip(key.parent_columns, columns, strict=True)
        )
        parts += [
            f"{asked} AS MATERIALIZED"  # noqa: S608
            f" (SELECT DISTINCT {', '.join(columns)} FROM batch WHERE {given})",
            f"{held} AS MATERIALIZED"
            f" (SELECT FROM {asked} JOIN ONLY {key.parent} AS parent ON {same}"
            " FOR KEY SHARE OF parent)",
        ]
        counts.append(f"(SELECT count(*) FROM {asked}) - (SELECT count(*) FROM {held})")  # noqa: S608
    return f"WITH {', '.join(parts)} SELECT {', '.join(counts)}"


def _refuse(keys: Sequence[_Key], missing: Sequence[Any]) -> None:
    for key, count in zip(keys, missing, strict=True):
        if count:
            raise IntegrityError(
                f'{count} parents in "{key.parent}" are missing: '
                f'"{key.table}" violates foreign key constraint "{key.name}"'
            )
