"""Pages of stories and publications, by cursor, as programs ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles.models import Publication, PublicationQuerySet, Site, Story, StoryTranslation, User
from articles.queries.board import Cursor
from articles.queries.desk import stories_for_desk

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def story_page(
    user: User,
    *,
    site: Site | None = None,
    language_code: str = "",
    state: str = "",
    after: Cursor | None = None,
    size: int,
) -> tuple[list[Story], Cursor | None]:
    """Stories that the user may read, the last changed first, and where the next begin."""
    rows = stories_for_desk(user).order_by("-updated_at", "-pk")
    if site is not None:
        placed = Publication.objects.filter(story=OuterRef("pk"), site=site)
        rows = rows.filter(Q(origin=site) | Exists(placed))
    if language_code or state:
        texts: Any = StoryTranslation.objects.filter(master=OuterRef("pk"))
        if language_code:
            texts = texts.filter(language_code=language_code)
        if state:
            texts = texts.filter(state=state)
        rows = rows.filter(Exists(texts))
    if after is not None:
        at = moment_of(after)
        rows = rows.filter(
            Q(updated_at__lt=at) | Q(updated_at=at, pk__lt=after.story_id), updated_at__lte=at
        )
    read = list(rows[: size + 1])
    return read[:size], _next(read, size, lambda story: story.updated_at)


def publication_page(
    rows: PublicationQuerySet, *, after: Cursor | None, size: int
) -> tuple[PublicationQuerySet, Cursor | None]:
    """Some of these publications, the newest first, and where the next begin. One query."""
    rows = rows.newest()
    if after is not None:
        at = moment_of(after)
        rows = rows.filter(
            Q(publish_at__lt=at) | Q(publish_at=at, pk__lt=after.story_id), publish_at__lte=at
        )
    keys = list(rows.only("publish_at")[: size + 1])
    chosen = Publication.objects.filter(pk__in=[row.pk for row in keys[:size]]).newest()
    return chosen, _next(keys, size, lambda row: row.publish_at)


def moment_of(cursor: Cursor) -> datetime:
    """Raises OverflowError for a cursor that no page has given."""
    return _EPOCH + cursor.rank * _MICROSECOND


def _next(rows: Sequence[Any], size: int, rank: Any) -> Cursor | None:
    if len(rows) <= size:
        return None
    last = rows[size - 1]
    return Cursor((rank(last) - _EPOCH) // _MICROSECOND, last.pk)
