"""Feeds, and the page that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from articles.feeds.entries import make_feed
from articles.feeds.formats import BY_FILE_NAME
from articles.queries.directory import authors_with_stories, tags_with_stories
from articles.queries.feeds import (
    FeedStory,
    body_pictures,
    newest_entries,
    newest_entries_listed,
)
from articles.queries.listings import AUTHOR, SECTION, TAG
from articles.queries.story_page import NamedLink
from articles.queries.subjects import find_author, find_tag
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSite
from articles.views.feed_links import FeedSubject, feed_links
from articles.views.head import PageHead, alternates, page_title
from articles.views.page import in_edition, render_page
from articles.views.structured_data import breadcrumb_list


@dataclass(frozen=True)
class _Subject:
    """What a feed is about, and the stories that are its entries."""

    title: str
    description: str
    page_path: str
    # The list that they are of, and its id; empty where they are of the whole edition.
    listing: str = ""
    list_id: int = 0


@in_edition
def feed(
    request: HttpRequest,
    site: PublicSite,
    edition: PublicEdition,
    *,
    form: str,
    kind: str = "",
    slug: str = "",
) -> HttpResponse:
    """The newest stories of the edition, or of one section, tag or author."""
    now = timezone.now()
    subject = _subject(site, edition, now, kind, slug)
    stories = _stories(subject, site, edition, now)
    made = make_feed(
        site,
        edition,
        stories,
        body_pictures(stories, edition, now),
        path=addresses.feed_path(edition.language_code, form, kind, slug),
        page_path=subject.page_path,
        title=subject.title,
        description=subject.description,
        now=now,
    )
    written = BY_FILE_NAME[form]
    response = HttpResponse(
        written.write(made), content_type=f"{written.media_type}; charset=utf-8"
    )
    # Django would take MD5, for more than twice the time.
    response["ETag"] = quote_etag(sha256(response.content).hexdigest()[:32])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _subject(
    site: PublicSite, edition: PublicEdition, at: datetime, kind: str, slug: str
) -> _Subject:
    if not kind:
        return _Subject(edition.name, edition.description, edition.path)
    if kind == "section":
        section = edition.section_with_slug(slug)
        if section is None:
            raise Http404
        name, listing, number, path = section.name, SECTION, section.id, section.path
    else:
        found = (find_tag if kind == "tag" else find_author)(slug, site, edition, at)
        if found is None or edition.language_code not in found.languages:
            raise Http404
        listing = TAG if kind == "tag" else AUTHOR
        name, number, path = found.name, found.id, found.languages[edition.language_code]
    return _Subject(
        title=f"{name} — {edition.name}",
        description=_("The newest stories: %(subject)s.") % {"subject": name},
        page_path=path,
        listing=listing,
        list_id=number,
    )


def _stories(
    subject: _Subject, site: PublicSite, edition: PublicEdition, at: datetime
) -> list[FeedStory]:
    full = site.full_feeds
    if not subject.listing:
        return newest_entries(site, edition, at, full=full)
    return newest_entries_listed(subject.listing, subject.list_id, site, edition, at, full=full)


@in_edition
def feed_map(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    """All feeds of the edition, in every format."""
    at = timezone.now()
    title = _("RSS map")
    path = addresses.feed_map_path(edition.language_code)
    groups = [
        (_("The whole edition"), [FeedSubject(edition.name)]),
        (_("Sections"), [FeedSubject(s.name, "section", s.slug) for s in edition.sections]),
        (_("Tags"), _subjects("tag", tags_with_stories(site, edition, at))),
        (_("Authors"), _subjects("author", authors_with_stories(site, edition, at))),
    ]
    languages = {
        other.language_code: addresses.feed_map_path(other.language_code) for other in site.editions
    }
    head = PageHead(
        title=page_title(title, edition),
        share_title=title,
        description=_("All feeds of %(site)s.") % {"site": edition.name},
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(path),
        alternates=alternates(site, languages),
        feeds=feed_links(site, edition),
        json_ld=(breadcrumb_list(site, edition, [NamedLink(title, path)]),),
    )
    context = {
        "title": title,
        "groups": [
            (name, [(one.title, one.links(edition)) for one in subjects])
            for name, subjects in groups
            if subjects
        ],
    }
    return render_page(
        request,
        "articles/feed_map.html",
        site,
        edition,
        head,
        context=context,
        languages=languages,
    )


def _subjects(kind: str, named: list[tuple[str, str]]) -> list[FeedSubject]:
    return [FeedSubject(name, kind, slug) for name, slug in named]
