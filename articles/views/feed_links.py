"""Which feeds belong to a page."""

from __future__ import annotations

from dataclasses import dataclass

from articles.feeds.formats import FORMATS
from articles.queries.story_page import NamedLink
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSite
from articles.views.head import FeedLink


@dataclass(frozen=True)
class FeedSubject:
    """What can be followed: a whole edition, or a section, tag or author of it."""

    title: str
    kind: str = ""
    slug: str = ""

    def links(self, edition: PublicEdition) -> list[NamedLink]:
        """Its feed in each format."""
        return [
            NamedLink(
                one.name,
                addresses.feed_path(edition.language_code, one.file_name, self.kind, self.slug),
            )
            for one in FORMATS
        ]


def feed_links(
    site: PublicSite, edition: PublicEdition, *subjects: FeedSubject
) -> tuple[FeedLink, ...]:
    """For the head of a page: the feeds of its own subjects, then those of the edition."""
    return tuple(
        FeedLink(
            title=f"{subject.title} ({one.name})",
            media_type=one.media_type,
            url=site.absolute(
                addresses.feed_path(
                    edition.language_code, one.file_name, subject.kind, subject.slug
                )
            ),
        )
        for subject in (*subjects, FeedSubject(edition.name))
        for one in FORMATS
    )
