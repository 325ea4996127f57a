"""Django's PostgreSQL backend on a replica, whose open connections can be hung up from outside."""

from __future__ import annotations

import os
import socket
from collections import defaultdict
from contextlib import suppress
from threading import Lock
from typing import Any
from weakref import WeakSet

import psycopg
from django.db.backends.postgresql import base

_open: defaultdict[str, WeakSet[Any]] = defaultdict(WeakSet)
# Replicas that fell silent: whoever opened another line there would wait once more.
_silent: set[str] = set()
_lock = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Remembers what it opened, in whichever thread."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if self.alias in _silent:
            raise psycopg.OperationalError("the replica does not answer")
        connection = super().get_new_connection(conn_params)
        with _lock:
            _open[self.alias].add(connection)
        return connection


def hang_up(alias: str) -> int:
    """End the waiting of everybody who waits for a replica that fell silent; how many lines.

    A server that hangs, unlike one that is gone, leaves whoever asked it waiting for good. The
    threads that wait find their connection closed, and ask elsewhere.
    """
    _silent.add(alias)
    with _lock:
        connections = list(_open[alias])
        _open[alias].clear()
    for connection in connections:
        with (
            suppress(OSError, psycopg.Error),
            socket.socket(fileno=os.dup(connection.pgconn.socket)) as line,
        ):
            line.shutdown(socket.SHUT_RDWR)
    return len(connections)


def pick_up(alias: str) -> None:
    """It answers again."""
    _silent.discard(alias)
