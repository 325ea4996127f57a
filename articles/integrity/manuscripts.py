"""Revisions as the rules see them, with what stands beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q

from articles.integrity.base import Manuscript, Picture, Term
from articles.models import (
    CategoryTranslation,
    GlossaryTerm,
    ImageTranslation,
    Revision,
    StoryTranslation,
)
from articles.richtext.reader import read_clean
from articles.richtext.text import image_ids
from articles.text.segments import Segment, SegmentKind
from articles.translation.comparison import compare_revisions, segments_of


def manuscript(revision: Revision) -> Manuscript:
    """A revision beside the newest one of its original. Seven queries at most."""
    story, code = revision.story, revision.language_code
    names = CategoryTranslation.objects.filter(section_site=story.origin_id, language_code=code)
    segments = segments_of(revision)
    original = None
    if code != story.original_language:
        original = newest_revision(story.pk, story.original_language)
    sources = () if original is None else segments_of(original)
    known = _archive_words(*filter(None, [revision, original]))
    return Manuscript(
        language_code=code,
        segments=segments,
        original=None
        if original is None
        else Manuscript(
            original.language_code, sources, pictures=pictures(original, sources, known)
        ),
        rows=() if original is None else compare_revisions(revision, original),
        section_names=list(names.values_list("name", flat=True)),
        pictures=pictures(revision, segments, known),
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


ArchiveWords = Mapping[tuple[int, str], str]


def pictures(
    revision: Revision, segments: Sequence[Segment], archive: ArchiveWords
) -> list[Picture]:
    """Those that a revision shows, the lead picture first.

    `archive` has the descriptions by picture and language; those of the story go before them.
    """
    return list(_pictures(revision, segments, archive)) if segments else []


def _pictures(
    revision: Revision, segments: Sequence[Segment], archive: ArchiveWords
) -> Iterator[Picture]:
    code = revision.language_code
    if lead := revision.lead_image_id:
        yield Picture(lead, archive.get((lead, code), ""), segments[0], is_lead=True)
    for place, node in enumerate(read_clean(revision.body)):
        if node.tag == "figure":
            number = int(node.attributes["data-image-id"])
            alt = node.attributes.get("data-alt") or archive.get((number, code), "")
            yield Picture(number, alt, _segment_of_figure(segments, place))


def _segment_of_figure(segments: Sequence[Segment], place: int) -> Segment:
    """Its caption, its description, or what stands before the block of this number."""
    own = [segment for segment in segments if _block(segment) == place]
    caption = next((segment for segment in own if segment.kind == SegmentKind.CAPTION), None)
    before = (segment for segment in reversed(segments) if _block(segment) < place)
    return caption or next(iter(own), None) or next(before, segments[0])


def _block(segment: Segment) -> int:
    """The number of the block of the body in which it stands; -1 above the body."""
    first = segment.path.partition("/")[0].partition("~")[0]
    return int(first) if first else -1


def _archive_words(*revisions: Revision) -> ArchiveWords:
    """What the archive says of all pictures of these revisions, in their languages."""
    ids: set[int] = set()
    for revision in revisions:
        ids |= {*image_ids(revision.body), *filter(None, [revision.lead_image_id])}
    if not ids:
        return {}
    rows = ImageTranslation.objects.filter(
        master__in=ids, language_code__in={revision.language_code for revision in revisions}
    )
    return {
        (image_id, code): alt
        for image_id, code, alt in rows.values_list("master", "language_code", "alt")
    }
