"""The ledger's only writer, and the number that readers are shown.

A view counts again once VIEW_WINDOW_MINUTES have passed since the one that was counted last, to
the second and not by the clock: windows are slots of that length from midnight UTC, each holds
at most one view of a visitor, and a view also looks at the slot before its own. At midnight UTC
every visitor is a new one. Requests of one visitor that are under way together on either side of
a slot's end may both count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import RawCursor

from articles.models import Publication

# In the order in which a raw cursor is given them.
PARAMETERS = ("publications", "visitors", "at", "window", "earlier_at", "earlier_window")


@dataclass(frozen=True, slots=True)
class View:
    """That a visitor saw a publication."""

    publication_id: int
    visitor: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a view, and how many the publication has now."""

    counted: bool
    views: int


# Rows go in by the order of the key that may clash, so that batches of several writers wait for
# each other in one direction only. OFFSET 0 lets each look for its own earlier one by the key,
# where a plan made while the ledger is small would read it whole.
ADDED = """
    INSERT INTO articles_viewevent (publication_id, visitor, "window", at, rolled_up)
    SELECT publication_id, visitor, {window}, {at}, false
    FROM (
        SELECT DISTINCT publication_id, visitor
        FROM unnest({publications}::bigint[], {visitors}::bytea[]) AS view (publication_id, visitor)
    ) AS arrived JOIN ({live}) AS live (id) ON live.id = publication_id
    WHERE NOT EXISTS (
        SELECT FROM articles_viewevent AS earlier
        WHERE earlier.publication_id = arrived.publication_id
        AND earlier.visitor = arrived.visitor
        AND earlier."window" = {earlier_window} AND earlier.at > {earlier_at}
        OFFSET 0
    )
    ORDER BY publication_id, visitor
    ON CONFLICT DO NOTHING
    RETURNING publication_id, visitor
"""
# Makes sure of what an answer promises, even where the server is set up to acknowledge before it
# has written.
DURABLE = """
    CASE current_setting('synchronous_commit')
        WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END
"""

# One snapshot: a roll-up is in both numbers or in neither.
KNOWN = """(
        SELECT coalesce(sum(opening + counted), 0) FROM articles_viewtotal AS total
        WHERE total.publication_id = one.publication_id
    ) + (
        SELECT count(*) FROM articles_viewevent AS waiting
        WHERE waiting.publication_id = one.publication_id AND NOT waiting.rolled_up
    )"""
NUMBERS = f"SELECT publication_id, {KNOWN} FROM unnest({{place}}::bigint[]) AS one (publication_id)"  # noqa: S608


def record(views: Sequence[View], at: datetime) -> list[Outcome]:
    """Write views into the ledger with one statement; an outcome each, in their order.

    When this returns outside of a transaction, what was counted is on disk. Repeats and views of
    what is not live at that moment are not counted.
    """
    with connection.cursor() as cursor:
        cursor.execute(_with_numbers(), _parameters(views, at))
        rows = cursor.fetchall()
    # The snapshot of the statement is older than what it added.
    numbers = {row[0]: int(row[1]) + len(row[2]) for row in rows}
    added = {(row[0], bytes(visitor)) for row in rows for visitor in row[2]}
    return [
        Outcome(was_added, numbers[view.publication_id])
        for view, was_added in zip(views, _were(added, views), strict=True)
    ]


def add(cursor: RawCursor[Any], views: Sequence[View], at: datetime) -> list[bool]:
    """The same without the numbers, which cost more than the writing: whether each was counted."""
    cursor.execute(_without_numbers(), list(_parameters(views, at).values()))
    return _were({(row[0], row[1]) for row in cursor.fetchall()}, views)


def _parameters(views: Sequence[View], at: datetime) -> dict[str, Any]:
    """By the names in the statement. Arrays as text, which is quicker than what psycopg makes."""
    length = timedelta(minutes=settings.VIEW_WINDOW_MINUTES)
    window = window_of(at, length)
    visitors = ",".join([f'"\\\\x{view.visitor.hex()}"' for view in views])
    return {
        "publications": f"{{{','.join([str(view.publication_id) for view in views])}}}",
        "visitors": f"{{{visitors}}}",
        **{"at": at, "window": window},
        **{"earlier_at": at - length, "earlier_window": window - length},
    }


def _were(added: set[tuple[int, bytes]], views: Sequence[View]) -> list[bool]:
    answers = []
    for view in views:
        answers.append((view.publication_id, view.visitor) in added)
        # The same view twice in one batch is one view.
        added.discard((view.publication_id, view.visitor))
    return answers


@cache
def _with_numbers() -> str:
    """For Django's cursor, with named places."""
    names = {name: f"%({name})s" for name in PARAMETERS}
    return f"""
        WITH added AS ({_added(names)})
        SELECT publication_id, {KNOWN},
            ARRAY(SELECT visitor FROM added WHERE added.publication_id = one.publication_id),
            {DURABLE}
        FROM (
            SELECT DISTINCT publication_id
            FROM unnest({names["publications"]}::bigint[]) AS arrived (publication_id)
        ) AS one
    """  # noqa: S608


@cache
def _without_numbers() -> str:
    """For a raw cursor, with numbered places."""
    names = {name: f"${number}" for number, name in enumerate(PARAMETERS, 1)}
    return f"{_added(names)}, {DURABLE}"


def _added(names: dict[str, str]) -> str:
    """ADDED with the one definition of live in it.

    Compiled once: making it anew took a third of the time of a view.
    """
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    live, parameters = Publication.objects.live(moment).values("pk").query.sql_with_params()
    if set(parameters) != {moment}:
        raise TypeError("What is live depends on more than the moment: _parameters() must know it.")
    return ADDED.format(live=live % ((f"{names['at']}::timestamptz",) * len(parameters)), **names)


def number_of_views(publication_id: int) -> int:
    """What readers are shown: the total, and what waits for the next roll-up."""
    with connection.cursor() as cursor:
        return numbers_of(cursor, [publication_id])[publication_id]


def numbers_of(cursor: Any, publication_ids: Sequence[int]) -> dict[int, int]:
    """The same for several at once, in one query and one snapshot."""
    place = "$1" if isinstance(cursor, RawCursor) else "%s"
    listed = f"{{{','.join([str(one) for one in publication_ids])}}}"
    cursor.execute(NUMBERS.format(place=place), [listed])
    return {row[0]: int(row[1]) for row in cursor.fetchall()}


def window_of(at: datetime, length: timedelta) -> datetime:
    """The start of the slot, counted from midnight UTC, in which repeats are refused by a key."""
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (at - midnight) // length * length
