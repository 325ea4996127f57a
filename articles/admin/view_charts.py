"""Charts of views, put into words: for the page of a site's views and for that of a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from articles.admin.csv_lines import csv_response
from articles.charts.bars import Bar, Line, draw_bars, spread
from articles.queries.view_figures import Amount, Point, Span, total

# Hours of the day that stand along the axis.
NAMED_HOURS = 6


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One bar, and its line in the table behind."""

    name: str
    # Along the axis, where there is room for it; `is_minor` gives way on a phone.
    word: str
    is_minor: bool
    amount: Amount
    bar: Bar


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the template shows."""

    key: str
    title: str
    description: str
    unit: str
    rows: tuple[ChartRow, ...]
    lines: tuple[Line, ...]
    whole: Amount
    compares: bool

    @property
    def change(self) -> str:
        return said_change(self.whole)


def chart_of(
    points: Sequence[Point], span: Span, zone: ZoneInfo, *, key: str, compares: bool = True
) -> Chart:
    """With times by the clocks of this zone; where nothing was read before, nothing is compared."""
    values = [point.amount.views for point in points]
    whole = total(points)
    compares = compares and whole.before > 0
    drawn = draw_bars(values, [point.amount.before for point in points] if compares else [])
    every = spread(len(points))
    rows = []
    named = 0
    for number, (point, bar) in enumerate(zip(points, drawn.bars, strict=True)):
        word = _word(point.moment, zone, is_due=(len(points) - 1 - number) % every == 0)
        named += bool(word)
        rows.append(
            ChartRow(
                name=_name(point.moment, zone),
                word=word,
                is_minor=named % 2 == 0,
                amount=point.amount,
                bar=bar,
            )
        )
    return Chart(
        key=key,
        title=_title(span, zone),
        description=_describe(rows, whole),
        unit=_("Views an hour") if span.is_hourly else _("Views a day"),
        rows=tuple(rows),
        lines=drawn.lines,
        whole=whole,
        compares=compares,
    )


def said_change(amount: Amount) -> str:
    """“+12 %”, or nothing where there is nothing to compare with."""
    change = amount.change
    if change is None:
        return ""
    # Translators: a change in per cent, such as +12 % or −3 %.
    sign = "+" if change > 0 else "\u2212" if change < 0 else "\u00b1"
    return _("%(sign)s%(number)s %%") % {"sign": sign, "number": floatformat(abs(change), "0g")}


def times_response(points: Sequence[Point], zone: ZoneInfo, name: str) -> StreamingHttpResponse:
    """The table behind a chart."""
    columns = ("begins", "time_zone", "views", "views_before")
    return csv_response(f"{name}-times", columns, _time_cells(points, zone))


def _time_cells(points: Sequence[Point], zone: ZoneInfo) -> Iterator[list[Any]]:
    for point in points:
        moment = point.moment
        begins = moment.astimezone(zone) if isinstance(moment, datetime) else moment
        yield [begins.isoformat(), zone.key, point.amount.views, point.amount.before]


def _title(span: Span, zone: ZoneInfo) -> str:
    first, last = span.first, span.last
    if isinstance(first, datetime) and isinstance(last, datetime):
        shown = "SHORT_DATETIME_FORMAT"
        ends = last.astimezone(zone) + span.step
        begins, until = date_format(first.astimezone(zone), shown), date_format(ends, shown)
    else:
        begins, until = (date_format(day, "SHORT_DATE_FORMAT") for day in (first, last))
    return _("%(begin)s to %(end)s") % {"begin": begins, "end": until}


def _name(moment: date | datetime, zone: ZoneInfo) -> str:
    if isinstance(moment, datetime):
        return date_format(moment.astimezone(zone), "SHORT_DATETIME_FORMAT")
    return date_format(moment, "SHORT_DATE_FORMAT")


def _word(moment: date | datetime, zone: ZoneInfo, *, is_due: bool) -> str:
    # Translators: a day without its year, short, in Django's letters for dates: 29 Nov.
    day = pgettext("format of a short day", "j M")
    if not isinstance(moment, datetime):
        return date_format(moment, day) if is_due else ""
    local = moment.astimezone(zone)
    if local.hour % NAMED_HOURS:
        return ""
    return date_format(local, day if local.hour == 0 else "TIME_FORMAT")


def _describe(rows: Sequence[ChartRow], whole: Amount) -> str:
    """What somebody who does not see the chart has to know."""
    views = ngettext("%(views)s view.", "%(views)s views.", whole.views) % {
        "views": floatformat(whole.views, "0g")
    }
    if not whole.views:
        return views
    most = max(rows, key=lambda row: row.amount.views)
    peak = _("The most: %(views)s, %(time)s.") % {
        "views": floatformat(most.amount.views, "0g"),
        "time": most.name,
    }
    if not whole.before:
        return f"{views} {peak}"
    before = _("In the time before: %(views)s.") % {"views": floatformat(whole.before, "0g")}
    return f"{views} {peak} {before}"
