"""While an archive comes in, autovacuum leaves its tables alone, and nobody else waits."""

from __future__ import annotations

import time
from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction

from articles.exchange.bulk import undisturbed as module
from articles.exchange.bulk.tables import COLUMNS
from articles.exchange.bulk.undisturbed import undisturbed
from articles.models import Site

TABLES = {model._meta.db_table for model in COLUMNS}
# Nothing here takes so long, in seconds.
PATIENCE = 20

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    """Another session."""
    connected = connection.copy()
    yield connected
    connected.close()


def locked():
    """Tables that this transaction keeps from autovacuum."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation::regclass::text FROM pg_locks "
            "WHERE pid = pg_backend_pid() AND mode = 'ShareUpdateExclusiveLock' AND granted"
        )
        return {name for (name,) in cursor.fetchall()}


def test_autovacuum_has_to_wait_and_nobody_else(other):
    with undisturbed(), other.cursor() as cursor:
        assert locked() == TABLES
        cursor.execute("BEGIN")
        with pytest.raises(OperationalError, match="could not obtain lock"):
            # What autovacuum asks for.
            cursor.execute("LOCK TABLE articles_story IN SHARE UPDATE EXCLUSIVE MODE NOWAIT")
        cursor.execute("ROLLBACK")
        cursor.execute("BEGIN")
        # What writers, references and readers ask for.
        for mode in ("ROW EXCLUSIVE", "ROW SHARE", "ACCESS SHARE"):
            cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN {mode} MODE NOWAIT")
        cursor.execute("ROLLBACK")


def test_who_does_not_get_it_goes_on_without(other, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", "1ms")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE articles_byline IN SHARE UPDATE EXCLUSIVE MODE")

        with undisturbed():
            assert not locked()
            assert not Site.objects.filter(key="nobody").exists()

        cursor.execute("ROLLBACK")


def test_who_changes_a_table_gets_its_turn():
    with undisturbed() as give_way:
        give_way()
        assert locked() == TABLES
        migration = Thread(target=change)
        migration.start()
        until = time.monotonic() + PATIENCE
        while locked() and time.monotonic() < until:
            give_way()

        migration.join(PATIENCE)
        assert not migration.is_alive()
        assert not locked()


def change():
    """As a migration does, in a session of its own."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            cursor.execute("LOCK TABLE articles_story IN ACCESS EXCLUSIVE MODE")
    finally:
        connection.close()


def test_it_ends_with_an_error_of_whoever_writes():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), undisturbed():
        raise ZeroDivisionError

    assert not locked()
