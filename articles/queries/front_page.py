"""What stands on the front page of an edition: by the hand of its editors, then by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery

from articles.caching.keys import edition_key, front_key, note, section_key
from articles.enums import Ranks
from articles.models import Category, FrontPageSlot, Publication, Site
from articles.models.front_page import holding_clauses
from articles.queries.cards import Card, cards_with
from articles.queries.listings import SECTION, listed
from articles.queries.most_read import SHORT, SPARE, MostRead, list_from, places
from articles.queries.prepared import IsAmong, JSONList, JSONRow, Row, prepared
from articles.sites.public import PublicEdition, PublicSection, PublicSite

SIDE, MORE, BLOCK = 5, 4, 4
# What editors arrange: the lead story, those beside it, and the row below. Blocks are by rule.
PLACES = 1 + SIDE + MORE
# Where the rule chooses it, the lead has a picture if one of this many newest stories has.
LEAD_AMONG = 4


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
    # In the edition in a day.
    most_read: MostRead | None

    def shows(self, publication_id: int) -> bool:
        """Anywhere on it."""
        lead = [self.lead] if self.lead else []
        blocks = [card for block in self.blocks for card in block.cards]
        cards = (*lead, *self.side, *self.more, *blocks)
        return any(card.publication_id == publication_id for card in cards)


def compose_front(site: PublicSite, edition: PublicEdition, at: datetime) -> Front:
    """The places; then the newest of each section that do not stand above. Two queries."""
    sections = edition.top_sections
    keys = _read_keys(site, edition, at, sections)
    above = keys.above
    below = {
        section_id: [one for one in ids if one not in above][:BLOCK]
        for section_id, ids in keys.by_section
    }
    cards = cards_with(above.union(*below.values()), edition, at)
    placed = [one.card for one in _fill(keys, cards)]
    blocks = [
        Block(section, [cards[one] for one in below.get(section.id, ()) if one in cards])
        for section in sections
    ]
    return Front(
        lead=placed[0] if placed else None,
        side=placed[1 : 1 + SIDE],
        more=placed[1 + SIDE :],
        blocks=[block for block in blocks if block.cards],
        most_read=list_from(Ranks.DAY, keys.ranks, edition, at),
    )


def fill_places(site: PublicSite, edition: PublicEdition, at: datetime) -> list[Placed]:
    """What the editors put there and is live; the newest of the others where nothing is.

    Two queries. Where there are too few stories for all places, those that there are move up.
    """
    keys = _read_keys(site, edition, at, ())
    return _fill(keys, cards_with(keys.above, edition, at))


def _fill(keys: _Keys, cards: Mapping[int, Card]) -> list[Placed]:
    # What was taken down a moment ago is not among the cards.
    by_hand = {place: cards[one] for place, one in keys.by_hand.items() if one in cards}
    rest = [cards[one] for one in keys.by_rule if one in cards]
    by_rule = iter(rest if 1 in by_hand else _best_first(rest))
    filled: list[Placed] = []
    for place in range(1, PLACES + 1):
        card = by_hand.get(place) or next(by_rule, None)
        if card is not None:
            filled.append(Placed(len(filled) + 1, card, place if place in by_hand else None))
    return filled


@dataclass(frozen=True, slots=True)
class _Keys:
    """Ids of the publications of a front page."""

    # By place, what the editors have there and is live: a story once, at the first of its places.
    by_hand: Mapping[int, int]
    # The newest of the others, for the places that are left.
    by_rule: Sequence[int]
    # Of each section the newest, whether or not they stand above.
    by_section: Sequence[tuple[int, Sequence[int]]]
    # What `list_from` makes a list of.
    ranks: Sequence[Any]

    @property
    def above(self) -> set[int]:
        return {*self.by_hand.values(), *self.by_rule}


def _read_keys(
    site: PublicSite, edition: PublicEdition, at: datetime, sections: Sequence[PublicSection]
) -> _Keys:
    code = edition.language_code
    # What is not live yet may be so later, and then stand there.
    note(front_key(site.id, code), edition_key(site.id, code))
    note(*(section_key(section.id, code) for section in sections))
    rows = _keys(site.id, code, at, [section.id for section in sections])
    if not rows:
        return _Keys({}, (), (), ())
    row = rows[0]
    by_hand = _first_of_each(row["arranged"])
    others = [one for one in row["newest"] if one not in by_hand.values()]
    return _Keys(by_hand, others[: PLACES - len(by_hand)], row["sections"], row["ranks"])


@prepared
def _keys(site_id: Any, language_code: Any, at: Any, section_ids: Any) -> QuerySet[Site, Row]:
    """One row. What cards show is read of those that are chosen."""
    edition = site_id, language_code, at
    blocks = (
        Category.objects.filter(IsAmong("pk", section_ids))
        .order_by()
        .values(
            data=JSONRow(
                F("pk"),
                ArraySubquery(
                    listed(SECTION, OuterRef("pk"), *edition).values("pk")[: BLOCK + PLACES]
                ),
            )
        )
    )
    newest = Publication.objects.live(at).filter(site=site_id, language_code=language_code).newest()
    rows: QuerySet[Site, Any] = (
        Site.objects.filter(pk=site_id)
        .order_by()
        .values(
            arranged=JSONList(_arranged(*edition)),
            # All places may be taken by the very newest.
            newest=ArraySubquery(newest.values("pk")[: 2 * PLACES]),
            sections=JSONList(blocks),
            ranks=JSONList(places(Ranks.DAY.value, *edition, first=SHORT + SPARE)),
        )
    )
    return rows


def _arranged(site_id: Any, language_code: Any, at: Any) -> QuerySet[FrontPageSlot, Row]:
    """Of each slot whose time it is its place, and the publication if it is live."""
    shown = Publication.objects.live(at).filter(
        story=OuterRef("story"), site=site_id, language_code=language_code
    )
    rows: QuerySet[FrontPageSlot, Any] = (
        FrontPageSlot.objects.filter(
            *holding_clauses(at), site=site_id, language_code=language_code, position__lte=PLACES
        )
        .in_order()
        .values(data=JSONRow(F("position"), Subquery(shown.values("pk")[:1])))
    )
    return rows


def _first_of_each(slots: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """One publication a place and one place a publication, the slots being in order."""
    chosen: dict[int, int] = {}
    for place, publication_id in slots:
        if publication_id and place not in chosen and publication_id not in chosen.values():
            chosen[place] = publication_id
    return chosen


def _best_first(cards: Sequence[Card]) -> list[Card]:
    """The newest of the first few that has a picture comes first; the others keep their order."""
    lead = next((card for card in cards[:LEAD_AMONG] if card.picture), None)
    if lead is None:
        return list(cards)
    return [lead, *(card for card in cards if card is not lead)]
