"""One language of a story as its translator sees it: segment by segment beside the original."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from articles.enums import SegmentState
from articles.integrity.base import Term
from articles.integrity.manuscripts import terms_for
from articles.integrity.policy import Weighed, scales_for
from articles.models import Finding, Revision, SegmentDraft, Story, StoryTranslation, User
from articles.text.segments import Segment, SegmentKind
from articles.text.terms import TermMatch, find_terms
from articles.translation.alignment import Row
from articles.translation.comparison import compare_revisions, segments_of
from articles.translation.composing import inline_html
from articles.translation.moves import moves

PLAIN = frozenset({SegmentKind.TITLE, SegmentKind.DEK, SegmentKind.ALT})
TO_DO = frozenset({SegmentState.MISSING, SegmentState.STALE})


@dataclass(slots=True)
class Line:
    """A row of the workbench. `occurrence` tells rows apart that have the same words.

    `draft` is what the person has typed here and not saved; `terms` are those of the glossary
    in the source. `moved` is the row that shares its words since paragraphs were split or merged.
    """

    number: int
    row: Row
    occurrence: int
    findings: list[Weighed] = field(default_factory=list)
    draft: SegmentDraft | None = None
    terms: list[TermMatch[Term]] = field(default_factory=list)
    moved: Line | None = None

    @property
    def segment(self) -> Segment:
        """The one that says what kind of row it is."""
        segment = self.row.source or self.row.target
        assert segment is not None
        return segment

    @property
    def name(self) -> str:
        """The number for addresses and ids, written alike in all languages."""
        return str(self.number)

    @property
    def source_hash(self) -> str:
        return self.row.source.hash if self.row.source else ""

    @property
    def base(self) -> str:
        """The hash of the translation as it stands; empty where there is none."""
        return self.row.target.hash if self.row.target else ""

    @property
    def key(self) -> str:
        """A name that stays while rows come and go around it."""
        return f"{self.source_hash or 'x' + self.base}-{self.occurrence}"

    @property
    def is_plain(self) -> bool:
        return self.segment.kind in PLAIN

    @property
    def is_unconfirmed(self) -> bool:
        return self.row.link is not None and self.row.link.is_unconfirmed

    @property
    def needs_work(self) -> bool:
        return self.row.state in TO_DO or self.is_unconfirmed

    @property
    def saved(self) -> str:
        return self.row.target.html if self.row.target else ""

    @property
    def html(self) -> str:
        """What the person sees as the translation: their own draft, where there is one."""
        return self.saved if self.draft is None else self.draft.html

    @property
    def glossary(self) -> list[Term]:
        """The terms of the source, each once."""
        return list({match.term.source: match.term for match in self.terms}.values())

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody saved other words since the draft was begun."""
        return self.draft is not None and self.draft.base_hash != self.base

    @property
    def is_of_former_source(self) -> bool:
        """Whether the original changed since the draft was begun."""
        return self.draft is not None and self.draft.source_hash != self.source_hash

    @property
    def is_held(self) -> bool:
        """Whether the person must look at the draft again before it can be saved."""
        return self.is_overtaken or self.is_of_former_source


@dataclass(frozen=True, slots=True)
class Bench:
    """All rows, and the drafts that belong to none of them any more."""

    story: Story
    language_code: str
    original: Revision
    translation: Revision | None
    lines: Sequence[Line]
    leftovers: Sequence[SegmentDraft]

    @property
    def stamp(self) -> str:
        """What `stamp` says of these rows."""
        return f"{self.original.pk}.{self.translation.pk if self.translation else 0}"

    @property
    def total(self) -> int:
        """Rows of the original that ask for words."""
        return sum(
            line.row.source is not None and (line.row.target is not None or line.needs_work)
            for line in self.lines
        )

    @property
    def done(self) -> int:
        return self.total - self.to_do

    @property
    def to_do(self) -> int:
        return sum(line.needs_work for line in self.lines)

    @property
    def stale(self) -> int:
        return sum(line.row.state == SegmentState.STALE for line in self.lines)

    @property
    def drafted(self) -> int:
        return sum(line.draft is not None for line in self.lines)


