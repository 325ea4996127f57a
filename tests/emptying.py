"""After a test that committed, the rows that it left are deleted (`-p tests.emptying`).

Django truncates every table instead, and makes the kinds of content and the permissions anew. Each
table then gets new files, and one more for each index, which the disk has to confirm: ten times
the work of the database, and half a second of waiting, after each test with a browser or threads.
"""

from __future__ import annotations

from django.db import connections, transaction
from django.test import TransactionTestCase

# What migrations leave in a new database. No test writes to them.
KEPT = {"auth_permission", "django_content_type"}


def pytest_configure() -> None:
    TransactionTestCase._fixture_teardown = _delete_rows  # type: ignore[method-assign]


def _delete_rows(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):
        connection = connections[alias]
        tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
        names = [connection.ops.quote_name(table) for table in sorted(tables)]
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            filled = " UNION ALL ".join(
                f"SELECT {number} WHERE EXISTS (SELECT FROM {name})"
                for number, name in enumerate(names)
            )
            cursor.execute(filled)
            found = [names[number] for (number,) in cursor.fetchall()]
            # In any order, and also what a trigger keeps from being deleted.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in found:
                cursor.execute(f"DELETE FROM {name}")
