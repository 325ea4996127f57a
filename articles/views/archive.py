"""Stories by the day on which they were published, in the site's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.queries.listings import newest
from articles.queries.periods import first_and_last, with_stories
from articles.queries.story_page import NamedLink
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSite
from articles.views.listings import render_list, requested_cursor
from articles.views.page import in_edition


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day; parts that are 0 are not given."""

    year: int
    month: int = 0
    day: int = 0

    def begin(self, site: PublicSite) -> datetime:
        """Its first moment at the site. Raises ValueError for a date that there is not."""
        return datetime(self.year, self.month or 1, self.day or 1, tzinfo=site.tzinfo)

    def end(self, site: PublicSite) -> datetime:
        """The first moment after it. Raises OverflowError after the last day that there is."""
        if self.day:
            after = self.begin(site).date() + timedelta(days=1)
            return datetime(after.year, after.month, after.day, tzinfo=site.tzinfo)
        if self.month:
            year, month = divmod(self.year * 12 + self.month, 12)
            return datetime(year, month + 1, 1, tzinfo=site.tzinfo)
        return datetime(self.year + 1, 1, 1, tzinfo=site.tzinfo)

    def within(self) -> list[Period]:
        """The months of a year, the days of a month, nothing of a day."""
        if self.day:
            return []
        if not self.month:
            return [Period(self.year, month) for month in range(1, 13)]
        last = (datetime(self.year, self.month, 28) + timedelta(days=4)).replace(day=1)  # noqa: DTZ001
        return [
            Period(self.year, self.month, day)
            for day in range(1, (last - timedelta(days=1)).day + 1)
        ]

    def around(self) -> list[Period]:
        """What it lies in, from the year down, and itself."""
        parts = [Period(self.year)]
        if self.month:
            parts.append(Period(self.year, self.month))
        if self.day:
            parts.append(self)
        return parts

    def name(self, site: PublicSite) -> str:
        """As in a sentence of the language that is active."""
        begin = self.begin(site)
        if self.day:
            return date_format(begin, "DATE_FORMAT")
        if self.month:
            return date_format(begin, "YEAR_MONTH_FORMAT")
        # Translators: how Django writes a year alone, as in a list of years.
        return date_format(begin, pgettext("date format", "Y"))

    def heading(self, site: PublicSite) -> str:
        """The name on its own: Vietnamese months and years begin with a word."""
        return capfirst(self.name(site))

    def short_name(self, site: PublicSite) -> str:
        """As a link in the period around it."""
        return str(self.day) if self.day else self.heading(site)

    def path(self, language_code: str) -> str:
        return addresses.archive_path(language_code, self.year, self.month, self.day)


@in_edition
def archive(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    """All stories, and the years that have any."""
    at = timezone.now()
    ends = first_and_last(site, edition, at)
    years = []
    if ends is not None:
        first, last = (moment.astimezone(site.tzinfo).year for moment in ends)
        years = _with_stories(
            [Period(year) for year in range(last, first - 1, -1)], site, edition, at
        )
    title = _("Archive")
    return render_list(
        request,
        "articles/archive.html",
        site,
        edition,
        newest(site, edition, at, after=requested_cursor(request)),
        title=title,
        description=_("All stories of %(site)s by date.") % {"site": edition.name},
        path=edition.archive_path,
        way=[NamedLink(title, edition.archive_path)],
        languages={other.language_code: other.archive_path for other in site.editions},
        context={"title": title, "periods": years, "breadcrumbs": [], "show_section": True},
    )


@in_edition
def period(
    request: HttpRequest,
    site: PublicSite,
    edition: PublicEdition,
    *,
    year: str,
    month: str = "",
    day: str = "",
) -> HttpResponse:
    """A year, a month or a day; one without a story has no page."""
    shown = Period(int(year), int(month or 0), int(day or 0))
    try:
        begin, end = shown.begin(site), shown.end(site)
    except (ValueError, OverflowError):
        raise Http404 from None
    at, cursor = timezone.now(), requested_cursor(request)
    stories = newest(site, edition, at, after=cursor, begin=begin, end=end)
    if not stories.cards and cursor is None:
        raise Http404
    way = [
        NamedLink(_("Archive"), edition.archive_path),
        *(
            NamedLink(each.heading(site), each.path(edition.language_code))
            for each in shown.around()
        ),
    ]
    return render_list(
        request,
        "articles/archive.html",
        site,
        edition,
        stories,
        title=_("Stories of %(date)s") % {"date": shown.name(site)},
        description=_("What %(site)s published: %(date)s.")
        % {"site": edition.name, "date": shown.name(site)},
        path=shown.path(edition.language_code),
        way=way,
        context={
            "title": shown.heading(site),
            "periods": _with_stories(shown.within(), site, edition, at),
            "breadcrumbs": way[:-1],
            "show_section": True,
        },
    )


def site_periods(site: PublicSite, edition: PublicEdition, at: datetime) -> list[NamedLink]:
    """Every month that has stories, the newest first. Two queries."""
    ends = first_and_last(site, edition, at)
    if ends is None:
        return []
    first, last = (moment.astimezone(site.tzinfo) for moment in ends)
    months = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    return _with_stories(
        [Period(number // 12, number % 12 + 1) for number in months], site, edition, at
    )


def _with_stories(
    periods: list[Period], site: PublicSite, edition: PublicEdition, at: datetime
) -> list[NamedLink]:
    """Links to those periods that have stories. One query, or none."""
    if not periods:
        return []
    spans = [(each.begin(site), each.end(site)) for each in periods]
    found = with_stories(site, edition, at, spans)
    return [
        NamedLink(each.short_name(site), each.path(edition.language_code))
        for each, has_stories in zip(periods, found, strict=True)
        if has_stories
    ]
