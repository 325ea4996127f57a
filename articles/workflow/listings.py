"""Putting a publication into its lists."""

from __future__ import annotations

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

    Tags and authors are those of the revision that readers see, not of the working copy.
    """
    place = {
        "publication": publication,
        "site_id": publication.site_id,
        "language_code": publication.language_code,
        "publish_at": publication.publish_at,
    }
    unlist(publication)
    SectionListing.objects.bulk_create(
        SectionListing(section=section, **place) for section in lineage(publication.section)
    )
    tags = Tag.objects.filter(pk__in=publication.revision.tag_ids)
    TagListing.objects.bulk_create(TagListing(tag=tag, **place) for tag in tags)
    authors = Author.objects.in_bulk(publication.revision.author_ids)
    AuthorListing.objects.bulk_create(
        AuthorListing(author=authors[pk], position=position, **place)
        for position, pk in enumerate(publication.revision.author_ids)
        if pk in authors
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
