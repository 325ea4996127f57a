"""Telling readers of a translation that the original has been updated since."""

from __future__ import annotations

from datetime import datetime

from articles.enums import SegmentState
from articles.models import Publication, Revision, Story
from articles.translation.comparison import compare_revisions, links_of, segments_of


def note_originals(story: Story) -> None:
    """Set on every translation that is placed since when readers see an original that it does
    not follow, as far as what they see goes; working copies do not count.

    The original of a site is the one on that site, or else the one at the origin.
    """
    placed = list(
        Publication.objects.filter(story=story, withdrawn_at__isnull=True).select_related(
            "revision"
        )
    )
    originals = {
        publication.site_id: publication
        for publication in placed
        if publication.language_code == story.original_language
    }
    for publication in placed:
        original = originals.get(publication.site_id) or originals.get(story.origin_id)
        at = None if original is None else _updated_since(publication, original)
        if publication.original_updated_at != at:
            publication.original_updated_at = at
            publication.save(update_fields=["original_updated_at"])


def _updated_since(translation: Publication, original: Publication) -> datetime | None:
    if translation.language_code == original.language_code:
        return None
    if not says_something_else(translation.revision, original.revision):
        return None
    return max(original.publish_at, original.updated_at)


def says_something_else(translation: Revision, original: Revision) -> bool:
    """Whether the original was changed or extended after this translation was made.

    What the translation left out of an original that its writer had before them is not meant.
    """
    links = links_of(translation, original)
    seen_in = max((link.revision for link in links), default=0)
    if not seen_in or (seen_in == original.pk and all(link.revision == seen_in for link in links)):
        return False
    rows = compare_revisions(translation, original)
    if any(row.state == SegmentState.STALE for row in rows):
        return True
    missing = {row.source.hash for row in rows if row.state == SegmentState.MISSING and row.source}
    if not missing:
        return False
    seen = Revision.objects.filter(pk=seen_in).first()
    return seen is None or bool(missing - {segment.hash for segment in segments_of(seen)})
