"""Connections of our own threads, beside those that Django keeps for requests."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connections


def open_line(alias: str, application: str) -> psycopg.Connection[Any]:
    """A connection as Django would make it, in autocommit mode, under a name of its own."""
    parameters = connections[alias].get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(name, None)
    return psycopg.connect(
        **{**parameters, "application_name": application}, autocommit=True, prepare_threshold=None
    )
