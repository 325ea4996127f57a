"""What stands on the front page of an edition: by the hand of its editors, then by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from articles.caching.keys import edition_key, front_key, note
from articles.models import Publication
from articles.models.front_page import holding_clauses
from articles.queries.cards import Card, card_from, card_rows
from articles.queries.listings import newest, newest_by_section
from articles.queries.prepared import Row, prepared
from articles.sites.public import PublicEdition, PublicSection, PublicSite

SIDE, MORE, BLOCK = 5, 4, 4
# What editors arrange: the lead story, those beside it, and the row below. Blocks are by rule.
PLACES = 1 + SIDE + MORE
# Where the rule chooses it, the lead has a picture if one of this many newest stories has.
LEAD_AMONG = 4
_SLOT = "story__front_page_slots__"


@dataclass(frozen=True, slots=True)
class Placed:
    """What readers see at one place of the front page."""

    place: int
    card: Card
    # The place for which editors chose it; None where the rule did.
    chosen_place: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """A section on the front page."""

    section: PublicSection
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Front:
    """What stands where on the front page."""

    lead: Card | None
    side: Sequence[Card]
    more: Sequence[Card]
    blocks: Sequence[Block]

    def shows(self, publication_id: int) -> bool:
        """Anywhere on it."""
        lead = [self.lead] if self.lead else []
        blocks = [card for block in self.blocks for card in block.cards]
        cards = (*lead, *self.side, *self.more, *blocks)
        return any(card.publication_id == publication_id for card in cards)


def compose_front(site: PublicSite, edition: PublicEdition, at: datetime) -> Front:
    """The places; then the newest of each section that do not stand above. Three queries."""
    cards = [placed.card for placed in fill_places(site, edition, at)]
    sections = edition.top_sections
    by_section = newest_by_section(sections, site, edition, at, size=BLOCK, shown=cards)
    return Front(
        lead=cards[0] if cards else None,
        side=cards[1 : 1 + SIDE],
        more=cards[1 + SIDE :],
        blocks=[
            Block(section, by_section[section.id]) for section in sections if by_section[section.id]
        ],
    )


def fill_places(site: PublicSite, edition: PublicEdition, at: datetime) -> list[Placed]:
    """What the editors put there and is live; the newest of the others where nothing is.

    Two queries. Where there are too few stories for all places, those that there are move up.
    """
    by_hand = arranged_cards(site, edition, at)
    taken = [card.publication_id for card in by_hand.values()]
    free = PLACES - len(by_hand)
    rest = newest(site, edition, at, size=free, without=taken).cards if free else []
    by_rule = iter(rest if 1 in by_hand else _best_first(rest))
    filled: list[Placed] = []
    for place in range(1, PLACES + 1):
        card = by_hand.get(place) or next(by_rule, None)
        if card is not None:
            filled.append(Placed(len(filled) + 1, card, place if place in by_hand else None))
    return filled


def arranged_cards(site: PublicSite, edition: PublicEdition, at: datetime) -> Mapping[int, Card]:
    """By place, what the editors have there at this moment, of what is live then. One query.

    A story stands once: at the first of its places.
    """
    # What is not live yet may be so later, and then stand there.
    note(front_key(site.id, edition.language_code), edition_key(site.id, edition.language_code))
    rows = _arranged(site.id, edition.language_code, at)
    return {row["place"]: card_from(row, edition, at) for row in _first_of_each(rows)}


@prepared
def _arranged(site_id: Any, language_code: Any, at: Any) -> QuerySet[Publication, Row]:
    rows = (
        Publication.objects.live(at)
        .filter(
            # One `filter()`, so that all of it is said of the same slot.
            *holding_clauses(at, _SLOT),
            site=site_id,
            language_code=language_code,
            **{
                f"{_SLOT}site": site_id,
                f"{_SLOT}language_code": language_code,
                f"{_SLOT}position__lte": PLACES,
            },
        )
        .order_by(f"{_SLOT}position", F(f"{_SLOT}begins_at").desc(nulls_last=True))
    )
    return card_rows(rows, language_code).annotate(place=F(f"{_SLOT}position"))


def _first_of_each(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a place and a story, the rows being in order."""
    places: set[int] = set()
    stories: set[int] = set()
    chosen = []
    for row in rows:
        if row["place"] not in places and row["pk"] not in stories:
            places.add(row["place"])
            stories.add(row["pk"])
            chosen.append(row)
    return chosen


def _best_first(cards: Sequence[Card]) -> list[Card]:
    """The newest of the first few that has a picture comes first; the others keep their order."""
    lead = next((card for card in cards[:LEAD_AMONG] if card.picture), None)
    if lead is None:
        return list(cards)
    return [lead, *(card for card in cards if card is not lead)]
