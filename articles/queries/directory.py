"""Names for pages that list everything: tags and authors that have something to read."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from articles.models import (
    Author,
    AuthorListing,
    AuthorTranslation,
    Publication,
    TagListing,
    TagTranslation,
)
from articles.sites.snapshot import PublicEdition, PublicSite

# A page of links is of no use beyond this; search and the archive are.
LIMIT = 1000


def tags_with_stories(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> list[tuple[str, str]]:
    """Name and slug of each tag with a live story in the edition, by name. One query."""
    listed = TagListing.objects.filter(
        tag=OuterRef("master"), site=site.id, language_code=edition.language_code
    ).filter(Exists(Publication.objects.live(at).filter(pk=OuterRef("publication"))))
    rows = (
        TagTranslation.objects.filter(language_code=edition.language_code)
        .filter(Exists(listed))
        .values_list("name", "slug")
        .order_by("slug")[:LIMIT]
    )
    return [(name, slug) for name, slug in rows]


def authors_with_stories(
    site: PublicSite, edition: PublicEdition, at: datetime
) -> list[tuple[str, str]]:
    """Name and slug of each author with a live story in the edition. One query."""
    listed = AuthorListing.objects.filter(
        author=OuterRef("pk"), site=site.id, language_code=edition.language_code
    ).filter(Exists(Publication.objects.live(at).filter(pk=OuterRef("publication"))))
    local_name = AuthorTranslation.objects.filter(
        master=OuterRef("pk"), language_code=edition.language_code
    ).values("local_name")[:1]
    rows = (
        Author.objects.filter(Exists(listed))
        .annotate(shown=Coalesce(NullIf(Subquery(local_name), Value("")), F("name")))
        .values_list("shown", "slug")
        .order_by("slug")[:LIMIT]
    )
    return [(name, slug) for name, slug in rows]
