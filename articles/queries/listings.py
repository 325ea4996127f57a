"""Lists of stories, newest first, by keyset: a deep page costs what the first one costs."""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value

from articles.caching.keys import author_key, edition_key, note, section_key, tag_key
from articles.models import Publication
from articles.queries.cards import Card, card_from, card_rows, read_cards
from articles.sites.snapshot import PublicEdition, PublicSection, PublicSite

PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# The lists of a publication: the table it is listed in, and the column that names the list.
SECTION, TAG, AUTHOR = "section_listings", "tag_listings", "author_listings"
LIST_COLUMN = {SECTION: "section_id", TAG: "tag_id", AUTHOR: "author_id"}


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
    without: Collection[int] = (),
    size: int = PAGE,
) -> CardPage:
    """Of the edition, or of the part of it that was published from `begin` to before `end`.

    `without` are ids of a few publications that are shown elsewhere.
    """
    note(edition_key(site.id, edition.language_code))
    conditions = Q(site=site.id, language_code=edition.language_code) & _beyond("", after)
    if begin is not None:
        conditions &= Q(publish_at__gte=begin)
    if end is not None:
        conditions &= Q(publish_at__lt=end)
    if without:
        conditions &= ~Q(pk__in=without)
    return _page(Publication.objects.live(at).filter(conditions).newest(), edition, at, size)


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
    return _page(listed(listing, list_id, site, edition, at, after=after), edition, at, size)


def newest_by_section(
    sections: Sequence[PublicSection],
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    *,
    size: int,
    shown: Sequence[Card],
) -> dict[int, list[Card]]:
    """The newest few of each section that are not shown already, by its id. One query."""
    if not sections:
        return {}
    known = [card.publication_id for card in shown]
    first, *rest = (
        card_rows(
            listed(SECTION, section.id, site, edition, at).exclude(pk__in=known),
            edition.language_code,
        ).annotate(block=Value(section.id))[:size]
        for section in sections
    )
    found: dict[int, list[Card]] = {section.id: [] for section in sections}
    for row in first.union(*rest, all=True) if rest else first:
        found[row["block"]].append(card_from(row, edition, at))
    for cards in found.values():
        cards.sort(key=_age, reverse=True)
    return found


def listed(
    listing: str,
    list_id: int,
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    *,
    after: Cursor | None = None,
) -> QuerySet[Publication]:
    note(list_key(listing, list_id, site, edition.language_code))
    return _listed(listing, list_id, site, edition.language_code, at, after=after)


def list_key(listing: str, list_id: int, site: PublicSite, language_code: str) -> str:
    """The surrogate key of one list of an edition."""
    if listing == SECTION:
        return section_key(list_id, language_code)
    return (tag_key if listing == TAG else author_key)(list_id, site.id, language_code)


def newest_in(
    listing: str, list_id: OuterRef, site: PublicSite, language_code: OuterRef | str, at: datetime
) -> Subquery:
    """For a row of an outer query: the newest live publication of its list, or NULL.

    Asks what EXISTS would. But PostgreSQL turns EXISTS into a join and then reads the whole list,
    and all publications with it; this it answers from the first entry of the list's index.
    """
    return Subquery(_listed(listing, list_id, site, language_code, at).values("pk")[:1])


def _listed(
    listing: str,
    list_id: OuterRef | int,
    site: PublicSite,
    language_code: OuterRef | str,
    at: datetime,
    *,
    after: Cursor | None = None,
) -> QuerySet[Publication]:
    # One `filter()`, so that all of it is said of the same row of the listing; the order is the
    # listing's own too, because its index has it.
    prefix = f"{listing}__"
    conditions = {
        f"{prefix}{LIST_COLUMN[listing]}": list_id,
        f"{prefix}site_id": site.id,
        f"{prefix}language_code": language_code,
        f"{prefix}publish_at__lte": at,
    }
    return (
        Publication.objects.live(at)
        .filter(_beyond(prefix, after), **conditions)
        .order_by(f"-{prefix}publish_at", f"-{prefix}publication_id")
    )


def _beyond(prefix: str, cursor: Cursor | None) -> Q:
    if cursor is None:
        return Q()
    at, own = f"{prefix}publish_at", f"{prefix}publication_id" if prefix else "pk"
    return Q(**{f"{at}__lte": cursor.publish_at}) & (
        Q(**{f"{at}__lt": cursor.publish_at}) | Q(**{f"{own}__lt": cursor.publication_id})
    )


def _page(
    publications: QuerySet[Publication], edition: PublicEdition, at: datetime, size: int
) -> CardPage:
    cards = read_cards(publications[: size + 1], edition, at)
    if len(cards) <= size:
        return CardPage(cards, None)
    last = cards[size - 1]
    return CardPage(cards[:size], Cursor(last.publish_at, last.publication_id))


def _age(card: Card) -> tuple[datetime, int]:
    return card.publish_at, card.publication_id
