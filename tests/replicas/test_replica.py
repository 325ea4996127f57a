"""Connections to a replica: following it, and hanging up when it falls silent."""

import threading
import time
from contextlib import closing

import psycopg
import pytest
from django.db import connection

from articles.replicas import replica as following
from articles.replicas.base import DatabaseWrapper, hang_up, pick_up
from articles.replicas.lines import open_line
from articles.replicas.replica import Replica, SilentError, _ask
from tests.waiting import eventually

pytestmark = pytest.mark.django_db(transaction=True)


def stop_sleeping():
    """The server itself goes on with what it was asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE query LIKE 'SELECT pg_sleep(60), ''nobody waits for it%'"
        )


def test_who_waits_for_a_silent_server_is_sent_on():
    wrapper = DatabaseWrapper(connection.settings_dict, alias="replica9")
    line = wrapper.get_new_connection(connection.get_connection_params())
    told = []

    def wait():
        told.append("asked")
        try:
            line.execute("SELECT pg_sleep(60), 'nobody waits for it'")
        except psycopg.OperationalError as error:
            told.append(error)
        line.close()

    thread = threading.Thread(target=wait)
    thread.start()
    eventually(lambda: told)
    time.sleep(0.1)

    assert told == ["asked"]
    assert hang_up("replica9") == 1
    thread.join(10)

    stop_sleeping()
    assert not thread.is_alive()
    assert isinstance(told[1], psycopg.OperationalError)
    assert hang_up("replica9") == 0
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        wrapper.get_new_connection(connection.get_connection_params())
    pick_up("replica9")
    wrapper.get_new_connection(connection.get_connection_params()).close()


def test_a_primary_is_no_replica():
    with closing(open_line("default", "test")) as line:
        assert _ask(line, 5) is None


def test_a_server_that_does_not_answer_in_time_is_silent(monkeypatch):
    monkeypatch.setattr(following, "ASK", b"SELECT pg_sleep(60), 'nobody waits for it'")
    with closing(open_line("default", "test")) as line:
        begun = time.monotonic()
        with pytest.raises(SilentError):
            _ask(line, 0.1)
        assert time.monotonic() - begun < 10
    stop_sleeping()


def test_a_replica_is_followed_lost_and_found_again(monkeypatch):
    monkeypatch.setattr(following, "RETRY", 0.01)
    monkeypatch.setattr(following, "ASK", b"SELECT 7, 9")
    moved = []
    replica = Replica("default", "a:5432", lambda: moved.append(replica.replayed))
    assert replica.state == "away"

    replica.start()
    try:
        eventually(lambda: moved == [7])
        assert (replica.state, replica.received) == ("ready", 9)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = %s",
                [following.APPLICATION],
            )
        eventually(lambda: moved == [7, 7])
    finally:
        replica.stop()
