"""Reads whose SQL is made once in a process, and planned once for a connection.

Building a query of twenty joins and subqueries, turning it into SQL and planning it costs ten
times what running it does. A function decorated with `@prepared` is called with placeholders in
the place of its arguments, once for each shape of them; what it returns is kept as SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary, WeakSet

from django.db import InterfaceError, NotSupportedError, OperationalError, connections, router
from django.db.models import BooleanField, Func, JSONField, QuerySet, Subquery, Value
from django.db.models.expressions import Expression
from psycopg import Connection, RawCursor, adapters, sql
from psycopg.abc import Loader
from psycopg.pq import Format
from psycopg.types.string import TextLoader

from articles.models import Publication

Row = dict[str, Any]
_PLACE = re.compile(r"%[s%]")


class Parameter(Expression):
    """Stands in the query for an argument, by its place among them."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any]]:
        return "%s", (self,)


class IsAmong(Func):
    """For `filter()`: whether the column is in the list that an argument brings."""

    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = BooleanField()


class JSONRow(Func):
    """Values as a JSON list, in their order; several rows within one are an `ArraySubquery`.

    Written as text: an object that PostgreSQL could look into takes it twice as long to make.
    """

    function = "json_build_array"
    output_field = JSONField()


class JSONList(Subquery):
    """The rows of a subquery of JSON values as one list: read at once, not row by row."""

    template = "to_json(ARRAY(%(subquery)s))"
    output_field = JSONField()


class Converter(NamedTuple):
    """How Django reads a column, beyond what the driver does."""

    column: str
    steps: tuple[Callable[[Any, Any, Any], Any], ...]
    expression: Any


@dataclass(frozen=True, slots=True)
class Statement:
    """A query of a certain shape."""

    sql: str
    # For each of `$1`, `$2`, … which argument it is.
    places: tuple[int, ...]
    columns: tuple[str, ...]
    converters: tuple[Converter, ...]

    def read(self, alias: str, values: tuple[Any, ...]) -> list[Row]:
        found = self._found(connections[alias], [values[place] for place in self.places])
        if not self.converters:
            return [dict(zip(self.columns, row, strict=True)) for row in found]
        return [self._row(row, connections[alias]) for row in found]

    def _found(self, connection: Any, values: list[Any]) -> list[tuple[Any, ...]]:
        """Asked once more, on a new connection, if the one that was kept turns out to be gone.

        Django would ask a question in advance, in every request: a third of what a page asks.
        """
        may_be_gone = connection.health_check_enabled and not connection.health_check_done
        connection.ensure_connection()
        try:
            found = self._run(connection, values)
        except (OperationalError, InterfaceError):
            if not may_be_gone or connection.in_atomic_block or connection.is_usable():
                raise
            found = self._run_anew(connection, values)
        except NotSupportedError:
            # A migration gave a column another type, and the plan that was kept is of no use.
            if connection.in_atomic_block:
                raise
            found = self._run_anew(connection, values)
        connection.health_check_done = True
        return found

    def _run_anew(self, connection: Any, values: list[Any]) -> list[tuple[Any, ...]]:
        connection.close()
        connection.ensure_connection()
        return self._run(connection, values)

    def _run(self, connection: Any, values: list[Any]) -> list[tuple[Any, ...]]:
        with connection.wrap_database_errors:
            _plan_once(connection)
            cursor = connection._prepare_cursor(_cursor(connection))
            cursor.execute(self.sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        if len(found) > _FEW:
            del _cursors[connection]
        return found

    def _row(self, row: tuple[Any, ...], connection: Any) -> Row:
        named = dict(zip(self.columns, row, strict=True))
        for column, steps, expression in self.converters:
            for step in steps:
                named[column] = step(named[column], expression, connection)
        return named


# psycopg's own, written in C, where Django's is in Python. All times are in UTC in both.
_TIMESTAMPTZ = adapters.types["timestamptz"].oid
_TimeLoader = cast("type[Loader]", adapters.get_loader(_TIMESTAMPTZ, Format.TEXT))

# One of each connection, as making one and telling it how times are read takes as long as asking.
# It holds its last answer until the next: of more rows than these, none is held.
_FEW = 200
_cursors: WeakKeyDictionary[Any, RawCursor[Any]] = WeakKeyDictionary()


def _cursor(wrapper: Any) -> RawCursor[Any]:
    """Django's own cursors put values into the text, where nothing can be planned ahead."""
    cursor = _cursors.get(wrapper)
    if cursor is None or cursor.connection is not wrapper.connection:
        cursor = _cursors[wrapper] = RawCursor(wrapper.connection)
        cursor.adapters.register_loader(_TIMESTAMPTZ, _TimeLoader)
        # `JSONField` takes it apart.
        cursor.adapters.register_loader("json", TextLoader)
    return cursor


# The connections that plan a statement once, whatever its values.
_planning_once: WeakSet[Connection[Any]] = WeakSet()


_ONCE = "SET plan_cache_mode = force_generic_plan; SET jit = off"


def _plan_once(wrapper: Any) -> None:
    """PostgreSQL would plan some reads anew each time, as it thinks that other plans would be a
    little cheaper: a millisecond of planning for the fiftieth page of a list, which takes a
    fifth of one. `tests/queries/test_plans.py` holds the plans that are kept.

    Where it can compile plans to machine code, it would do so for searches of a large archive, each
    time: one plan for all values reckons with more rows than there are, and ends early.
    """
    connection: Connection[Any] = wrapper.connection
    # What is set in a transaction goes with it, if it is rolled back.
    if connection in _planning_once or wrapper.in_atomic_block:
        return
    _planning_once.add(connection)
    if connection.prepare_threshold is not None:
        RawCursor(connection).execute(_ONCE, prepare=False)


def prepared(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Row]]:
    """Read the rows of the `.values()` query that `build` makes of its arguments. One query.

    Positional arguments reach it as placeholders, but None as None. What the SQL itself depends on
    (how many rows, which list) is given by keyword, and stays what it is.
    """

    @wraps(build)
    def read(*values: Any, **shape: Any) -> list[Row]:
        alias = router.db_for_read(Publication)
        given = tuple([value is not None for value in values])
        statement = _statement(build, alias, given, tuple(shape.items()))
        return statement.read(alias, tuple([_sent(value) for value in values]))

    return read


