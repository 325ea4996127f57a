"""Search results of an edition."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.queries.cards import story_path
from articles.search.finding import Hit, Results, search
from articles.search.naming import answers
from articles.sites.public import PublicEdition, PublicSection, PublicSite
from articles.views.head import PageHead, page_title
from articles.views.page import in_edition, render_page


class FoundStory(NamedTuple):
    """A hit with its address; `title` and `excerpt` are HTML, with the matches in `<mark>`."""

    title: SafeString
    excerpt: SafeString
    path: str
    section: PublicSection | None
    publish_at: datetime
    language_code: str


@in_edition
def results(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    words = request.GET.get("q", "")
    found = search(
        site_id=site.id,
        language_code=edition.language_code,
        text=words,
        at=timezone.now(),
        page=requested_page(request),
    )
    title = _("Search")
    head = PageHead(
        title=page_title(title, edition),
        share_title=title,
        description="",
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(edition.search_path),
        # Any words make a page: search engines are asked to keep none of them.
        robots="noindex, follow",
    )
    return render_page(
        request,
        "articles/search.html",
        site,
        edition,
        head,
        context={
            "words": words,
            "found": found,
            "sections": [each for each in edition.sections if answers(each.name, found.query)],
            "hits": [_found_story(hit, edition) for hit in found.hits],
            "better": _page_path(edition, words, found.page - 1) if found.page > 1 else "",
            "further": _further(edition, words, found),
        },
        languages={other.language_code: other.search_path for other in site.editions},
    )


def requested_page(request: HttpRequest) -> int:
    """From 1; anything that is no such number is the first page."""
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _found_story(hit: Hit, edition: PublicEdition) -> FoundStory:
    section = edition.section(hit.section_id)
    return FoundStory(
        title=hit.title,
        excerpt=hit.excerpt,
        path=story_path(edition.language_code, section, hit.slug, hit.story_id),
        section=section,
        publish_at=hit.publish_at,
        language_code=edition.language_code,
    )


def _further(edition: PublicEdition, words: str, found: Results) -> str:
    return _page_path(edition, words, found.page + 1) if found.page < found.pages else ""


def _page_path(edition: PublicEdition, words: str, page: int) -> str:
    asked = {"q": words} | ({"page": str(page)} if page > 1 else {})
    return f"{edition.search_path}?{urlencode(asked)}"
