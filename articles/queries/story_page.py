"""What a story's page shows, as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from articles.enums import PublicState
from articles.queries.cards import CardPicture, story_path
from articles.queries.most_read import MostRead
from articles.sites.public import PublicSection


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A name with the page that it leads to; `path` is empty where there is none."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Credit:
    credit_line: str
    url: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the same text is live on the site that it comes from."""

    site_id: int
    section_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the desk says about the story, and when: a correction, or why it was retracted."""

    text: str
    at: datetime


class Neighbour(NamedTuple):
    """Another story in a list that a story stands in."""

    # 1 in the list of a tag, which says more than the section.
    shared: int
    # As the database writes it: of two, the later one is greater.
    publish_at: str
    publication_id: int


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What readers see of one publication."""

    publication_id: int
    story_id: int
    language_code: str
    title: str
    dek: str
    body: str
    slug: str
    section: PublicSection | None
    publish_at: datetime
    updated_at: datetime
    # Of a translation: since when the original says something else; None while it does not.
    original_updated_at: datetime | None
    state: PublicState
    views: int
    picture: CardPicture | None
    authors: tuple[NamedLink, ...]
    tags: tuple[NamedLink, ...]
    tag_ids: tuple[int, ...]
    source: Credit | None
    # Where the story is live on this site, this edition included: language code and path.
    languages: dict[str, str]
    # Of these, by language code, the ones that are live on another site, where they come from.
    origins: dict[str, Origin]
    # Newest first.
    corrections: tuple[Notice, ...]
    # Why it is not there any more; None for what was not retracted.
    retraction: Notice | None
    # In the edition in a day; None in a preview.
    most_read: MostRead | None = None
    # The newest others of its tags and section; None where nobody has looked, as in a preview.
    neighbours: tuple[Neighbour, ...] | None = None

    @property
    def path(self) -> str:
        return story_path(self.language_code, self.section, self.slug, self.story_id)

    @property
    def was_updated(self) -> bool:
        return self.updated_at > self.publish_at
