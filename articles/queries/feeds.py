"""Stories as feeds carry them: with their text, their authors and their tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import NAMES, edition_key, note
from articles.models import (
    AuthorListing,
    AuthorTranslation,
    Correction,
    Publication,
    SourceTranslation,
    TagListing,
    TagTranslation,
)
from articles.queries.cards import Card, CardPicture, card_from, card_rows, find_pictures
from articles.queries.listings import list_key, listed
from articles.queries.prepared import Row, prepared
from articles.richtext.rendering import pictures_in
from articles.sites.public import PublicEdition, PublicSite

# How many stories a feed holds.
ENTRIES = 30


class FeedStory(NamedTuple):
    """One entry of a feed. `body` is empty where the site gives summaries only."""

    card: Card
    body: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    credit: str
    # Notices of correction, newest first.
    corrections: tuple[str, ...] = ()


def newest_entries(
    site: PublicSite, edition: PublicEdition, at: datetime, *, full: bool
) -> list[FeedStory]:
    """Of the edition. One query."""
    note(edition_key(site.id, edition.language_code))
    rows = _newest(site.id, edition.language_code, at, full=full)
    return _feed_stories(rows, edition, at)


@prepared
def _newest(site_id: Any, language_code: Any, at: Any, *, full: bool) -> QuerySet[Publication, Row]:
    live = Publication.objects.live(at).filter(site=site_id, language_code=language_code)
    return _feed_rows(live.newest()[:ENTRIES], language_code, full=full)


def newest_entries_listed(
    listing: str,
    list_id: int,
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    *,
    full: bool,
) -> list[FeedStory]:
    """Of one section, tag or author: `listing` is SECTION, TAG or AUTHOR. One query."""
    note(list_key(listing, list_id, site, edition.language_code))
    rows = _newest_listed(list_id, site.id, edition.language_code, at, listing=listing, full=full)
    return _feed_stories(rows, edition, at)


@prepared
def _newest_listed(
    list_id: Any, site_id: Any, language_code: Any, at: Any, *, listing: str, full: bool
) -> QuerySet[Publication, Row]:
    rows = listed(listing, list_id, site_id, language_code, at)
    return _feed_rows(rows[:ENTRIES], language_code, full=full)


def feed_stories(
    publications: QuerySet[Publication], edition: PublicEdition, at: datetime, *, full: bool
) -> list[FeedStory]:
    """The publications of this edition, in their order. One query."""
    return _feed_stories(_feed_rows(publications, edition.language_code, full=full), edition, at)


def _feed_rows(
    publications: QuerySet[Publication], language_code: Any, *, full: bool
) -> QuerySet[Publication, Row]:
    credit = SourceTranslation.objects.filter(
        master=OuterRef("revision__source"), language_code=language_code
    ).values("credit_line")[:1]
    return card_rows(publications, language_code).annotate(
        body=F("revision__body") if full else Value(""),
        credit=Coalesce(Subquery(credit), "revision__source__name", Value("")),
        authors=ArraySubquery(_authors(language_code)),
        tags=ArraySubquery(_tags(language_code)),
        corrections=ArraySubquery(
            Correction.objects.filter(story=OuterRef("story"), language_code=language_code)
            .order_by("-at", "-pk")
            .values("text")
        ),
    )


def _feed_stories(rows: Iterable[Row], edition: PublicEdition, at: datetime) -> list[FeedStory]:
    note(NAMES)
    return [
        FeedStory(
            card=card_from(row, edition, at),
            body=row["body"],
            authors=tuple(row["authors"]),
            tags=tuple(name for name in row["tags"] if name is not None),
            credit=row["credit"],
            corrections=tuple(row["corrections"]),
        )
        for row in rows
    ]


def body_pictures(
    stories: Sequence[FeedStory], edition: PublicEdition, at: datetime
) -> dict[int, CardPicture]:
    """The pictures that stand in the bodies, by id. One query, or none."""
    wanted = {number for story in stories for number in pictures_in(story.body)}
    return find_pictures(wanted, edition.language_code, at)


def _authors(language_code: str) -> Any:
    local_name = AuthorTranslation.objects.filter(
        master=OuterRef("author"), language_code=language_code
    ).values("local_name")[:1]
    return (
        AuthorListing.objects.filter(publication=OuterRef("pk"))
        .order_by("position", "author_id")
        .values(name=Coalesce(NullIf(Subquery(local_name), Value("")), "author__name"))
    )


def _tags(language_code: str) -> Any:
    """NULL for a tag without a name in this language: a join would sort all tags by hash."""
    names = TagTranslation.objects.filter(
        master=OuterRef("tag"), language_code=language_code
    ).values("name")[:1]
    return (
        TagListing.objects.filter(publication=OuterRef("pk"))
        .order_by("tag_id")
        .values(name=Subquery(names))
    )
