"""Why is it not there? Answered by the predicates that decide what is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from articles.enums import Place, PublicState, Verb
from articles.models import (
    FrontPageSlot,
    Publication,
    PublicationQuerySet,
    SearchEntry,
    Site,
    StateChange,
    Story,
    StoryTranslation,
)
from articles.models.publication import live_clauses
from articles.queries.feeds import ENTRIES
from articles.queries.front_page import PLACES, compose_front
from articles.queries.licences import licence_objection
from articles.queries.listings import SECTION, listed
from articles.queries.releases import release_of
from articles.queries.sitemaps import NEWS_AGE, canonical
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.snapshot import public_sites


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that keeps a story away: its id, and what a sentence about it needs."""

    rule: str
    detail: Mapping[str, Any] = field(default_factory=dict)


def explain(
    story: Story, site: Site, language_code: str, at: datetime, place: Place = Place.PAGE
) -> list[Reason]:
    """Every reason why readers do not find the story there at this moment; none: they do."""
    public = public_sites().with_id(site.pk)
    if public is None:
        return [Reason("site")]
    edition = public.edition(language_code)
    if edition is None:
        return [Reason("edition")]
    publication = (
        judged(Publication.objects.on(site, language_code), at).filter(story=story).first()
    )
    if publication is None:
        return list(_never_published(story, site, language_code))
    reasons = list(not_live(publication, at))
    if edition.section(publication.section_id) is None:
        reasons.append(Reason("section-name", {"section": publication.section_id}))
    if not reasons and place != Place.PAGE:
        reasons += _not_in(place, publication, public, edition, at)
    return reasons


def judged(publications: PublicationQuerySet, at: datetime) -> QuerySet[Any]:
    """With the answer of each clause of the one definition of public."""
    return publications.annotate(
        **{
            f"passes_{state}": Case(
                When(clause, then=Value(True)), default=Value(False), output_field=BooleanField()
            )
            for state, clause in live_clauses(at).items()
        }
    )


def _never_published(story: Story, site: Site, language_code: str) -> Iterator[Reason]:
    text = StoryTranslation.objects.filter(master=story, language_code=language_code).first()
    if text is None:
        yield Reason("no-text")
        return
    yield Reason("never-published", {"state": text.state})
    if text.head_id is not None:
        objection = licence_objection(text.head_id, site.pk, language_code, None)
        if objection is not None:
            yield Reason("licence", {"objection": objection})


def not_live(publication: Any, at: datetime) -> Iterator[Reason]:
    """What keeps a publication of `judged` from readers. A query where it was taken down."""
    failed = [state for state in live_clauses(at) if not getattr(publication, f"passes_{state}")]
    for state in failed:
        match state:
            case PublicState.WITHDRAWN:
                yield Reason("withdrawn", _who_took_it_down(publication))
            case PublicState.SCHEDULED:
                release = release_of(publication)
                name = release.name if release else ""
                yield Reason("scheduled", {"at": publication.publish_at, "release": name})
            case PublicState.EXPIRED:
                yield Reason("expired", {"at": publication.expire_at})


def _who_took_it_down(publication: Publication) -> dict[str, Any]:
    entry = (
        StateChange.objects.filter(
            story=publication.story_id,
            site=publication.site_id,
            language_code=publication.language_code,
            verb=Verb.TAKE_DOWN,
        )
        .select_related("actor")
        .first()
    )
    return {
        "at": publication.withdrawn_at,
        "by": str(entry.actor) if entry and entry.actor else "",
        "why": entry.reason if entry else "",
    }


def _not_in(
    place: Place,
    publication: Publication,
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
) -> Iterator[Reason]:
    """What keeps a public story out of one list, feed, map or the search."""
    match place:
        case Place.FRONT:
            if not compose_front(site, edition, at).shows(publication.pk):
                yield from _not_on_front(publication, at)
        case Place.FEED:
            yield from _pushed_out(publication, at)
        case Place.SECTION:
            rows = listed(SECTION, publication.section_id, site.id, edition.language_code, at)
            if not rows.filter(pk=publication.pk).exists():
                yield Reason("not-listed")
        case Place.SITEMAP:
            if not canonical(site, at).filter(pk=publication.pk).exists():
                yield Reason("mapped-by-origin")
        case Place.NEWS:
            if not canonical(site, at).filter(pk=publication.pk).exists():
                yield Reason("mapped-by-origin")
            elif publication.publish_at <= at - NEWS_AGE:
                yield Reason("too-old", {"at": publication.publish_at})
        case Place.SEARCH:
            if not SearchEntry.objects.filter(publication=publication.pk).exists():
                yield Reason("not-indexed")


def _pushed_out(publication: Publication, at: datetime) -> Iterator[Reason]:
    """Whether newer ones fill the feed; the archive has it all the same."""
    newer = Publication.objects.live(at).filter(
        Q(publish_at__gt=publication.publish_at)
        | Q(publish_at=publication.publish_at, pk__gt=publication.pk),
        site=publication.site_id,
        language_code=publication.language_code,
    )
    if len(newer.values_list("pk", flat=True)[:ENTRIES]) == ENTRIES:
        yield Reason("pushed-out", {"entries": ENTRIES})


def _not_on_front(publication: Publication, at: datetime) -> Iterator[Reason]:
    """What became of its places, if editors gave it any; and that the rule has newer ones."""
    slots = FrontPageSlot.objects.on(publication.site, publication.language_code)
    for slot in slots.filter(story=publication.story_id, position__lte=PLACES).in_order():
        if slot.begins_at is not None and slot.begins_at > at:
            yield Reason("front-later", {"place": slot.position, "at": slot.begins_at})
        elif slot.ends_at is not None and slot.ends_at <= at:
            yield Reason("front-over", {"place": slot.position, "at": slot.ends_at})
        else:
            yield Reason("front-covered", {"place": slot.position})
    yield Reason("front-newer")
