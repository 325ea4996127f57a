"""Revisions side by side: the rows of a translation and of the original that it follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.enums import SegmentState
from articles.models import Revision
from articles.text.segments import Segment, cut_story
from articles.translation.alignment import Row, compare, missing_sources
from articles.translation.links import SegmentLink, unpack
from articles.translation.pairing import first_links


def segments_of(revision: Revision) -> tuple[Segment, ...]:
    """The segments of one revision: title, dek, body."""
    return _cut(revision.title, revision.dek, revision.body)


# One save looks at the same few revisions a dozen times.
@lru_cache(maxsize=32)
def _cut(title: str, dek: str, body: str) -> tuple[Segment, ...]:
    return cut_story(title=title, dek=dek, body=body)


def links_of(revision: Revision, original: Revision) -> list[SegmentLink]:
    """The links of a translation; where none were ever made, as if it followed `original`."""
    links = unpack(revision.links)
    if links is None:
        return first_links(segments_of(original), segments_of(revision), original.pk)
    return links


def compare_revisions(translation: Revision, original: Revision) -> tuple[Row, ...]:
    """The rows of a translation beside this revision of its original.

    One query more where the original has changed since, for the texts that it had.
    """
    links = links_of(translation, original)
    sources = segments_of(original)
    return compare(sources, segments_of(translation), links, former_sources(sources, links))


def former_sources(sources: Sequence[Segment], links: Sequence[SegmentLink]) -> dict[str, Segment]:
    """By hash, segments that the original had when parts of the translation were made."""
    wanted = missing_sources(sources, links)
    if not wanted:
        return {}
    return texts_of(Revision.objects.filter(pk__in=wanted))


def texts_of(revisions: Iterable[Revision]) -> dict[str, Segment]:
    """By hash, all segments of these revisions."""
    return {segment.hash: segment for one in revisions for segment in segments_of(one)}


def confirmed_links(
    rows: Iterable[Row], original: Revision, *, confirmed_by: int | None
) -> list[SegmentLink]:
    """Links that say of every row: this is what the original says now."""
    return [
        SegmentLink(
            row.target.hash,
            row.source.hash,
            original.pk,
            row.link.machine if row.link else "",
            confirmed_by if row.link and row.link.machine else None,
        )
        for row in rows
        if row.source is not None and row.target is not None
    ]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many segments of a translation stand how."""

    stale: int = 0
    missing: int = 0
    unconfirmed: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether it says all that the original says."""
        return not (self.stale or self.missing)


def count(rows: Iterable[Row]) -> Progress:
    rows = list(rows)
    states = [row.state for row in rows]
    return Progress(
        stale=states.count(SegmentState.STALE),
        missing=states.count(SegmentState.MISSING),
        unconfirmed=sum(row.link is not None and row.link.is_unconfirmed for row in rows),
    )
