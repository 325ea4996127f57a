"""What site maps list. Large results are read in pieces, in flat memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import F, Max, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import IMAGES, note, note_end, site_key
from articles.models import Publication
from articles.queries.cards import IMAGE, CardPicture, picture_from, story_path
from articles.queries.origins import live_at_origin
from articles.sites.snapshot import PublicEdition, PublicSite

# The protocol allows 50,000 addresses in a file (sitemaps.org).
ADDRESSES = 50_000
PIECE = 2_000
# Google News asks for the last two days and at most 1,000 entries.
NEWS_AGE = timedelta(days=2)
NEWS_ENTRIES = 1_000


@dataclass(frozen=True, slots=True)
class MappedStory:
    """A story with all languages in which it is live on the site, by language code."""

    paths: dict[str, str]
    updated_at: dict[str, datetime]
    picture: CardPicture | None


@dataclass(frozen=True, slots=True)
class NewsEntry:
    path: str
    title: str
    publish_at: datetime


def stories_in_a_file_of(editions: int) -> int:
    """How many story numbers a file spans, so that its addresses cannot pass the limit."""
    return ADDRESSES // editions


def story_files(site: PublicSite, at: datetime) -> list[tuple[int, datetime]]:
    """Number and newest change of each file that has a story. One query."""
    width = stories_in_a_file_of(len(site.editions))
    rows = (
        canonical(site, at)
        .values(number=F("story_id") / Value(width))
        .annotate(changed=Max("updated_at"))
        .order_by("number")
    )
    return [(row["number"], row["changed"]) for row in rows]


def mapped_stories(site: PublicSite, number: int, at: datetime) -> Iterator[MappedStory]:
    """The stories of one file, read in pieces; a story's languages come together."""
    note(IMAGES)
    width = stories_in_a_file_of(len(site.editions))
    rows = (
        canonical(site, at)
        .filter(story_id__gte=number * width, story_id__lt=(number + 1) * width)
        .order_by("story_id", "language_code")
        .values(
            "story_id",
            "language_code",
            "section_id",
            "updated_at",
            slug=F("revision__slug"),
            **{f"image_{name}": F(f"revision__lead_image__{name}") for name in IMAGE},
        )
        .iterator(chunk_size=PIECE)
    )
    for _story_id, texts in groupby(rows, key=lambda row: row["story_id"]):
        yield _mapped(site, list(texts), at)


def news_entries(site: PublicSite, edition: PublicEdition, at: datetime) -> list[NewsEntry]:
    """What the edition published in the last two days, the newest first. One query."""
    rows = list(
        canonical(site, at)
        .filter(language_code=edition.language_code, publish_at__gt=at - NEWS_AGE)
        .newest()
        .values(
            "story_id",
            "section_id",
            "publish_at",
            title=Coalesce(NullIf("headline", Value("")), "revision__title"),
            slug=F("revision__slug"),
        )[:NEWS_ENTRIES]
    )
    if rows:
        note_end(rows[-1]["publish_at"] + NEWS_AGE)
    return [
        NewsEntry(
            story_path(
                edition.language_code,
                edition.section(row["section_id"]),
                row["slug"],
                row["story_id"],
            ),
            row["title"],
            row["publish_at"],
        )
        for row in rows
    ]


def canonical(site: PublicSite, at: datetime) -> Any:
    """What the site is the canonical address of: a copy is mapped by its origin alone."""
    note(site_key(site.id))
    return (
        Publication.objects.live(at)
        .filter(site=site.id)
        # Not `~Exists(…)`, for which PostgreSQL may first read the publications of all sites.
        .alias(at_origin=Subquery(live_at_origin(at).values("pk")[:1]))
        .filter(Q(story__origin=site.id) | Q(at_origin__isnull=True))
    )


def _mapped(site: PublicSite, rows: list[dict[str, Any]], at: datetime) -> MappedStory:
    paths, changed = {}, {}
    for row in rows:
        edition = site.edition(row["language_code"])
        if edition is not None:
            paths[edition.language_code] = story_path(
                edition.language_code,
                edition.section(row["section_id"]),
                row["slug"],
                row["story_id"],
            )
            changed[edition.language_code] = row["updated_at"]
    picture = next((found for row in rows if (found := picture_from(row | {"alt": ""}, at))), None)
    return MappedStory(paths, changed, picture)
