"""How often something was read over time, beside the time before: for the desk's charts.

Everything comes from sums that the roll-up keeps: those of sections for a site, and those of its
publications for a story. Views that wait for the next roll-up are in none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from articles.models import (
    Publication,
    SectionViewDay,
    SectionViewHour,
    Story,
    ViewDay,
    ViewHour,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST = 20

Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Span:
    """So many hours or days, beginning with this one. `before` is as many, directly before."""

    first: Moment
    count: int

    @property
    def is_hourly(self) -> bool:
        return isinstance(self.first, datetime)

    @property
    def step(self) -> timedelta:
        return HOUR if self.is_hourly else DAY

    @property
    def column(self) -> str:
        return "hour" if self.is_hourly else "day"

    @property
    def last(self) -> Moment:
        return self.first + (self.count - 1) * self.step

    @property
    def before(self) -> Span:
        return Span(self.first - self.count * self.step, self.count)

    def moments(self) -> list[Moment]:
        return [self.first + number * self.step for number in range(self.count)]

    def clause(self) -> Q:
        return Q(**{f"{self.column}__gte": self.first, f"{self.column}__lte": self.last})


def last_hours(now: datetime, count: int) -> Span:
    """The hour that runs, and those before it."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return Span(hour - (count - 1) * HOUR, count)


def days_from(first: date, last: date) -> Span:
    return Span(first, (last - first).days + 1)


@dataclass(frozen=True, slots=True)
class Place:
    """What of a site is looked at; empty: all languages, all sections."""

    site_id: int
    language_code: str = ""
    section_ids: tuple[int, ...] = ()

    def clause(self) -> Q:
        asked = Q(site=self.site_id)
        if self.language_code:
            asked &= Q(language_code=self.language_code)
        if self.section_ids:
            asked &= Q(section__in=self.section_ids)
        return asked


@dataclass(frozen=True, slots=True)
class Amount:
    """Views in the time that is looked at, and in the time before."""

    views: int = 0
    before: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.views + other.views, self.before + other.before)

    @property
    def change(self) -> int | None:
        """In per cent of the time before; None where nothing was read then."""
        return round(100 * (self.views - self.before) / self.before) if self.before else None


@dataclass(frozen=True, slots=True)
class Point:
    moment: Moment
    amount: Amount


@dataclass(frozen=True, slots=True)
class ReadStory:
    """A story, with its title in its original language."""

    story_id: int
    title: str
    language_code: str
    views: int


def points_of_site(place: Place, span: Span) -> list[Point]:
    """Every hour or day of the span. One query."""
    return _points(_sections(span).filter(place.clause()), span)


def parts_of_site(place: Place, span: Span) -> dict[tuple[int, str], Amount]:
    """By section and language; a section may be gone by now. One query."""
    rows = (
        _sections(span)
        .filter(place.clause(), span.clause() | span.before.clause())
        .order_by()
        .values_list("section_id", "language_code")
        .annotate(
            now=Sum("views", filter=span.clause()), then=Sum("views", filter=span.before.clause())
        )
    )
    return {(section, code): Amount(now or 0, then or 0) for section, code, now, then in rows}


def points_of_publications(
    publication_ids: Sequence[int], span: Span
) -> tuple[list[Point], dict[int, Amount]]:
    """Of all together over time, and of each in all. One query."""
    model: Any = ViewHour if span.is_hourly else ViewDay
    rows = model.objects.filter(
        span.clause() | span.before.clause(), publication__in=publication_ids
    ).values_list("publication_id", span.column, "views")
    together: dict[Moment, int] = defaultdict(int)
    each: dict[int, Amount] = {pk: Amount() for pk in publication_ids}
    for pk, moment, views in rows:
        together[moment] += views
        each[pk] += Amount(views, 0) if moment >= span.first else Amount(0, views)
    return _both(together, span), each


def most_read_stories(place: Place, span: Span) -> list[ReadStory]:
    """Of the ten that each section read most on each day, those that come first. Two queries."""
    first, last = span.first, span.last
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in (first, last)]
    totals = _story_totals(place, span, days)
    titles = {
        row["pk"]: row
        for row in Story.objects.filter(pk__in=[story for story, _views in totals]).values(
            "pk", "original_language", "translations__language_code", "translations__title"
        )
        if row["translations__language_code"] == row["original_language"]
    }
    return [
        ReadStory(
            story_id,
            titles[story_id]["translations__title"],
            titles[story_id]["original_language"],
            views,
        )
        for story_id, views in totals
        if story_id in titles
    ]


# The inner sum stands by itself for each candidate, so that the planner looks its days up by index
# and does not read what all texts had on these days.
TOTALS = """
    SELECT story_id, sum(views)::bigint AS views
    FROM (
        SELECT DISTINCT unnest(publications) AS id FROM articles_topofday
        WHERE site_id = %(site)s AND day BETWEEN %(first_day)s AND %(last_day)s
        AND (%(language)s = '' OR language_code = %(language)s)
        AND (
            cardinality(%(sections)s::bigint[]) = 0 OR section_id = ANY(%(sections)s::bigint[])
        )
    ) AS candidate
    JOIN articles_publication AS publication USING (id)
    CROSS JOIN LATERAL (
        SELECT sum(views) AS views FROM {table}
        WHERE publication_id = candidate.id AND {column} BETWEEN %(first)s AND %(last)s
    ) AS read
    WHERE read.views > 0
    GROUP BY 1 ORDER BY 2 DESC, 1 DESC LIMIT %(most)s
"""


def _story_totals(place: Place, span: Span, days: Sequence[date]) -> list[tuple[int, int]]:
    table = "articles_viewhour" if span.is_hourly else "articles_viewday"
    # Days of a site may lie a day beside those of UTC.
    around = DAY if span.is_hourly else timedelta()
    with connection.cursor() as cursor:
        cursor.execute(
            TOTALS.format(table=table, column=span.column),
            {
                "site": place.site_id,
                "first_day": days[0] - around,
                "last_day": days[1] + around,
                "language": place.language_code,
                "sections": list(place.section_ids),
                "first": span.first,
                "last": span.last,
                "most": MOST,
            },
        )
        return [(int(story), int(views)) for story, views in cursor.fetchall()]


def publications_of(story: Story, sites: Iterable[int] | None) -> QuerySet[Publication]:
    """On the sites that somebody may look at (None: all), as they stand in a table."""
    rows = Publication.objects.filter(story=story).select_related("site", "view_total")
    rows = rows if sites is None else rows.filter(site__in=sites)
    return rows.order_by("site", "pk")


def total(points: Iterable[Point]) -> Amount:
    return sum((point.amount for point in points), Amount())


def _sections(span: Span) -> QuerySet[Any]:
    model: Any = SectionViewHour if span.is_hourly else SectionViewDay
    rows: QuerySet[Any] = model.objects.all()
    return rows


def _points(rows: QuerySet[Any], span: Span) -> list[Point]:
    sums = (
        rows.filter(span.clause() | span.before.clause())
        .order_by()
        .values_list(span.column)
        .annotate(total=Sum("views"))
    )
    return _both(dict(sums), span)


def _both(views: Mapping[Moment, int], span: Span) -> list[Point]:
    return [
        Point(now, Amount(views.get(now, 0), views.get(then, 0)))
        for now, then in zip(span.moments(), span.before.moments(), strict=True)
    ]
