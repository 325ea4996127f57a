"""The address of the site itself, and the front page of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from articles.queries.cards import Card
from articles.queries.listings import newest, newest_by_section
from articles.sites.resolver import best_edition, site_of
from articles.sites.snapshot import PublicEdition, PublicSection, PublicSite
from articles.views.feed_links import feed_links
from articles.views.head import PageHead, alternates, social_image
from articles.views.page import in_edition, render_page
from articles.views.structured_data import website

SIDE, MORE, BLOCK = 5, 4, 4
# A lead story has a picture if one of this many newest stories has.
LEAD_AMONG = 4


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


@require_safe
def choose_edition(request: HttpRequest) -> HttpResponse:
    """Send the reader to the edition that suits their browser's languages best."""
    site = site_of(request)
    if site is None:
        raise Http404
    edition = best_edition(site, request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(edition.path)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@in_edition
def home(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    front = compose_front(site, edition, timezone.now())
    paths = {other.language_code: other.path for other in site.editions}
    head = PageHead(
        title=edition.name,
        share_title=edition.name,
        description=edition.description,
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(edition.path),
        alternates=alternates(site, paths),
        feeds=feed_links(site, edition),
        image=social_image(site, front.lead.picture if front.lead else None),
        json_ld=(website(site, edition),),
    )
    return render_page(
        request,
        "articles/home.html",
        site,
        edition,
        head,
        context={"front": front, "is_front": True},
        languages=paths,
    )


def compose_front(site: PublicSite, edition: PublicEdition, at: datetime) -> Front:
    """The newest, a story with a picture first; then those of each section that do not stand
    above. Two queries.
    """
    cards = _best_first(newest(site, edition, at, size=1 + SIDE + MORE).cards)
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


def _best_first(cards: Sequence[Card]) -> list[Card]:
    """The newest of the first few that has a picture comes first; the others keep their order."""
    lead = next((card for card in cards[:LEAD_AMONG] if card.picture), None)
    if lead is None:
        return list(cards)
    return [lead, *(card for card in cards if card is not lead)]
