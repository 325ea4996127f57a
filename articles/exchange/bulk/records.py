"""What a bulk import is told of each story, and what it says of the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkText:
    """One language of a story; without a slug it is made from the title."""

    title: str
    dek: str = ""
    body: str
    slug: str = ""
    # Of a translation: its blocks are those of the original, one by one and in order. Otherwise
    # it is found out what belongs to what, as `workflow.keep` does.
    follows_original: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkStory:
    """One story with all its languages, by the ids of what it refers to.

    `key` names it for ever: what has come in under it once does not come in again. Without
    `publish_at` it stays a draft. `written_at` is when the desk wrote it; None is now.
    """

    key: str
    original_language: str
    section: int
    texts: Mapping[str, BulkText]
    authors: Sequence[int] = ()
    tags: Sequence[int] = ()
    lead_image: int | None = None
    source: int | None = None
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    views: int = 0
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A text that was written but not published, because the original says more than it."""

    key: str
    language_code: str
    missing_segments: int


@dataclass
class BulkReport:
    """What became of the records; `created` has the story's id by key."""

    created: dict[str, int] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    held_back: list[HeldBack] = field(default_factory=list)


class BulkRefused(Exception):
    """A record that cannot be written, so that nothing of its batch was: which, where and why."""

    def __init__(self, key: str, field_name: str, message: str) -> None:
        self.key, self.field_name, self.message = key, field_name, message
        super().__init__(f"{key}, {field_name}: {message}")
