"""Views of one story over time, and of each of its publications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.base import staff
from articles.admin.csv_lines import csv_response
from articles.admin.story_pages import find_story, show
from articles.admin.view_charts import Chart, chart_of, said_change, times_response
from articles.enums import Verb
from articles.forms.view_span import SpanForm
from articles.models import Publication, Story, User
from articles.permissions import sites_where
from articles.queries.view_figures import (
    Amount,
    days_from,
    points_of_publications,
    publications_of,
)
from articles.text.languages import language_tag, native_name

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

SHORT_DAYS = 28


@dataclass(frozen=True, slots=True)
class PublicationViews:
    publication: Publication
    amount: Amount

    @property
    def language_name(self) -> str:
        return native_name(self.publication.language_code)

    @property
    def language_tag(self) -> str:
        return language_tag(self.publication.language_code)

    @property
    def change(self) -> str:
        return said_change(self.amount)


def story_views_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponseBase:
    """Of the sites where the person works; or a table of it as CSV (`csv=times` or `places`)."""
    story = find_story(admin, request, story_id)
    form = SpanForm(request.GET, time_zone=story.origin.time_zone, now=timezone.now())
    if not form.is_valid():
        return show(admin, request, story, "views", title=_("Views"), form=form)
    publications = list(publications_of(story, sites_where(staff(request), Verb.VIEW)))
    span = form.span()
    points, each = points_of_publications([one.pk for one in publications], span)
    places = [PublicationViews(one, each[one.pk]) for one in publications]
    asked = request.GET.get("csv", "")
    if asked == "times":
        return times_response(points, form.zone, f"story-{story.pk}")
    if asked == "places":
        return _places(story, places)
    return show(
        admin,
        request,
        story,
        "views",
        title=_("Views"),
        form=form,
        chart=chart_of(points, span, form.zone, key="views"),
        places=places,
    )


def short_chart(story: Story, user: User) -> Chart | None:
    """The last four weeks, for the page of a story; None while readers have not seen it.

    One query, as the story has its publications with it.
    """
    sites = sites_where(user, Verb.VIEW)
    now = timezone.now()
    publications = [
        one.pk
        for one in story.publications.all()
        if one.publish_at <= now and (sites is None or one.site_id in sites)
    ]
    if not publications:
        return None
    zone = ZoneInfo(story.origin.time_zone)
    today = now.astimezone(zone).date()
    span = days_from(today - timedelta(days=SHORT_DAYS - 1), today)
    points, _each = points_of_publications(publications, span)
    return chart_of(points, span, zone, key="short-views", compares=False)


def _places(story: Story, places: Sequence[PublicationViews]) -> HttpResponseBase:
    columns = ("site", "language", "views", "views_before", "views_in_all")
    rows = (
        [
            one.publication.site.key,
            one.publication.language_code,
            one.amount.views,
            one.amount.before,
            one.publication.all_views,
        ]
        for one in places
    )
    return csv_response(f"story-{story.pk}-places", columns, rows)
