"""What an edition had wrong, newest first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.queries.corrections import newest_corrections
from articles.queries.story_page import NamedLink
from articles.sites.public import PublicEdition, PublicSite
from articles.views.feed_links import feed_links
from articles.views.head import PageHead, alternates, page_title
from articles.views.listings import requested_cursor
from articles.views.page import in_edition, render_page
from articles.views.structured_data import breadcrumb_list


@in_edition
def corrections(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    """Always there: an edition without corrections says so."""
    cursor = requested_cursor(request)
    found = newest_corrections(site, edition, timezone.now(), after=cursor)
    if cursor and not found.corrections:
        raise Http404
    path = edition.corrections_path
    title = _("Corrections")
    older = f"{path}?before={found.older}" if found.older else ""
    languages = {other.language_code: other.corrections_path for other in site.editions}
    head = PageHead(
        title=page_title(title, edition),
        share_title=title,
        description=_("What %(site)s had wrong, and what is right.") % {"site": edition.name},
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(f"{path}?before={cursor}" if cursor else path),
        feeds=feed_links(site, edition),
        alternates=() if cursor else alternates(site, languages),
        next=site.absolute(older) if older else "",
        json_ld=(breadcrumb_list(site, edition, [NamedLink(title, path)]),),
    )
    return render_page(
        request,
        "articles/corrections.html",
        site,
        edition,
        head,
        context={
            "title": title,
            "found": found,
            "older": older,
            "newest": path if cursor else "",
        },
        languages=languages,
    )