def workbench(story: Story, language_code: str, user: User) -> Bench | None:
    """Original and translation side by side, with this person's drafts.

    None before there is an original. Seven queries at most, however many segments there are.
    """
    texts = StoryTranslation.objects.filter(
        master=story.pk, language_code__in=[story.original_language, language_code]
    ).select_related("head__created_by")
    heads = {text.language_code: text.head for text in texts}
    original, translation = heads.get(story.original_language), heads.get(language_code)
    if original is None:
        return None
    lines = _lines(rows_of(translation, original))
    if translation is not None:
        _hand_out_findings(lines, findings_of(translation, story))
    terms = terms_for(story.origin_id, story.original_language, language_code)
    _hand_out_terms(lines, terms, story.original_language)
    drafts = SegmentDraft.objects.filter(story=story, language_code=language_code, user=user)
    return Bench(
        story=story,
        language_code=language_code,
        original=original,
        translation=translation,
        lines=lines,
        leftovers=_hand_out_drafts(lines, drafts.order_by("pk")),
    )


def stamp(story: Story, language_code: str) -> str:
    """Another one as soon as somebody saves the original or the translation."""
    codes = [story.original_language, language_code]
    heads = dict(
        StoryTranslation.objects.filter(master=story.pk, language_code__in=codes).values_list(
            "language_code", "head_id"
        )
    )
    return ".".join(str(heads.get(code) or 0) for code in codes)


def rows_of(translation: Revision | None, original: Revision) -> Sequence[Row]:
    if translation is None:
        return [Row(SegmentState.MISSING, source, None) for source in segments_of(original)]
    return compare_revisions(translation, original)


def _lines(rows: Sequence[Row]) -> list[Line]:
    seen: Counter[tuple[str, str]] = Counter()
    lines = []
    for number, row in enumerate(rows, start=1):
        key = (row.source.hash, "") if row.source else ("", row.target.hash if row.target else "")
        lines.append(Line(number, row, seen[key]))
        seen[key] += 1
    for number, other in moves(rows).items():
        lines[number].moved = lines[other]
    return lines


def findings_of(translation: Revision, story: Story) -> list[Weighed]:
    """What was found, as the story's own site weighs it; without what that site does not mind."""
    findings = list(Finding.objects.filter(revision=translation))
    for finding in findings:
        finding.revision = translation
    scales = scales_for(findings, [story.origin_id])
    weighed = (scales.weigh(finding, story.origin_id) for finding in findings)
    return [one for one in weighed if not one.is_ignored]


def _hand_out_findings(lines: Sequence[Line], findings: Iterable[Weighed]) -> None:
    """Each to the row that it is about; what is about no row that is left goes to the first."""
    by_target = {line.row.target.index: line for line in lines if line.row.target}
    by_source = {line.row.source.index: line for line in lines if line.row.source}
    for weighed in findings:
        finding = weighed.finding
        by_index = by_source if finding.of_original else by_target
        line = by_index.get(finding.segment_index)
        if line is None and lines:
            line = lines[0]
        if line is not None:
            line.findings.append(weighed)


def _hand_out_terms(lines: Sequence[Line], terms: Sequence[Term], language_code: str) -> None:
    """All sources are searched as one text, which takes a fraction of the time."""
    with_source = [line for line in lines if line.row.source is not None]
    texts = [line.segment.text for line in with_source]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    for match in find_terms("\n".join(texts), terms, language_code) if terms else ():
        number = bisect_right(starts, match.start) - 1
        if match.end < starts[number + 1]:
            moved = match._replace(
                start=match.start - starts[number], end=match.end - starts[number]
            )
            with_source[number].terms.append(moved)


def _hand_out_drafts(lines: Sequence[Line], drafts: Iterable[SegmentDraft]) -> list[SegmentDraft]:
    """Each to its row, else to the row whose translation it began from; returns the rest."""
    own = {_place(line): line for line in lines}
    homeless = []
    for draft in drafts:
        line = own.get(
            (draft.source_hash, draft.occurrence)
            if draft.source_hash
            else (draft.source_hash, draft.base_hash)
        )
        if line is None or line.draft is not None:
            homeless.append(draft)
        elif not _says_nothing(draft, line):
            line.draft = draft
    return [draft for draft in homeless if not _found_a_home(draft, lines)]


def _place(line: Line) -> tuple[str, int | str]:
    return (line.source_hash, line.occurrence if line.source_hash else line.base)


def _found_a_home(draft: SegmentDraft, lines: Sequence[Line]) -> bool:
    """Whether it could be put to the translation that it began from."""
    for line in lines:
        if draft.base_hash and line.base == draft.base_hash and line.draft is None:
            line.draft = draft
            return True
    return False


def _says_nothing(draft: SegmentDraft, line: Line) -> bool:
    """Whether it holds what is saved and settled anyway."""
    if line.needs_work and draft.base_hash == line.base and line.base:
        return False  # "still right", not saved yet
    return inline_html(draft.html) == inline_html(line.saved)
