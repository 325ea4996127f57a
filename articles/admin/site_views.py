"""Views of a site over time: of all of it, of an edition or of a section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.base import staff
from articles.admin.board import home_of, sites_to_read
from articles.admin.csv_lines import csv_response
from articles.admin.view_charts import chart_of, said_change, times_response
from articles.forms.sections import name_of
from articles.forms.view_span import SiteSpanForm
from articles.queries.view_figures import (
    Amount,
    most_read_stories,
    parts_of_site,
    points_of_site,
)
from articles.text.languages import direction, language_tag, native_name

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

Parts = dict[tuple[int, str], Amount]


@dataclass(frozen=True, slots=True)
class Part:
    """A section or a language in a table; `key` chooses it in the form."""

    key: str
    name: str
    tag: str
    amount: Amount

    @property
    def change(self) -> str:
        return said_change(self.amount)


def show_site_views(admin: StoryAdmin, request: HttpRequest) -> HttpResponseBase:
    """The page, or one of its tables as CSV (`csv=times`, `stories` or `parts`)."""
    user = staff(request)
    sites = sites_to_read(user)
    if not sites:
        raise PermissionDenied
    form = SiteSpanForm(request.GET, sites=sites, home=home_of(user, sites), now=timezone.now())
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Views"),
        "form": form,
        "site": form.chosen,
    }
    if form.is_valid():
        asked = request.GET.get("csv", "")
        if asked in EXPORTS:
            return EXPORTS[asked](form)
        context |= _figures(form)
    return TemplateResponse(request, "admin/articles/story/site_views.html", context)


def _figures(form: SiteSpanForm) -> dict[str, Any]:
    place, span = form.place(), form.span()
    parts = parts_of_site(place, span)
    chart = chart_of(points_of_site(place, span), span, form.zone, key="views")
    return {
        "chart": chart,
        "sections": _sections(form, parts),
        "languages": _languages(form, parts),
        "stories": [
            (number, story, language_tag(story.language_code), direction(story.language_code))
            for number, story in enumerate(most_read_stories(place, span), start=1)
        ],
    }


def _sections(form: SiteSpanForm, parts: Parts) -> list[Part]:
    """In the order of the menu; then what is no section any more."""
    amounts: dict[int, Amount] = defaultdict(Amount)
    for (section_id, _code), amount in parts.items():
        amounts[section_id] += amount
    shown = [
        Part(str(one.pk), "\u2003" * depth + name_of(one), "", amounts.pop(one.pk))
        for one, depth in form.tree
        if one.pk in amounts
    ]
    if amounts:
        gone = sum(amounts.values(), Amount())
        shown.append(Part("", _("Sections that are gone"), "", gone))
    return shown


def _languages(form: SiteSpanForm, parts: Parts) -> list[Part]:
    amounts: dict[str, Amount] = defaultdict(Amount)
    for (_section, code), amount in parts.items():
        amounts[code] += amount
    return [
        Part(code, native_name(code), language_tag(code), amounts[code])
        for code in _in_order(form, amounts)
    ]


def _in_order(form: SiteSpanForm, codes: Iterable[str]) -> list[str]:
    """As the site has its editions; one that it has no more comes last."""
    editions = [edition.language_code for edition in form.chosen.editions.all()]
    return sorted(codes, key=lambda code: (code not in editions, [*editions, code].index(code)))


def _times(form: SiteSpanForm) -> HttpResponseBase:
    points = points_of_site(form.place(), form.span())
    return times_response(points, form.zone, form.chosen.key)


def _stories(form: SiteSpanForm) -> HttpResponseBase:
    stories = most_read_stories(form.place(), form.span())
    rows = ([one.story_id, one.language_code, one.title, one.views] for one in stories)
    columns = ("story", "original_language", "title", "views")
    return csv_response(f"{form.chosen.key}-stories", columns, rows)


def _parts(form: SiteSpanForm) -> HttpResponseBase:
    columns = ("section", "language", "views", "views_before")
    return csv_response(f"{form.chosen.key}-parts", columns, _part_cells(form))


def _part_cells(form: SiteSpanForm) -> Iterator[list[Any]]:
    keys = {section.pk: section.key for section, _depth in form.tree}
    for (section_id, code), amount in sorted(parts_of_site(form.place(), form.span()).items()):
        yield [keys.get(section_id, f"#{section_id}"), code, amount.views, amount.before]


EXPORTS = {"times": _times, "stories": _stories, "parts": _parts}
