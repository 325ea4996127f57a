"""Which years, months or days of an edition have stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Value

from articles.caching.keys import edition_key, note
from articles.models import Publication, PublicationQuerySet
from articles.sites.snapshot import PublicEdition, PublicSite


def first_and_last(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> tuple[datetime, datetime] | None:
    """When the oldest and the newest live story were published; None where there is none."""
    live = _live(site, edition, at)
    oldest = live.order_by("publish_at").values_list("publish_at")[:1]
    newest = live.order_by("-publish_at").values_list("publish_at")[:1]
    found = [moment for (moment,) in oldest.union(newest, all=True)]
    return (min(found), max(found)) if found else None


def with_stories(
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    periods: Sequence[tuple[datetime, datetime]],
) -> list[bool]:
    """For each period, from its begin to before its end, whether anything is live. One query."""
    live = _live(site, edition, at)
    first, *rest = (
        live.filter(publish_at__gte=begin, publish_at__lt=end)
        .order_by("-publish_at")
        .values_list(Value(number))[:1]
        for number, (begin, end) in enumerate(periods)
    )
    found = {number for (number,) in (first.union(*rest, all=True) if rest else first)}
    return [number in found for number in range(len(periods))]


def _live(site: PublicSite, edition: PublicEdition, at: datetime) -> PublicationQuerySet:
    note(edition_key(site.id, edition.language_code))
    return Publication.objects.live(at).filter(site=site.id, language_code=edition.language_code)
