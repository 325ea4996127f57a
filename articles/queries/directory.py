"""Names for pages that list everything: tags and authors that have something to read."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import NAMES, directory_key, note
from articles.models import Author, AuthorTranslation, TagTranslation
from articles.queries.listings import AUTHOR, TAG, newest_in
from articles.sites.snapshot import PublicEdition, PublicSite

# A page of links is of no use beyond this; search and the archive are.
LIMIT = 1000


def tags_with_stories(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> list[tuple[str, str]]:
    """Name and slug of each tag with a live story in the edition, by name. One query."""
    note(NAMES, directory_key(site.id, edition.language_code))
    rows = (
        TagTranslation.objects.filter(language_code=edition.language_code)
        .alias(newest=newest_in(TAG, OuterRef("master"), site, edition.language_code, at))
        .filter(newest__isnull=False)
        .values_list("name", "slug")
        .order_by("slug")[:LIMIT]
    )
    return [(name, slug) for name, slug in rows]


def authors_with_stories(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> list[tuple[str, str]]:
    """Name and slug of each author with a live story in the edition. One query."""
    note(NAMES, directory_key(site.id, edition.language_code))
    local_name = AuthorTranslation.objects.filter(
        master=OuterRef("pk"), language_code=edition.language_code
    ).values("local_name")[:1]
    rows = (
        Author.objects.alias(
            newest=newest_in(AUTHOR, OuterRef("pk"), site, edition.language_code, at)
        )
        .filter(newest__isnull=False)
        .annotate(shown=Coalesce(NullIf(Subquery(local_name), Value("")), F("name")))
        .values_list("shown", "slug")
        .order_by("slug")[:LIMIT]
    )
    return [(name, slug) for name, slug in rows]