def _sent(value: Any) -> Any:
    """Of a list of ids what PostgreSQL reads as one: the driver would look at each of them."""
    if isinstance(value, list) and (not value or isinstance(value[0], int)):
        return f"{{{','.join(map(str, value))}}}"
    return value


@lru_cache(maxsize=512)
def _statement(
    build: Callable[..., QuerySet[Any, Any]],
    alias: str,
    given: tuple[bool, ...],
    shape: tuple[tuple[str, Any], ...],
) -> Statement:
    places = (Parameter(place) if there else None for place, there in enumerate(given))
    rows = build(*places, **dict(shape))
    query = rows.query
    compiler, text, order = _written(query, alias)
    selected = [entry[0] for entry in compiler.select[: compiler.col_count]]
    columns = columns_of(rows)
    return Statement(
        sql=text,
        places=order,
        columns=columns,
        converters=tuple(
            Converter(columns[column], tuple(steps), expression)
            for column, (steps, expression) in compiler.get_converters(selected).items()
            # A constant is what it is.
            if not isinstance(expression, Value)
        ),
    )


def sql_of(rows: QuerySet[Any, Any], alias: str) -> str:
    """For a statement written by hand: the SQL, with `$1` for the `Parameter` of place 0."""
    _compiler, text, order = _written(rows.query, alias)
    assert order == tuple(range(len(order)))
    return text


def _written(query: Any, alias: str) -> tuple[Any, str, tuple[int, ...]]:
    """The compiler, the SQL with `$1`, `$2`, … and which argument each of these is."""
    connections[alias].ensure_connection()
    compiler: Any = query.get_compiler(using=alias)
    text, parameters = compiler.as_sql()
    numbers: dict[int, int] = {}
    remaining = iter(parameters)

    def written(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        value = next(remaining)
        if isinstance(value, Parameter):
            return f"${numbers.setdefault(value.place, len(numbers) + 1)}"
        # A constant of the query: with its value in the text, the planner can reckon with it.
        return sql.Literal(value).as_string(compiler.connection.connection)

    return compiler, _PLACE.sub(written, text), tuple(numbers)


def columns_of(rows: QuerySet[Any, Any]) -> tuple[str, ...]:
    """The names of the columns, in the order of `.values()`."""
    query: Any = rows.query
    if query.selected:
        return tuple(query.selected)
    return (*query.extra_select, *query.values_select, *query.annotation_select)
