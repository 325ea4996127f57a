"""What is left to the database once all is written into one that has stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager

from django.db import connection

from articles.exchange.bulk.tables import COLUMNS
from articles.search.indexing import TAKE_UP_WORDS, patient_index


@contextmanager
def settled(jobs: int) -> Iterator[None]:
    """Words are taken up in heaps; at the end what waits of them, and the planner is told.

    It is to know what came, before anything is looked up by the verbs. So many jobs at a time, each
    by a connection of its own. Where the writing broke off, only words are taken up.
    """
    statements = [*TAKE_UP_WORDS]
    with patient_index(lambda: side_by_side(statements, jobs)):
        yield
        statements += [f"ANALYZE {model._meta.db_table}" for model in COLUMNS]


def side_by_side(statements: Iterable[str], jobs: int) -> None:
    """Execute them; where one fails, those that are not begun are dropped. In no transaction."""
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for one in as_completed([pool.submit(_execute, one) for one in statements]):
                one.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _execute(statement: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
