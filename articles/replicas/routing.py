"""Where reads of public data go: `DATABASE_ROUTERS` for a request or a read that chose a server.

Nothing is sent to a replica unless somebody said so: what the desk, programs and commands read
comes from the primary, and so does everything that is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from articles.replicas.choosing import Replicas

T = TypeVar("T")

_chosen: ContextVar[str | None] = ContextVar("chosen", default=None)


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Let the ORM read from there, in this thread and meanwhile."""
    token = _chosen.set(alias)
    try:
        yield
    finally:
        _chosen.reset(token)


class ReplicaRouter:
    """Reads go where `reading_from` says, writes to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return _chosen.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        """One database, whoever of its servers told us."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class _Process:
    """The replicas of this process, once it serves readers; commands have none."""

    replicas: Replicas | None = None


def use(replicas: Replicas | None) -> None:
    """From now on public reads of this process may go there."""
    _Process.replicas = replicas


def may_read_replica() -> bool:
    """Whether readers can be answered without the primary at this moment."""
    return _Process.replicas is not None and _Process.replicas.is_any_ready()


def read_publicly(read: Callable[[], T]) -> T:
    """Do a read that many readers share, on whatever server this request uses, or on one that may
    answer now; once more on the primary where that fails.
    """
    replicas = _Process.replicas
    if replicas is None or _chosen.get() is not None:
        return read()
    alias = replicas.choose()
    if alias is not None:
        try:
            with reading_from(alias):
                return read()
        except (OperationalError, InterfaceError):
            connections[alias].close()
            replicas.failed(alias)
    with reading_from(DEFAULT_DB_ALIAS):
        return read()
