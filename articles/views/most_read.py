"""What is read most in an edition or a section, over an hour, a day and a week; and what rises."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Ranks
from articles.queries.most_read import LONG, most_read
from articles.queries.story_page import NamedLink
from articles.sites.addresses import most_read_path
from articles.sites.public import PublicEdition, PublicSection, PublicSite
from articles.views.feed_links import feed_links
from articles.views.head import PageHead, alternates, page_title
from articles.views.page import in_edition, render_page
from articles.views.structured_data import breadcrumb_list


@dataclass(frozen=True, slots=True)
class Choice:
    """Another list, by a link."""

    name: str
    path: str
    current: bool


@in_edition
def most_read_page(
    request: HttpRequest,
    site: PublicSite,
    edition: PublicEdition,
    *,
    kind: str = Ranks.DAY.value,
    slug: str = "",
) -> HttpResponse:
    """Always there: where nothing was read, it says so."""
    ranks = Ranks(kind)
    section = edition.section_with_slug(slug) if slug else None
    if slug and section is None:
        raise Http404
    title = _title(ranks)
    full_title = f"{title}: {section.name}" if section else title
    path = most_read_path(edition.language_code, kind, slug)
    languages = _paths(site, ranks, section)
    way = [NamedLink(section.name, section.path)] if section else []
    head = PageHead(
        title=page_title(full_title, edition),
        share_title=full_title,
        description=_("%(list)s: what readers of %(site)s choose.")
        % {"list": full_title, "site": edition.name},
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(path),
        feeds=feed_links(site, edition),
        alternates=alternates(site, languages),
        json_ld=(breadcrumb_list(site, edition, [*way, NamedLink(title, path)]),),
    )
    return render_page(
        request,
        "articles/most_read.html",
        site,
        edition,
        head,
        context={
            "title": full_title,
            "kind": ranks,
            "found": most_read(ranks, site, edition, timezone.now(), section=section, size=LONG),
            "kinds": _kinds(edition, ranks, slug),
            "sections": _sections(edition, ranks, section),
        },
        languages=languages,
    )


def _title(kind: Ranks) -> str:
    return {
        Ranks.HOUR: _("Most read in the last hour"),
        Ranks.DAY: _("Most read"),
        Ranks.WEEK: _("Most read in the last week"),
        Ranks.TRENDING: _("Trending"),
    }[kind]


def _kinds(edition: PublicEdition, shown: Ranks, slug: str) -> list[Choice]:
    names = {
        Ranks.HOUR: _("Last hour"),
        Ranks.DAY: _("Last day"),
        Ranks.WEEK: _("Last week"),
        Ranks.TRENDING: _("Trending"),
    }
    return [
        Choice(name, most_read_path(edition.language_code, kind.value, slug), kind == shown)
        for kind, name in names.items()
    ]


def _sections(edition: PublicEdition, kind: Ranks, shown: PublicSection | None) -> list[Choice]:
    return [
        Choice(_("All sections"), most_read_path(edition.language_code, kind.value), shown is None),
        *(
            Choice(
                each.name,
                most_read_path(edition.language_code, kind.value, each.slug),
                each == shown,
            )
            for each in edition.sections
        ),
    ]


def _paths(site: PublicSite, kind: Ranks, section: PublicSection | None) -> dict[str, str]:
    """The same list in each edition that has it, by language code."""
    if section is None:
        return {
            other.language_code: most_read_path(other.language_code, kind.value)
            for other in site.editions
        }
    return {
        other.language_code: most_read_path(other.language_code, kind.value, found.slug)
        for other in site.editions
        if (found := other.section(section.id)) is not None
    }
