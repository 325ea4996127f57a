"""How far an original has moved since a translation was made from it."""

from __future__ import annotations

from articles.models import Revision
from articles.text.segments import Segment, cut_story


def segments_of(revision: Revision) -> tuple[Segment, ...]:
    """The segments of one revision: title, dek, body."""
    return cut_story(title=revision.title, dek=revision.dek, body=revision.body)


def changed_segments(before: Revision, after: Revision) -> int:
    """How many segments were changed, added or dropped between two revisions of an original.

    Markup, white space and order do not count. A changed segment is one, not two.
    """
    if before.pk == after.pk:
        return 0
    old = {segment.hash for segment in segments_of(before)}
    new = {segment.hash for segment in segments_of(after)}
    return max(len(old - new), len(new - old))
