"""Long lists of the desk: counted no further than a person pages, and gone on by cursor.

A list shows at most a thousand rows page by page. Where its rows come newest first, a link on the
last page goes on after the last row, by value and not by OFFSET, so that the thousandth page costs
what the first does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

from django.contrib.admin.views.main import ALL_VAR, PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import DateTimeField, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator

WINDOW: Final = 1_000
# Where in a list its rows go on, in the address.
OLDER: Final = "older"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(?:(\d{1,17})-)?(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Place:
    """After one row: its number, and its moment where the list is sorted by that first."""

    pk: int
    moment: datetime | None = None

    def __str__(self) -> str:
        if self.moment is None:
            return str(self.pk)
        return f"{(self.moment - _EPOCH) // _MICROSECOND}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for anything that `str()` of a place does not give."""
        found = _CURSOR.fullmatch(text)
        if found is None:
            return None
        try:
            moment = _EPOCH + int(found[1]) * _MICROSECOND if found[1] else None
        except OverflowError:
            return None
        return cls(int(found[2]), moment)

    def rows_after(self, field: str) -> Q:
        """With a condition on the moment alone, too, by which an index is entered."""
        if not field:
            return Q(pk__lt=self.pk)
        older = Q(**{f"{field}__lt": self.moment}) | Q(**{field: self.moment, "pk__lt": self.pk})
        return Q(older, **{f"{field}__lte": self.moment})


class WindowPaginator(_Paginator):
    """Counts a thousand rows at most; `has_more` says that there are others."""

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return self.in_any_order(rows).values("pk")[: WINDOW + 1].count()

    def in_any_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by()

    @cached_property
    def count(self) -> int:
        return min(self._counted, WINDOW)

    @property
    def has_more(self) -> bool:
        return self._counted > WINDOW


class OrderedPaginator(WindowPaginator):
    """Counts in the order of the list: for rows of which there are more among the first."""

    def in_any_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows


class WindowChangeList(ChangeList):
    """A list that comes newest first, by a moment and then by number, goes on after its last page.

    Sorted in another way by its reader, it ends with its window.
    """

    older: Place | None = None

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        # Not among the parameters, which searches and filters take along.
        if text := self.params.pop(OLDER, ""):
            self.filter_params.pop(OLDER, None)
            self.older = Place.parse(text)
        rows: QuerySet[Any] = super().get_queryset(request, *args, **kwargs)
        moment = self._moment(rows)
        if self.older is None or moment is None or bool(moment) is (self.older.moment is None):
            return rows
        return rows.filter(self.older.rows_after(moment))

    def get_query_string(self, new_params: Any = None, remove: Any = None) -> str:
        """Another page is one of the same window; another filter or order begins anew."""
        if self.older is not None and new_params and {PAGE_VAR, ALL_VAR} & new_params.keys():
            new_params = {OLDER: str(self.older)} | new_params
        return super().get_query_string(new_params, remove)

    @property
    def has_more(self) -> bool:
        """Whether there are more rows than are counted."""
        return bool(self.paginator.has_more)

    @property
    def newest_url(self) -> str:
        return self.get_query_string() if self.older is not None else ""

    @property
    def older_url(self) -> str:
        """On the last page, where there are more."""
        moment = self._moment(self.queryset)
        is_last = self.page_num == self.paginator.num_pages
        if moment is None or not (is_last and self.has_more):
            return ""
        last = list(self.result_list)[-1]
        place = Place(last.pk, getattr(last, moment) if moment else None)
        return self.get_query_string({OLDER: str(place)})

    def _moment(self, rows: QuerySet[Any]) -> str | None:
        """The moment by which the rows are newest first, "" for their number, None for neither."""
        order = rows.query.order_by
        # Django names what rows are sorted by once more for each place that says so.
        match order[: order.index("-pk") + 1] if "-pk" in order else ():
            case ("-pk",):
                return ""
            case (str(first), "-pk") if first.startswith("-"):
                field = first.removeprefix("-")
                known = {one.name: one for one in self.lookup_opts.concrete_fields}.get(field)
                is_moment = isinstance(known, DateTimeField) and not known.null
                return field if is_moment else None
        return None
