"""Site maps for search engines and for readers, and what robots may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.caching.encodings import takes_gzip
from articles.caching.keys import note_large
from articles.caching.serving import ACCEPTED
from articles.imaging.picture import social_url
from articles.queries.sitemaps import MappedStory, news_entries
from articles.queries.story_page import NamedLink
from articles.sitemaps import documents, parts
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.resolver import site_of
from articles.views.archive import site_periods
from articles.views.caching import kept
from articles.views.feed_links import feed_links
from articles.views.head import PageHead, alternates, page_title
from articles.views.page import in_edition, render_page
from articles.views.structured_data import breadcrumb_list

P = ParamSpec("P")
XML = "application/xml; charset=utf-8"


def of_site(
    view: Callable[Concatenate[HttpRequest, PublicSite, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Call the view with the site of the host; a host of no site has no such file."""

    @require_safe
    @wraps(view)
    def wrapper(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        site = site_of(request)
        if site is None:
            raise Http404
        return kept(request, site, lambda: view(request, site, *args, **kwargs))

    return wrapper


@of_site
def index(request: HttpRequest, site: PublicSite) -> HttpResponseBase:
    """All site maps of the site."""
    files: list[tuple[str, datetime | None]] = [(site.absolute(addresses.PAGE_SITEMAP), None)]
    files += [
        (site.absolute(addresses.story_sitemap_path(number)), changed.astimezone(site.tzinfo))
        for number, changed in parts.newest_changes(site)
    ]
    files += [
        (site.absolute(addresses.news_sitemap_path(edition.language_code)), None)
        for edition in site.editions
    ]
    return _xml(documents.index(files))


@of_site
def stories(request: HttpRequest, site: PublicSite, *, number: int) -> HttpResponseBase:
    """One file of stories, each address with its alternates."""
    file = parts.file_of(site, number, story_pages)
    if file is None:
        raise Http404
    is_packed = file.is_large and takes_gzip(accepted_encodings(request))
    pieces = file.pieces(is_packed=is_packed)
    first = next(pieces, None)
    if first is None:
        raise Http404

    def document() -> Iterator[bytes]:
        form: Callable[[str], bytes] = parts.packed if is_packed else str.encode
        yield form(documents.PAGES_BEGIN) + first
        yield from pieces
        yield form(documents.PAGES_END)

    response = StreamingHttpResponse(document(), content_type=XML)
    if file.is_large:
        note_large()
        response["Vary"] = "Accept-Encoding"
    if is_packed:
        response["Content-Encoding"] = "gzip"
    return response


@of_site
def pages(request: HttpRequest, site: PublicSite) -> HttpResponseBase:
    """Front pages, sections and maps of all editions."""
    groups = [
        {edition.language_code: edition.path for edition in site.editions},
        *_section_paths(site),
        {e.language_code: e.archive_path for e in site.editions},
        {e.language_code: e.corrections_path for e in site.editions if e.has_corrections},
        {e.language_code: addresses.site_map_path(e.language_code) for e in site.editions},
        {e.language_code: addresses.feed_map_path(e.language_code) for e in site.editions},
    ]
    return _xml(
        documents.pages(
            documents.MappedPage(site.absolute(path), links=links)
            for paths, links in ((paths, _links(site, paths)) for paths in groups)
            for path in paths.values()
        )
    )


@of_site
def news(request: HttpRequest, site: PublicSite, *, language_code: str) -> HttpResponseBase:
    """What one edition published in the last two days."""
    edition = site.edition(language_code)
    if edition is None:
        raise Http404
    language = documents.news_language(edition.language_code)
    return _xml(
        documents.news(
            documents.MappedNews(
                url=site.absolute(entry.path),
                site_name=edition.name,
                language=language,
                published_at=entry.publish_at.astimezone(site.tzinfo),
                title=entry.title,
            )
            for entry in news_entries(site, edition, timezone.now())
        )
    )


@of_site
def robots(request: HttpRequest, site: PublicSite) -> HttpResponseBase:
    """RFC 9309: everything but the desk, technical addresses and searches."""
    searches = [f"Disallow: {edition.search_path}" for edition in site.editions]
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /-/view",
        *searches,
        "",
        f"Sitemap: {site.absolute(addresses.SITEMAP_INDEX)}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@in_edition
def site_map(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    """The map for readers: sections, months, feeds and languages."""
    title = _("Site map")
    path = addresses.site_map_path(edition.language_code)
    languages = {
        other.language_code: addresses.site_map_path(other.language_code) for other in site.editions
    }
    groups = [
        (_("Sections"), [NamedLink(each.name, each.path) for each in edition.sections]),
        (_("Archive"), site_periods(site, edition, timezone.now())),
        (
            _("Find and follow"),
            [
                NamedLink(_("Search"), edition.search_path),
                NamedLink(_("RSS map"), addresses.feed_map_path(edition.language_code)),
            ],
        ),
        (_("Languages"), [NamedLink(each.language_name, each.path) for each in site.editions]),
    ]
    head = PageHead(
        title=page_title(title, edition),
        share_title=title,
        description=_("All sections and dates of %(site)s.") % {"site": edition.name},
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(path),
        alternates=alternates(site, languages),
        feeds=feed_links(site, edition),
        json_ld=(breadcrumb_list(site, edition, [NamedLink(title, path)]),),
    )
    return render_page(
        request,
        "articles/site_map.html",
        site,
        edition,
        head,
        context={"title": title, "groups": [group for group in groups if group[1]]},
        languages=languages,
    )


def accepted_encodings(request: HttpRequest) -> str:
    """As the reader asked: the page cache asks for plain pages, and keeps what was asked there."""
    accepted: str = request.META.get(ACCEPTED) or request.headers.get("Accept-Encoding", "")
    return accepted


def _xml(pieces: Iterator[str]) -> StreamingHttpResponse:
    return StreamingHttpResponse(pieces, content_type=XML)


def story_pages(site: PublicSite, story: MappedStory) -> Iterator[documents.MappedPage]:
    """The addresses of one story."""
    picture = site.absolute(social_url(story.picture)) if story.picture else ""
    links = _links(site, story.paths)
    for language_code, path in story.paths.items():
        yield documents.MappedPage(
            url=site.absolute(path),
            changed_at=story.updated_at[language_code].astimezone(site.tzinfo),
            links=links,
            picture_url=picture,
        )


def _section_paths(site: PublicSite) -> list[dict[str, str]]:
    """For each section its path by language, as far as it has a name there."""
    paths: dict[int, dict[str, str]] = {}
    for edition in site.editions:
        for section in edition.sections:
            paths.setdefault(section.id, {})[edition.language_code] = section.path
    return list(paths.values())


def _links(site: PublicSite, paths: dict[str, str]) -> str:
    return documents.links((each.hreflang, each.url) for each in alternates(site, paths))
