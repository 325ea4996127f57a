"""Lists of stories, newest first, by keyset: a deep page costs what the first one costs."""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Expression, OuterRef, Q, QuerySet, Subquery

from articles.caching.keys import (
    author_key,
    edition_key,
    note,
    note_continued,
    section_key,
    tag_key,
)
from articles.models import Publication
from articles.queries.cards import Card, card_from, card_rows
from articles.queries.prepared import Row, prepared
from articles.sites.public import PublicEdition, PublicSite

PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# The lists of a publication: the table it is listed in, and the column that names the list.
SECTION, TAG, AUTHOR = "section_listings", "tag_listings", "author_listings"
LIST_COLUMN = {SECTION: "section_id", TAG: "tag_id", AUTHOR: "author_id"}
NOTHING_ELSE = Q()


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after one publication in the order of lists."""

    publish_at: datetime
    publication_id: int

    def __str__(self) -> str:
        moment = (self.publish_at - EPOCH) // MICROSECOND
        return (
            urlsafe_b64encode(struct.pack(">qq", moment, self.publication_id)).decode().rstrip("=")
        )

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """None for anything that `str()` of a cursor does not give."""
        try:
            moment, publication_id = struct.unpack(">qq", urlsafe_b64decode(text + "=="))
            cursor = cls(EPOCH + moment * MICROSECOND, publication_id)
        except (ValueError, struct.error, OverflowError):
            return None
        return cursor if str(cursor) == text else None


@dataclass(frozen=True, slots=True)
class CardPage:
    """Some stories of a list, and where the older ones begin."""

    cards: Sequence[Card]
    older: Cursor | None


def newest(
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    *,
    after: Cursor | None = None,
    begin: datetime | None = None,
    end: datetime | None = None,
    size: int = PAGE,
) -> CardPage:
    """Of the edition, or of the part of it that was published from `begin` to before `end`."""
    note(edition_key(site.id, edition.language_code))
    rows = _newest(
        *(site.id, edition.language_code, at, *_place(after), begin, end),
        size=_fetched(size, after),
    )
    return _page(beyond(after, rows), edition, at, size)


@prepared
def _newest(
    site_id: Any,
    language_code: Any,
    at: Any,
    after_at: Any,
    after_id: Any,
    begin: Any,
    end: Any,
    *,
    size: int,
) -> QuerySet[Publication, Row]:
    conditions = Q(site=site_id, language_code=language_code) & _from("", after_at, after_id)
    if begin is not None:
        conditions &= Q(publish_at__gte=begin)
    if end is not None:
        conditions &= Q(publish_at__lt=end)
    return card_rows(Publication.objects.live(at).filter(conditions).newest(), language_code)[:size]


def newest_listed(
    listing: str,
    list_id: int,
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    *,
    after: Cursor | None = None,
    size: int = PAGE,
) -> CardPage:
    """Of one section, tag or author: `listing` is SECTION, TAG or AUTHOR."""
    note(list_key(listing, list_id, site, edition.language_code))
    rows = _newest_listed(
        *(list_id, site.id, edition.language_code, at, *_place(after)),
        listing=listing,
        size=_fetched(size, after),
    )
    return _page(beyond(after, rows), edition, at, size)


@prepared
def _newest_listed(
    list_id: Any,
    site_id: Any,
    language_code: Any,
    at: Any,
    after_at: Any,
    after_id: Any,
    *,
    listing: str,
    size: int,
) -> QuerySet[Publication, Row]:
    prefix = f"{listing}__"
    rows = listed(listing, list_id, site_id, language_code, at, _from(prefix, after_at, after_id))
    return card_rows(rows, language_code)[:size]


def list_key(listing: str, list_id: int, site: PublicSite, language_code: str) -> str:
    """The surrogate key of one list of an edition."""
    if listing == SECTION:
        return section_key(list_id, language_code)
    return (tag_key if listing == TAG else author_key)(list_id, site.id, language_code)


def newest_in(
    listing: str, list_id: OuterRef, site_id: Any, language_code: Any, at: Any
) -> Subquery:
    """For a row of an outer query: the newest live publication of its list, or NULL.

    Asks what EXISTS would. But PostgreSQL turns EXISTS into a join and then reads the whole list,
    and all publications with it; this it answers from the first entry of the list's index.
    """
    return Subquery(listed(listing, list_id, site_id, language_code, at).values("pk")[:1])


def listed(
    listing: str,
    list_id: Expression | OuterRef | int,
    site_id: int,
    language_code: Expression | OuterRef | str,
    at: datetime,
    conditions: Q = NOTHING_ELSE,
) -> QuerySet[Publication]:
    """One list of an edition; `list_key` is what changes with it."""
    # One `filter()`, so that all of it is said of the same row of the listing; the order is the
    # listing's own too, because its index has it.
    prefix = f"{listing}__"
    columns = {
        f"{prefix}{LIST_COLUMN[listing]}": list_id,
        f"{prefix}site_id": site_id,
        f"{prefix}language_code": language_code,
        f"{prefix}publish_at__lte": at,
    }
    return (
        Publication.objects.live(at)
        .filter(conditions, **columns)
        .order_by(f"-{prefix}publish_at", f"-{prefix}publication_id")
    )


def _place(cursor: Cursor | None) -> tuple[datetime | None, int | None]:
    return (cursor.publish_at, cursor.publication_id) if cursor else (None, None)


def _fetched(size: int, cursor: Cursor | None) -> int:
    """One row more than is shown tells whether there are older ones; another is the cursor's."""
    return size + 1 + (cursor is not None)


def _from(prefix: str, publish_at: Any, publication_id: Any) -> Q:
    """That place in the order of a list and what comes after it; everything where there is none."""
    if publish_at is None:
        return Q()
    at, own = f"{prefix}publish_at", f"{prefix}publication_id" if prefix else "pk"
    return Q(**{f"{at}__lte": publish_at}) & (
        Q(**{f"{at}__lt": publish_at}) | Q(**{f"{own}__lte": publication_id})
    )


def beyond(cursor: Cursor | None, rows: Sequence[Row], *, at: str = "publish_at") -> Sequence[Row]:
    """Of rows that begin at a cursor, those after its own.

    Its own may be gone, and the list still goes on from there. But anybody can make cursors up,
    without end, so only what follows on a row that is there is worth keeping.
    """
    if cursor is None:
        return rows
    if rows and (rows[0][at], rows[0]["pk"]) == (cursor.publish_at, cursor.publication_id):
        note_continued()
        return rows[1:]
    return rows


def _page(rows: Sequence[Row], edition: PublicEdition, at: datetime, size: int) -> CardPage:
    """Of rows that are one more than the page shows, if there are older ones."""
    cards = [card_from(row, edition, at) for row in rows]
    if len(cards) <= size:
        return CardPage(cards, None)
    last = cards[size - 1]
    return CardPage(cards[:size], Cursor(last.publish_at, last.publication_id))
