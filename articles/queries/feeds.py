"""Stories as feeds carry them: with their text, their authors and their tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import NAMES, note
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
from articles.richtext.text import image_ids
from articles.sites.snapshot import PublicEdition

# How many stories a feed holds.
ENTRIES = 30


@dataclass(frozen=True, slots=True)
class FeedStory:
    """One entry of a feed. `body` is empty where the site gives summaries only."""

    card: Card
    body: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    credit: str
    # Notices of correction, newest first.
    corrections: tuple[str, ...] = ()


def feed_stories(
    publications: QuerySet[Publication], edition: PublicEdition, at: datetime, *, full: bool
) -> list[FeedStory]:
    """The publications of this edition, in their order. One query."""
    note(NAMES)
    code = edition.language_code
    credit = SourceTranslation.objects.filter(
        master=OuterRef("revision__source"), language_code=code
    ).values("credit_line")[:1]
    rows = card_rows(publications, code).annotate(
        body=F("revision__body") if full else Value(""),
        credit=Coalesce(Subquery(credit), "revision__source__name", Value("")),
        authors=ArraySubquery(_authors(code)),
        tags=ArraySubquery(_tags(code)),
        corrections=ArraySubquery(
            Correction.objects.filter(story=OuterRef("story"), language_code=code)
            .order_by("-at", "-pk")
            .values("text")
        ),
    )
    return [
        FeedStory(
            card=card_from(row, edition, at),
            body=row["body"],
            authors=tuple(row["authors"]),
            tags=tuple(row["tags"]),
            credit=row["credit"],
            corrections=tuple(row["corrections"]),
        )
        for row in rows
    ]


def body_pictures(
    stories: Sequence[FeedStory], edition: PublicEdition, at: datetime
) -> dict[int, CardPicture]:
    """The pictures that stand in the bodies, by id. One query, or none."""
    wanted = {number for story in stories for number in image_ids(story.body)}
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
    return (
        TagTranslation.objects.filter(
            language_code=language_code,
            master__in=TagListing.objects.filter(publication=OuterRef(OuterRef("pk"))).values(
                "tag"
            ),
        )
        .order_by("master_id")
        .values("name")
    )
