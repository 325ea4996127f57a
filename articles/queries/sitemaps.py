"""What site maps list, stretch by stretch of story numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least, NullIf

from articles.caching.keys import IMAGES, note, note_end, site_key
from articles.models import Publication
from articles.queries.cards import IMAGE, CardPicture, picture_from, story_path
from articles.queries.origins import live_at_origin
from articles.queries.prepared import prepared
from articles.sites.public import PublicEdition, PublicSite

# The protocol allows 50,000 addresses in a file (sitemaps.org).
ADDRESSES = 50_000
# How many story numbers a part of a file spans: so many stories are written anew where one changes.
STRETCH = 256
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
    """How many story numbers a file spans, so that its addresses cannot pass the limit.

    A whole number of stretches, in which files are made and kept.
    """
    return max(1, ADDRESSES // editions // STRETCH) * STRETCH


def story_numbers(site: PublicSite, numbers: range | None = None) -> range:
    """From the first to the last, of these, that may be in the maps of the site. One query."""
    within = (None, None) if numbers is None else (numbers.start, numbers.stop)
    found = [row["story_id"] for row in _ends(site.id, *within)]
    return range(min(found), max(found) + 1) if found else range(0)


@prepared
def _ends(site_id: Any, start: Any, stop: Any) -> QuerySet[Publication, Any]:
    """The first and the last of the site, each by the index."""
    placed = Publication.objects.filter(site=site_id, withdrawn_at__isnull=True)
    if start is not None:
        placed = placed.filter(story_id__gte=start, story_id__lt=stop)
    first, last = placed.order_by("story_id"), placed.order_by("-story_id")
    return first.values("story_id")[:1].union(last.values("story_id")[:1], all=True)


def newest_changes(
    site: PublicSite, numbers: range, at: datetime, alias: str
) -> dict[int, datetime]:
    """Of each stretch of these story numbers that has an address: the newest change. One query."""
    rows = (
        canonical(site, at)
        .using(alias)
        .filter(**_among(numbers))
        .values(number=F("story_id") / Value(STRETCH))
        .annotate(changed=Max("updated_at"))
        .order_by("number")
    )
    return {row["number"]: row["changed"] for row in rows}


def next_moments(numbers: range, at: datetime, alias: str) -> dict[int, datetime]:
    """Of each stretch that changes by itself: when it does so first. On any site. One query."""
    first = (
        Min(name, filter=Q(**{f"{name}__gt": at}))
        for name in ("publish_at", "expire_at", "revision__lead_image__rights_until")
    )
    rows = (
        Publication.objects.using(alias)
        .filter(withdrawn_at__isnull=True, **_among(numbers))
        .values(number=F("story_id") / Value(STRETCH))
        .annotate(moment=Least(*first))
        .filter(moment__isnull=False)
        .order_by("number")
    )
    return {row["number"]: row["moment"] for row in rows}


def mapped_stories(
    site: PublicSite, numbers: range, at: datetime, alias: str | None = None
) -> Iterator[MappedStory]:
    """Stories with these numbers; a story's languages come together. One query."""
    note(IMAGES)
    rows = (
        canonical(site, at)
        .using(alias)
        .filter(**_among(numbers))
        .order_by("story_id", "language_code")
        .values(
            "story_id",
            "language_code",
            "section_id",
            "updated_at",
            slug=F("revision__slug"),
            **{f"image_{name}": F(f"revision__lead_image__{name}") for name in IMAGE},
        )
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


def _among(numbers: range) -> dict[str, int]:
    return {"story_id__gte": numbers.start, "story_id__lt": numbers.stop}


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
