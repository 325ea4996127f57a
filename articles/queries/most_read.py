"""Lists of what is read most, as `articles.counting.ranking` has made them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import RANKS, note, note_end, text_key
from articles.counting.ranking import WINDOWS
from articles.enums import Ranks
from articles.models import Publication
from articles.models.publication import live_clauses
from articles.queries.cards import story_path
from articles.queries.prepared import JSONRow, Row, prepared
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSection, PublicSite

SHORT, LONG = 5, 20
# Read beyond those that are shown, for what was taken down since the list was made. Where more was,
# the list is shorter until the next one is made, in some minutes.
SPARE = 2


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story in a list, and how often it was read in the time of the list."""

    publication_id: int
    story_id: int
    title: str
    path: str
    section: PublicSection | None
    publish_at: datetime
    views: int


@dataclass(frozen=True, slots=True)
class MostRead:
    """One list; `since` and `until` say which views it counts."""

    kind: Ranks
    section: PublicSection | None
    since: datetime
    until: datetime
    stories: Sequence[RankedStory]
    # Of the page that has more of it.
    path: str


class _Place(NamedTuple):
    """A place of a list, as it is read; times are texts."""

    publication_id: int
    story_id: int
    title: str
    slug: str
    section_id: int
    publish_at: str
    is_live: bool
    views: int
    since: str
    until: str


def most_read(
    kind: Ranks,
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    *,
    section: PublicSection | None = None,
    size: int = SHORT,
) -> MostRead | None:
    """Of the edition or the section; None where nothing was read, or not lately. One query."""
    rows = _places(
        *(kind.value, site.id, edition.language_code, at, section.id if section else None),
        size=size + SPARE,
    )
    return list_from(kind, [row["place"] for row in rows], edition, at, section=section, size=size)


@prepared
def _places(
    kind: Any, site_id: Any, language_code: Any, at: Any, section_id: Any, *, size: int
) -> QuerySet[Publication, Row]:
    return places(kind, site_id, language_code, at, section_id, first=size)


def places(
    kind: Any, site_id: Any, language_code: Any, at: Any, section_id: Any = None, *, first: int
) -> QuerySet[Publication, Row]:
    """The first of a list, of which `list_from` makes one. What is not live says so.

    It has to be known, because it may be live again before there is another list.
    """
    section = {"ranks__section": section_id} if section_id else {"ranks__section__isnull": True}
    rows: QuerySet[Publication, Any] = (
        # One `filter()`, so that all of it is said of the same place.
        Publication.objects.filter(
            ranks__ranking=kind,
            ranks__site=site_id,
            ranks__language_code=language_code,
            # A limit would come after all places have been read and sorted.
            ranks__position__lte=first,
            **section,
        )
        .order_by("ranks__position")
        .values(
            # In the order of a _Place.
            place=JSONRow(
                F("pk"),
                F("story_id"),
                Coalesce(NullIf("headline", Value("")), "revision__title"),
                F("revision__slug"),
                F("section_id"),
                F("publish_at"),
                ExpressionWrapper(Q(*live_clauses(at).values()), output_field=BooleanField()),
                F("ranks__views"),
                F("ranks__ranking__since"),
                F("ranks__ranking__until"),
            )
        )
    )
    return rows


def list_from(
    kind: Ranks,
    places: Sequence[Any],
    edition: PublicEdition,
    at: datetime,
    *,
    section: PublicSection | None = None,
    size: int = SHORT,
) -> MostRead | None:
    """The first of them that are live; None where there are none, or where the list is too old."""
    note(RANKS)
    if not places:
        return None
    first = _Place._make(places[0])
    until = datetime.fromisoformat(first.until)
    too_old = until + WINDOWS[kind].shown_for
    if too_old <= at:
        return None
    note_end(too_old)
    stories: list[RankedStory] = []
    for place in map(_Place._make, places):
        if len(stories) == size:
            break
        note(text_key(place.story_id, edition.language_code))
        if place.is_live:
            stories.append(_story(place, edition))
    if not stories:
        return None
    return MostRead(
        kind=kind,
        section=section,
        since=datetime.fromisoformat(first.since),
        until=until,
        stories=stories,
        path=addresses.most_read_path(
            edition.language_code, kind.value, section.slug if section else ""
        ),
    )


def _story(place: _Place, edition: PublicEdition) -> RankedStory:
    section = edition.section(place.section_id)
    return RankedStory(
        publication_id=place.publication_id,
        story_id=place.story_id,
        title=place.title,
        path=story_path(edition.language_code, section, place.slug, place.story_id),
        section=section,
        publish_at=datetime.fromisoformat(place.publish_at),
        views=place.views,
    )
