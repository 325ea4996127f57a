"""Lists of stories: a section, a tag, an author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Ranks
from articles.queries.listings import (
    AUTHOR,
    SECTION,
    TAG,
    CardPage,
    Cursor,
    newest_listed,
)
from articles.queries.most_read import most_read
from articles.queries.story_page import NamedLink
from articles.queries.subjects import find_author, find_tag
from articles.sites.public import PublicEdition, PublicSection, PublicSite
from articles.views.feed_links import FeedSubject, feed_links
from articles.views.head import PageHead, alternates, page_title, social_image
from articles.views.page import in_edition, render_page
from articles.views.structured_data import breadcrumb_list


@in_edition
def section(
    request: HttpRequest, site: PublicSite, edition: PublicEdition, slug: str
) -> HttpResponse:
    shown = edition.section_with_slug(slug)
    if shown is None:
        raise Http404
    at, cursor = timezone.now(), requested_cursor(request)
    stories = newest_listed(SECTION, shown.id, site, edition, at, after=cursor)
    way = [NamedLink(each.name, each.path) for each in edition.ancestors(shown)]
    subsections = edition.children(shown)
    return render_list(
        request,
        "articles/section.html",
        site,
        edition,
        stories,
        title=shown.name,
        description=_("%(section)s: the newest stories of %(site)s.")
        % {"section": shown.name, "site": edition.name},
        path=shown.path,
        way=[*way, NamedLink(shown.name, shown.path)],
        languages=_section_paths(site, shown),
        feed=FeedSubject(shown.name, "section", slug),
        context={
            "section": shown,
            "breadcrumbs": way,
            "subsections": subsections,
            "show_section": bool(subsections),
            "first_large": cursor is None,
            "ranks": None if cursor else most_read(Ranks.DAY, site, edition, at, section=shown),
            "current_sections": frozenset(
                (shown.id, *(each.id for each in edition.ancestors(shown)))
            ),
            "current_page_section": shown.id,
        },
    )


@in_edition
def tag(request: HttpRequest, site: PublicSite, edition: PublicEdition, slug: str) -> HttpResponse:
    """A tag without a live story in the edition has no page there."""
    at = timezone.now()
    shown = find_tag(slug, site, edition, at)
    if shown is None or edition.language_code not in shown.languages:
        raise Http404
    stories = newest_listed(TAG, shown.id, site, edition, at, after=requested_cursor(request))
    path = shown.languages[edition.language_code]
    return render_list(
        request,
        "articles/tag.html",
        site,
        edition,
        stories,
        title=shown.name,
        description=_("Stories about %(tag)s in %(site)s.")
        % {"tag": shown.name, "site": edition.name},
        path=path,
        way=[NamedLink(shown.name, path)],
        languages=shown.languages,
        feed=FeedSubject(shown.name, "tag", slug),
        context={"tag": shown, "show_section": True},
    )


@in_edition
def author(
    request: HttpRequest, site: PublicSite, edition: PublicEdition, slug: str
) -> HttpResponse:
    """An author without a live story in the edition has no page there."""
    at = timezone.now()
    shown = find_author(slug, site, edition, at)
    if shown is None or edition.language_code not in shown.languages:
        raise Http404
    stories = newest_listed(AUTHOR, shown.id, site, edition, at, after=requested_cursor(request))
    path = shown.languages[edition.language_code]
    return render_list(
        request,
        "articles/author.html",
        site,
        edition,
        stories,
        title=shown.name,
        description=shown.bio
        or _("Stories by %(author)s in %(site)s.") % {"author": shown.name, "site": edition.name},
        path=path,
        way=[NamedLink(shown.name, path)],
        languages=shown.languages,
        feed=FeedSubject(shown.name, "author", slug),
        context={"author": shown, "show_section": True},
    )


def requested_cursor(request: HttpRequest) -> Cursor | None:
    """Where the list is to go on; None for its beginning. What is no cursor is a 404."""
    text = request.GET.get("before", "")
    cursor = Cursor.parse(text) if text else None
    if text and cursor is None:
        raise Http404
    return cursor


def render_list(
    request: HttpRequest,
    template: str,
    site: PublicSite,
    edition: PublicEdition,
    stories: CardPage,
    *,
    title: str,
    description: str,
    path: str,
    way: list[NamedLink],
    context: Mapping[str, Any],
    languages: Mapping[str, str] | None = None,
    feed: FeedSubject | None = None,
) -> HttpResponse:
    """A page of a list. Only its first page has alternates: cursors differ by language.

    A later page with nothing on it is none: no list leads there.
    """
    cursor = requested_cursor(request)
    if cursor and not stories.cards:
        raise Http404
    older = f"{path}?before={stories.older}" if stories.older else ""
    picture = next((card.picture for card in stories.cards if card.picture), None)
    head = PageHead(
        title=page_title(title, edition),
        share_title=title,
        description=description,
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(f"{path}?before={cursor}" if cursor else path),
        feeds=feed_links(site, edition, *([feed] if feed else [])),
        alternates=() if cursor else alternates(site, languages or {}),
        next=site.absolute(older) if older else "",
        image=social_image(site, picture),
        json_ld=(breadcrumb_list(site, edition, way),),
    )
    return render_page(
        request,
        template,
        site,
        edition,
        head,
        context={"stories": stories, "older": older, "newest": path if cursor else "", **context},
        languages=languages,
    )


def _section_paths(site: PublicSite, shown: PublicSection) -> dict[str, str]:
    return {
        other.language_code: found.path
        for other in site.editions
        if (found := other.section(shown.id)) is not None
    }
