"""The rows of a batch, table by table, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from django.db import models

from articles.models import (
    AuthorListing,
    Byline,
    ImportedPage,
    Publication,
    Revision,
    SearchEntry,
    SectionListing,
    StateChange,
    Story,
    StoryEntry,
    StoryTranslation,
    StoryViewTotal,
    TagListing,
    ViewTotal,
)

_LISTED: Final = ("publication_id", "site_id", "language_code", "publish_at")
# All columns but numbers that the tables give themselves. A column that is added to a model and
# not here makes the comparison with the verbs fail (tests/exchange/bulk/writing/test_rows.py).
COLUMNS: Final[dict[type[models.Model], tuple[str, ...]]] = {
    Story: (
        *("id", "origin_id", "original_language", "section_id", "lead_image_id", "source_id"),
        *("created_at", "created_by_id", "updated_at"),
    ),
    ImportedPage: (
        *("story_id", "site_id", "language_code", "fingerprint", "published_at", "clicks"),
        "imported_at",
    ),
    Byline: ("story_id", "author_id", "position"),
    Story.tags.through: ("story_id", "tag_id"),
    Revision: (
        *("id", "story_id", "language_code", "title", "dek", "body", "slug", "lead_image_id"),
        *("source_id", "author_ids", "tag_ids", "links", "created_at", "created_by_id", "reason"),
    ),
    StoryTranslation: (
        *("master_id", "language_code", "title", "dek", "body", "slug", "state", "head_id"),
        *("stale_segments", "missing_segments", "unconfirmed_segments", "changed_at"),
        "changed_by_id",
    ),
    StoryEntry: ("story_id", "vector"),
    Publication: (
        *("id", "story_id", "site_id", "language_code", "revision_id", "section_id", "headline"),
        *("publish_at", "expire_at", "withdrawn_at", "updated_at", "original_updated_at"),
    ),
    SectionListing: (*_LISTED, "section_id"),
    TagListing: (*_LISTED, "tag_id"),
    AuthorListing: (*_LISTED, "author_id", "position"),
    SearchEntry: (*_LISTED, "vector"),
    ViewTotal: ("publication_id", "opening", "counted"),
    StoryViewTotal: ("site_id", "story_id", "views"),
    StateChange: (
        *("story_id", "language_code", "site_id", "revision_id", "verb", "actor_id", "at"),
        *("reason", "detail"),
    ),
}


# With what each row of a table begins.
_COUNTS: Final = {model: len(columns).to_bytes(2) for model, columns in COLUMNS.items()}

# Appends rows to the columns of a table.
Copier: TypeAlias = Callable[[type[models.Model], Sequence[str], Iterable[bytes]], object]


class Rows:
    """What waits to be written."""

    def __init__(self, copy_rows: Copier) -> None:
        self._copy_rows = copy_rows
        self._waiting: dict[type[models.Model], list[bytes]] = {model: [] for model in COLUMNS}

    def add(self, model: type[models.Model], *fields: bytes) -> None:
        """The values of `COLUMNS`, packed; several that are packed together may come as one."""
        self._waiting[model] += (_COUNTS[model], *fields)

    def write_before(self, stop: type[models.Model]) -> None:
        """The tables that come before this one: one statement for each that has rows."""
        for model in COLUMNS:
            if model is stop:
                return
            self._write(model)

    def write_rest(self) -> None:
        """All that waits still."""
        for model in COLUMNS:
            self._write(model)

    def _write(self, model: type[models.Model]) -> None:
        rows = self._waiting.pop(model, [])
        if rows:
            self._copy_rows(model, COLUMNS[model], rows)
