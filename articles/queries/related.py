"""The stories that belong beside a story: the newest of the lists that it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from heapq import nlargest
from typing import Any

from django.db.models import F, QuerySet, Value

from articles.caching.keys import note
from articles.models import Publication
from articles.queries.cards import Card, cards_with
from articles.queries.listings import SECTION, TAG, list_key, listed
from articles.queries.prepared import JSONRow, Row, prepared
from articles.queries.story_page import Neighbour, StoryPage
from articles.sites.public import PublicEdition, PublicSite

# Of each list of its own that a story stands in, how many of its neighbours are looked at.
NEIGHBOURS = 6


def related_stories(
    story: StoryPage, site: PublicSite, edition: PublicEdition, at: datetime, *, size: int = 4
) -> list[Card]:
    """The newest of its tags and section, those with most tags in common first.

    One query; another one if its neighbours are not known; none if it has no tag and no section.
    """
    code = edition.language_code
    lists = [(TAG, tag_id) for tag_id in story.tag_ids]
    if story.section:
        lists.append((SECTION, story.section.id))
    note(*(list_key(listing, list_id, site, code) for listing, list_id in lists))
    neighbours = story.neighbours
    if neighbours is None:
        neighbours = _look_around(story, lists, site, code, at)
    ids = _nearest(neighbours, size)
    found = cards_with(ids, edition, at)
    # What was taken down a moment ago is not among them.
    return [found[one] for one in ids if one in found]


def _nearest(neighbours: Sequence[Neighbour], size: int) -> list[int]:
    shared: Counter[int] = Counter()
    for one in neighbours:
        shared[one.publication_id] += one.shared
    once = {(shared[one.publication_id], *one[1:]) for one in neighbours}
    return [publication_id for *_rank, publication_id in nlargest(size, once)]


def _look_around(
    story: StoryPage,
    lists: Sequence[tuple[str, int]],
    site: PublicSite,
    language_code: str,
    at: datetime,
) -> tuple[Neighbour, ...]:
    if not lists:
        return ()
    rows = _neighbours(
        *(story.story_id, site.id, language_code, at),
        *(list_id for _listing, list_id in lists),
        listings=tuple(listing for listing, _list_id in lists),
    )
    return tuple(Neighbour(*row["near"]) for row in rows)


@prepared
def _neighbours(
    story_id: Any,
    site_id: Any,
    language_code: Any,
    at: Any,
    *list_ids: Any,
    listings: tuple[str, ...],
) -> QuerySet[Publication, Row]:
    """The newest of each list."""
    first, *rest = (
        neighbours_in(listing, list_id, (story_id, site_id, language_code, at))
        for listing, list_id in zip(listings, list_ids, strict=True)
    )
    return first.union(*rest, all=True) if rest else first


def neighbours_in(
    listing: str, list_id: Any, place: tuple[Any, Any, Any, Any]
) -> QuerySet[Publication, Row]:
    """The newest others of a list. What cards show is read of those that are chosen."""
    story_id, site_id, language_code, at = place
    rows: QuerySet[Publication, Any] = (
        listed(listing, list_id, site_id, language_code, at)
        .exclude(story=story_id)
        .values(
            # In the order of a Neighbour.
            near=JSONRow(Value(int(listing == TAG)), F("publish_at"), F("pk"))
        )[:NEIGHBOURS]
    )
    return rows
