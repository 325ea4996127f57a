"""Revisions as the rules see them, with what stands beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.db.models import Q

from articles.integrity.base import Manuscript, Picture, Term
from articles.models import (
    CategoryTranslation,
    GlossaryTerm,
    ImageTranslation,
    Revision,
    StoryTranslation,
)
from articles.richtext.text import image_ids
from articles.text.segments import Segment, SegmentKind
from articles.translation.comparison import compare_revisions, segments_of

_FIGURE = re.compile(r'<figure data-image-id="(\d+)"(?: data-alt="([^"]*)")?>')


def manuscript(revision: Revision) -> Manuscript:
    """A revision beside the newest one of its original. Seven queries at most."""
    story, code = revision.story, revision.language_code
    names = CategoryTranslation.objects.filter(section_site=story.origin_id, language_code=code)
    segments = segments_of(revision)
    original = None
    if code != story.original_language:
        original = newest_revision(story.pk, story.original_language)
    return Manuscript(
        language_code=code,
        segments=segments,
        original=None
        if original is None
        else Manuscript(original.language_code, segments_of(original)),
        rows=() if original is None else compare_revisions(revision, original),
        section_names=list(names.values_list("name", flat=True)),
        pictures=list(_pictures(revision, segments)),
        terms=() if original is None else terms_for(story.origin_id, story.original_language, code),
    )


def newest_revision(story_id: int, language_code: str) -> Revision | None:
    """The head of a story's text in one language."""
    text = (
        StoryTranslation.objects.filter(master=story_id, language_code=language_code)
        .select_related("head")
        .first()
    )
    return text.head if text else None


def terms_for(site_id: int, source_language: str, target_language: str) -> list[Term]:
    """The glossary of a site for two languages; its own terms replace those of the group."""
    rows = GlossaryTerm.objects.filter(
        Q(site=site_id) | Q(site=None),
        source_language=source_language,
        target_language=target_language,
    )
    terms = {}
    for row in sorted(rows, key=lambda row: row.site_id is not None):
        terms[row.source] = Term(row.source, tuple(row.accepted), row.match_case)
    return list(terms.values())


def _pictures(revision: Revision, segments: Sequence[Segment]) -> Iterator[Picture]:
    """Those of the text, after the lead picture; a story's own words go before the archive's."""
    if not segments:
        return
    ids = {*image_ids(revision.body), *filter(None, [revision.lead_image_id])}
    if not ids:
        return
    known = dict(
        ImageTranslation.objects.filter(
            master__in=ids, language_code=revision.language_code
        ).values_list("master", "alt")
    )
    if revision.lead_image_id:
        yield Picture(revision.lead_image_id, known.get(revision.lead_image_id, ""), segments[0])
    beside = [s for s in segments if s.kind == SegmentKind.CAPTION]
    for image_id, alt in _FIGURE.findall(revision.body):
        number = int(image_id)
        near = beside[0] if beside else segments[-1]
        yield Picture(number, alt or known.get(number, ""), near)
