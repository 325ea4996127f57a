"""How PostgreSQL would answer what a function asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def nodes(read: Callable[[], Any]) -> list[dict[str, Any]]:
    """Every node in the plans of the queries that the function makes."""
    texts: list[str] = []

    def remember(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        texts.append(sql)
        return execute(sql, params, many, context)

    with CaptureQueriesContext(connection) as captured, connection.execute_wrapper(remember):
        read()
    assert texts
    found: list[dict[str, Any]] = []
    for query, text in zip(captured.captured_queries, texts, strict=True):
        # A prepared read is planned for whatever values come, and is not written out with them.
        is_prepared = "$1" in text
        options = "FORMAT JSON, GENERIC_PLAN" if is_prepared else "FORMAT JSON"
        sql = text if is_prepared else query["sql"].replace("%", "%%")
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN ({options}) {sql}")
            (plan,) = cursor.fetchone()
        plan = json.loads(plan) if isinstance(plan, str) else plan
        found += below(plan[0]["Plan"])
    return found


def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The node, and all that it is made from."""
    yield node
    for part in node.get("Plans", []):
        yield from below(part)
