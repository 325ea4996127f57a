"""Names for pages that list everything: tags and authors that have something to read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import NAMES, directory_key, note
from articles.models import Author, AuthorTranslation, TagTranslation
from articles.queries.listings import AUTHOR, TAG, newest_in
from articles.queries.prepared import Row, prepared
from articles.sites.public import PublicEdition, PublicSite

# A page of links is of no use beyond this; search and the archive are.
LIMIT = 1000


def tags_with_stories(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> list[tuple[str, str]]:
    """Name and slug of each tag with a live story in the edition, by name. One query."""
    note(NAMES, directory_key(site.id, edition.language_code))
    rows = _tags(site.id, edition.language_code, at)
    return [(row["name"], row["slug"]) for row in rows]


@prepared
def _tags(site_id: Any, language_code: Any, at: Any) -> QuerySet[TagTranslation, Row]:
    rows: QuerySet[TagTranslation, Row] = (
        TagTranslation.objects.filter(language_code=language_code)
        .alias(newest=newest_in(TAG, OuterRef("master"), site_id, language_code, at))
        .filter(newest__isnull=False)
        .values("name", "slug")
        .order_by("slug")[:LIMIT]
    )
    return rows


def authors_with_stories(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> list[tuple[str, str]]:
    """Name and slug of each author with a live story in the edition. One query."""
    note(NAMES, directory_key(site.id, edition.language_code))
    rows = _authors(site.id, edition.language_code, at)
    return [(row["shown"], row["slug"]) for row in rows]


@prepared
def _authors(site_id: Any, language_code: Any, at: Any) -> QuerySet[Author, Row]:
    local_name = AuthorTranslation.objects.filter(
        master=OuterRef("pk"), language_code=language_code
    ).values("local_name")[:1]
    rows: QuerySet[Author, Row] = (
        Author.objects.alias(newest=newest_in(AUTHOR, OuterRef("pk"), site_id, language_code, at))
        .filter(newest__isnull=False)
        .annotate(shown=Coalesce(NullIf(Subquery(local_name), Value("")), F("name")))
        .values("shown", "slug")
        .order_by("slug")[:LIMIT]
    )
    return rows
