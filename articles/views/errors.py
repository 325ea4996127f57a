"""Pages that are not there, and addresses that moved."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from articles.enums import RetractionPolicy
from articles.models import Redirect
from articles.queries.story_page import StoryPage
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.resolver import best_edition
from articles.text.languages import normal_code
from articles.views.head import PageHead, page_title
from articles.views.page import render_page

FEED = re.compile(
    r"(?P<language>/[^/]+/)feeds/(?:section/|(?P<tag>tag/))(?P<slug>[^/]+)/(?P<form>[^/]+)"
)


def not_found(request: HttpRequest, site: PublicSite | None) -> HttpResponse:
    """The 404 page, in the language of the address or else of the reader."""
    if site is None:
        return HttpResponse(render_to_string("404.html"), status=404)
    named = named_edition(request, site)
    edition = named or best_edition(site, request.headers.get("Accept-Language", ""))
    with translation.override(edition.language_code):
        title = _("Page not found")
    template = "articles/not_found.html"
    response = message(request, site, edition, template, status=404, title=title)
    if named is None:
        patch_vary_headers(response, ["Accept-Language"])
    return response


def gone(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    """The 410 page of a story that was taken down."""
    title = _("This story was taken down")
    return message(request, site, edition, "articles/gone.html", status=410, title=title)


def retracted(
    request: HttpRequest, site: PublicSite, edition: PublicEdition, shown: StoryPage
) -> HttpResponse:
    """The notice at the address of a retracted story: 410, or 200 with the headline."""
    kept = site.retraction == RetractionPolicy.TOMBSTONE
    if kept and request.path != unquote(shown.path):
        return HttpResponsePermanentRedirect(shown.path)
    title = shown.title if kept else _("This story was retracted")
    return render_page(
        request,
        "articles/retracted.html",
        site,
        edition,
        _unfound(edition, title),
        context={"title": title, "notice": shown.retraction, "kept": kept},
        status=200 if kept else 410,
    )


def redirect_of(request: HttpRequest, site: PublicSite) -> HttpResponse | None:
    """The new address of an old one, if the site keeps it. One query.

    An old path is found as browsers send it and as people write it. Without a row for the
    address with its query, that of the path counts, and the query goes along. The feeds of
    a section or tag follow its page.
    """
    query = request.META.get("QUERY_STRING", "")
    bare = request.get_full_path().partition("?")[0]
    feed = FEED.fullmatch(bare)
    page = f"{feed['language']}{feed['tag'] or ''}{feed['slug']}/" if feed else ""
    wanted = [f"{bare}?{query}", bare, page] if query else [bare, page]
    spellings = {*wanted, *map(unquote, wanted)}
    moved = dict(
        Redirect.objects.filter(
            site=site.id, old_path__in=[path for path in spellings if path and "\0" not in path]
        ).values_list("old_path", "new_path")
    )
    for old in wanted:
        new = moved.get(old) or moved.get(unquote(old))
        if new is None:
            continue
        if feed and old == page:
            new = _feed_of(new, feed)
        elif old == bare and query and "?" not in new:
            new = f"{new}?{query}"
        return HttpResponsePermanentRedirect(new)
    return None


def _feed_of(page: str, feed: re.Match[str]) -> str:
    """The same feed of the section or tag that now has this page."""
    language, _slash, slug = page.rstrip("/").rpartition("/")
    language = language.removesuffix("/tag")
    kind = "tag" if feed["tag"] else "section"
    return f"{language}/feeds/{kind}/{slug}/{feed['form']}"


def named_edition(request: HttpRequest, site: PublicSite) -> PublicEdition | None:
    """The edition that the path names, whether or not the rest of it is there."""
    first = request.path.lstrip("/").partition("/")[0]
    return site.edition(normal_code(first))


def message(
    request: HttpRequest,
    site: PublicSite,
    edition: PublicEdition,
    template: str,
    *,
    status: int,
    title: str,
) -> HttpResponse:
    """A page that says one thing, in the frame of its edition."""
    head = _unfound(edition, title)
    return render_page(
        request, template, site, edition, head, context={"title": title}, status=status
    )


def _unfound(edition: PublicEdition, title: str) -> PageHead:
    """Of a page that search engines shall not keep."""
    return PageHead(
        title=page_title(title, edition),
        share_title=title,
        description="",
        site_name=edition.name,
        language_code=edition.language_code,
        robots="noindex",
    )
