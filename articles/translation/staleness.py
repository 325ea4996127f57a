"""How far an original has moved since a translation was made from it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from articles.models import Revision
from articles.text.segments import Segment, cut_story


@dataclass(frozen=True)
class SegmentChange:
    """One segment that changed: None before means that it is new, None after that it is gone."""

    before: Segment | None
    after: Segment | None


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


def segment_changes(before: Revision, after: Revision) -> list[SegmentChange]:
    """The changes themselves, in reading order; a segment that only moved is none."""
    old, new = segments_of(before), segments_of(after)
    kept = {segment.hash for segment in old} & {segment.hash for segment in new}
    matcher = SequenceMatcher(
        a=[segment.hash for segment in old], b=[segment.hash for segment in new], autojunk=False
    )
    changes = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            gone = [segment for segment in old[a:b] if segment.hash not in kept]
            come = [segment for segment in new[c:d] if segment.hash not in kept]
            changes += [SegmentChange(one, other) for one, other in zip_longest(gone, come)]
    return changes
