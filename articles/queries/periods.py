"""Which years, months or days of an edition have stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import QuerySet, Value

from articles.caching.keys import edition_key, note
from articles.models import Publication
from articles.queries.prepared import prepared
from articles.sites.public import PublicEdition, PublicSite


def first_and_last(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> tuple[datetime, datetime] | None:
    """When the oldest and the newest live story were published; None where there is none."""
    note(edition_key(site.id, edition.language_code))
    found = [row["publish_at"] for row in _ends(site.id, edition.language_code, at)]
    return (min(found), max(found)) if found else None


@prepared
def _ends(site_id: Any, language_code: Any, at: Any) -> QuerySet[Publication, Any]:
    live = _live(site_id, language_code, at)
    oldest = live.order_by("publish_at").values("publish_at")[:1]
    newest = live.order_by("-publish_at").values("publish_at")[:1]
    return oldest.union(newest, all=True)


def with_stories(
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    periods: Sequence[tuple[datetime, datetime]],
) -> list[bool]:
    """For each period, from its begin to before its end, whether anything is live. One query."""
    note(edition_key(site.id, edition.language_code))
    if not periods:
        return []
    rows = _within(site.id, edition.language_code, at, *chain.from_iterable(periods))
    found = {row["number"] for row in rows}
    return [number in found for number in range(len(periods))]


@prepared
def _within(site_id: Any, language_code: Any, at: Any, *moments: Any) -> QuerySet[Publication, Any]:
    """A row for each period in which something is live: they come as begin, end, begin, end."""
    live = _live(site_id, language_code, at)
    first, *rest = (
        live.filter(publish_at__gte=begin, publish_at__lt=end)
        .order_by("-publish_at")
        .values(number=Value(number))[:1]
        for number, (begin, end) in enumerate(zip(moments[::2], moments[1::2], strict=True))
    )
    return first.union(*rest, all=True) if rest else first


def _live(site_id: Any, language_code: Any, at: Any) -> QuerySet[Publication]:
    return Publication.objects.live(at).filter(site=site_id, language_code=language_code)
