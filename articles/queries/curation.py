"""What editors need to know when they arrange a front page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from articles.models import (
    Edition,
    FrontPage,
    FrontPageSlot,
    Publication,
    PublicationQuerySet,
    SearchEntry,
    Site,
)
from articles.models.front_page import holding_clauses
from articles.search.finding import search
from articles.search.parsing import Query, parse

# Stories that are offered to be placed.
OFFERED = 10


@dataclass(frozen=True, slots=True)
class CuratedEdition:
    """An edition in the list of front pages, with how many slots hold and how many will."""

    edition: Edition
    page: FrontPage | None
    holding: int
    coming: int


def curated_editions(editions: Iterable[Edition], at: datetime) -> list[CuratedEdition]:
    """What is known of their front pages. Two queries."""
    wanted = list(editions)
    sites = {edition.site_id for edition in wanted}
    pages = {
        (page.site_id, page.language_code): page
        for page in FrontPage.objects.filter(site__in=sites).select_related("changed_by")
    }
    begins, ends = holding_clauses(at)
    counts = {
        (row["site_id"], row["language_code"]): row
        for row in FrontPageSlot.objects.filter(site__in=sites)
        .values("site_id", "language_code")
        .annotate(
            holding=Count("pk", filter=begins & ends),
            coming=Count("pk", filter=Q(begins_at__gt=at)),
        )
    }
    found = []
    for edition in wanted:
        key = edition.site_id, edition.language_code
        count = counts.get(key, {"holding": 0, "coming": 0})
        found.append(CuratedEdition(edition, pages.get(key), count["holding"], count["coming"]))
    return found


def stories_to_place(
    site: Site, language_code: str, words: str, at: datetime, *, without: Collection[int]
) -> Sequence[Publication]:
    """Live or scheduled in the edition: with these words, of this number, or the newest.

    `without` are ids of stories.
    """
    rows = _offered(site, language_code, at).exclude(story__in=without)
    asked = words.strip()
    if not asked:
        return list(rows.newest()[:OFFERED])
    if asked.removeprefix("#").isdecimal() and len(asked) < 19:
        return list(rows.filter(story=int(asked.removeprefix("#"))))
    scheduled = rows.filter(publish_at__gt=at).filter(
        Q(headline__icontains=asked)
        | Q(revision__title__icontains=asked)
        | Q(_has_words(parse(asked, language_code)))
    )
    hits = search(
        site_id=site.pk, language_code=language_code, text=asked, at=at, size=2 * OFFERED
    ).hits
    known = rows.in_bulk([hit.publication_id for hit in hits])
    live = [known[hit.publication_id] for hit in hits if hit.publication_id in known]
    return [*scheduled.newest()[:OFFERED], *live][:OFFERED]


def _has_words(query: Query) -> Any:
    """Of a publication: those that the search of readers would look for, once it is live."""
    matches = RawSQL("vector @@ %s::tsquery", [query.literal], output_field=BooleanField())
    return Exists(SearchEntry.objects.filter(matches, publication=OuterRef("pk")))


def _offered(site: Site, language_code: str, at: datetime) -> PublicationQuerySet:
    return (
        Publication.objects.on(site, language_code)
        .filter(Q(expire_at__isnull=True) | Q(expire_at__gt=at), withdrawn_at__isnull=True)
        .select_related("revision")
    )
