"""Revisions as the rules see them, with what stands beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.integrity.base import Manuscript, Picture
from articles.integrity.surroundings import (
    ArchiveWords,
    Lookups,
    Surroundings,
    subjects_of,
    terms_for,
)
from articles.models import Revision, StoryTranslation
from articles.richtext.reader import read_clean
from articles.text.segments import Segment, SegmentKind
from articles.translation.alignment import Row, compare, missing_sources
from articles.translation.comparison import segments_of
from articles.translation.links import SegmentLink, unpack
from articles.translation.pairing import first_links

__all__ = ["manuscript", "manuscripts", "newest_revision", "terms_for"]


def manuscript(revision: Revision) -> Manuscript:
    """A revision beside the newest one of its original."""
    surroundings = Lookups().of(subjects_of([revision.pk]))
    return manuscripts([revision], surroundings)[0]


def manuscripts(
    revisions: Sequence[Revision], surroundings: Sequence[Surroundings]
) -> list[Manuscript]:
    """Each revision in its surroundings. Two queries at most, whatever their number."""
    desk = _Desk(revisions)
    pairs = list(zip(revisions, surroundings, strict=True))
    desk.fetch({beside.original_id for _text, beside in pairs if beside.original_id})
    for revision, beside in pairs:
        if beside.original_id:
            desk.follow(revision, beside.original_id)
    desk.fetch(set().union(*desk.gone.values()))
    return [_manuscript(revision, beside, desk) for revision, beside in pairs]


def newest_revision(story_id: int, language_code: str) -> Revision | None:
    """The head of a story's text in one language."""
    text = (
        StoryTranslation.objects.filter(master=story_id, language_code=language_code)
        .select_related("head")
        .first()
    )
    return text.head if text else None


class _Desk:
    """Texts in segments, by revision; what several need is fetched and cut once."""

    def __init__(self, revisions: Sequence[Revision]) -> None:
        self.texts = {revision.pk: revision for revision in revisions}
        self.cut = {revision.pk: segments_of(revision) for revision in revisions}
        self.originals: dict[int, Manuscript] = {}
        self.links: dict[int, list[SegmentLink]] = {}
        # Revisions that hold what a translation was made from, and its original has no more.
        self.gone: dict[int, set[int]] = {}

    def fetch(self, revision_ids: set[int]) -> None:
        missing = revision_ids - self.cut.keys()
        if missing:
            texts = Revision.objects.in_bulk(missing)
            self.texts |= texts
            self.cut |= {pk: segments_of(text) for pk, text in texts.items()}

    def follow(self, translation: Revision, original_id: int) -> None:
        """Note what the translation was made from; where nobody did, as if it was this original."""
        sources, links = self.cut[original_id], unpack(translation.links)
        if links is None:
            links = first_links(sources, self.cut[translation.pk], original_id)
        self.links[translation.pk] = links
        self.gone[translation.pk] = missing_sources(sources, links)

    def rows(self, translation_id: int, original_id: int) -> tuple[Row, ...]:
        """The translation beside its original."""
        once = (self.cut.get(pk, ()) for pk in sorted(self.gone[translation_id]))
        return compare(
            self.cut[original_id],
            self.cut[translation_id],
            self.links[translation_id],
            {segment.hash: segment for segments in once for segment in segments},
        )

    def original(self, revision_id: int, archive: ArchiveWords) -> Manuscript:
        """The same for all its translations."""
        if revision_id not in self.originals:
            text, segments = self.texts[revision_id], self.cut[revision_id]
            self.originals[revision_id] = Manuscript(
                text.language_code, segments, pictures=pictures(text, segments, archive)
            )
        return self.originals[revision_id]


def _manuscript(revision: Revision, beside: Surroundings, desk: _Desk) -> Manuscript:
    code, segments = revision.language_code, desk.cut[revision.pk]
    names = beside.shared.section_names
    shown = pictures(revision, segments, beside.alts)
    if not beside.original_id:
        return Manuscript(code, segments, section_names=names, pictures=shown)
    return Manuscript(
        code,
        segments,
        original=desk.original(beside.original_id, beside.alts),
        rows=desk.rows(revision.pk, beside.original_id),
        section_names=names,
        pictures=shown,
        terms=beside.shared.terms,
    )


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
    # Reading takes as long as many rules, and most texts have no picture in them.
    nodes = read_clean(revision.body) if "<figure" in revision.body else []
    for place, node in enumerate(nodes):
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
