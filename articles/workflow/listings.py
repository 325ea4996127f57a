"""Putting a publication into its lists."""

from __future__ import annotations

from typing import Any

from articles.models import (
    Author,
    AuthorListing,
    Category,
    Publication,
    SectionListing,
    Tag,
    TagListing,
)


def list_publication(publication: Publication) -> None:
    """List it in its sections, under its tags and by its authors, and nowhere else.

    Tags and authors are those of the revision that readers see, not of the working copy. Rows that
    are right stay as they are: a list that nothing changed in keeps its cached pages.
    """
    revision = publication.revision
    tags = Tag.objects.filter(pk__in=revision.tag_ids).values_list("pk", flat=True)
    known = set(Author.objects.filter(pk__in=revision.author_ids).values_list("pk", flat=True))
    authors = {pk: place for place, pk in enumerate(revision.author_ids) if pk in known}
    _list(
        publication,
        SectionListing,
        "section_id",
        {section.pk: {} for section in lineage(publication.section)},
    )
    _list(publication, TagListing, "tag_id", {pk: {} for pk in tags})
    _list(
        publication,
        AuthorListing,
        "author_id",
        {pk: {"position": place} for pk, place in authors.items()},
    )


def _list(
    publication: Publication,
    model: type[Any],
    column: str,
    wanted: dict[int, dict[str, int]],
) -> None:
    """Make the publication's rows of one kind those of `wanted`: by the list's id, what else."""
    rows = model._default_manager.filter(publication=publication)
    place = {
        "site_id": publication.site_id,
        "language_code": publication.language_code,
        "publish_at": publication.publish_at,
    }
    kept = set()
    for row in rows:
        number = getattr(row, column)
        expected = place | wanted.get(number, {})
        if number in wanted and all(getattr(row, n) == v for n, v in expected.items()):
            kept.add(number)
        else:
            row.delete()
    model._default_manager.bulk_create(
        model(publication=publication, **{column: number}, **place, **extra)
        for number, extra in wanted.items()
        if number not in kept
    )


def unlist(publication: Publication) -> None:
    """Take it out of all lists."""
    for listings in (
        publication.section_listings,
        publication.tag_listings,
        publication.author_listings,
    ):
        listings.all().delete()


def lineage(section: Category) -> list[Category]:
    """The section and all above it, from the inside out."""
    line = [section]
    while (parent := line[-1].parent) is not None and parent not in line:
        line.append(parent)
    return line
