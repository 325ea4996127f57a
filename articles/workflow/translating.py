"""Writing a translation segment by segment, as the workbench, files and machines do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import SegmentState, Verb
from articles.models import Revision, Story, StoryTranslation, User
from articles.richtext.sanitizer import TooLong
from articles.text.segments import Segment, SegmentKind, cut_body
from articles.translation.alignment import Row
from articles.translation.comparison import compare_revisions, segments_of
from articles.translation.composing import Extra, Words, compose, inline_html
from articles.translation.links import SegmentLink
from articles.workflow.errors import NothingToTranslate
from articles.workflow.saving import keep

PLAIN = frozenset({SegmentKind.TITLE, SegmentKind.DEK, SegmentKind.ALT})
TITLE_LENGTH = 250


@dataclass(frozen=True, slots=True)
class SegmentEdit:
    """New words for one segment.

    `source` is the hash of the original's segment, and `occurrence` says which of those with the
    same words is meant. A segment that only the translation has is named by `base`, `source`
    being empty. `html` is inline HTML; empty takes the translation away. `base` is the hash of
    the words that the writer began from: "" where there were none, None for whatever is there.
    `machine` names the engine that wrote it, if one did.
    """

    source: str
    occurrence: int
    html: str
    base: str | None = None
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that was not made, because somebody else has written other words meanwhile."""

    edit: SegmentEdit
    theirs: Segment | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """An edit that cannot be made, and why, in the active language."""

    edit: SegmentEdit
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of edits. `unknown` are those whose source the original no longer has."""

    revision: Revision | None = None
    applied: int = 0
    unchanged: int = 0
    conflicts: Sequence[Conflict] = ()
    rejected: Sequence[Rejection] = ()
    unknown: Sequence[SegmentEdit] = ()


@dataclass(slots=True)
class _Line:
    """A row on its way into the text. `words` stays None where there is no translation."""

    row: Row
    words: Words | None
    link: SegmentLink | None
    touched: bool = False


@dataclass(slots=True)
class _Sheet:
    """All lines, and how to find the one that an edit means."""

    lines: list[_Line]
    by_source: dict[tuple[str, int], _Line] = field(default_factory=dict)
    by_target: dict[str, _Line] = field(default_factory=dict)

    def find(self, edit: SegmentEdit) -> _Line | None:
        if edit.source:
            return self.by_source.get((edit.source, edit.occurrence))
        return self.by_target.get(edit.base or "")


@transaction.atomic
def translate_segments(
    story: Story,
    language_code: str,
    edits: Iterable[SegmentEdit],
    *,
    actor: User | None,
    reason: str = "",
) -> Outcome:
    """Write segments of one language and keep a revision, if anything is another.

    What somebody else has written since an edit's `base` is not written over: the edit comes back
    as a conflict, and all others are made. Unchanged words on a segment whose original changed
    say that they are still right, and confirm what a machine wrote. The body takes the structure
    of the original. Raises PermissionDenied, and NothingToTranslate before there is an original.
    """
    # Writers take turns, as `keep` makes them do.
    Story.objects.select_for_update().get(pk=story.pk)
    permissions.require(actor, Verb.TRANSLATE, story.origin, [language_code])
    texts = {
        text.language_code: text
        for text in story.translations.filter(
            language_code__in=[story.original_language, language_code]
        ).select_related("head")
    }
    original = texts.get(story.original_language)
    if language_code == story.original_language or original is None or original.head is None:
        raise NothingToTranslate(story, language_code)
    text = texts.get(language_code)
    sheet = _sheet(text, original.head)
    outcome = _apply(sheet, list(edits), original.head, actor)
    if not any(line.touched for line in sheet.lines):
        return outcome
    _write(story, language_code, text, sheet, original.head)
    links = [line.link for line in sheet.lines if line.link is not None and line.words is not None]
    kept = keep(story, actor=actor, reason=reason, links={language_code: links})
    own = (revision for revision in kept if revision.language_code == language_code)
    return replace(outcome, revision=next(own, None))


def _sheet(text: StoryTranslation | None, original: Revision) -> _Sheet:
    if text is None or text.head is None:
        rows: Sequence[Row] = [Row(SegmentState.MISSING, s, None) for s in segments_of(original)]
    else:
        rows = compare_revisions(text.head, original)
    sheet = _Sheet([_line(row) for row in rows])
    seen: Counter[str] = Counter()
    for line in sheet.lines:
        if line.row.source is not None:
            key = line.row.source.hash
            sheet.by_source[key, seen[key]] = line
            seen[key] += 1
        elif line.row.target is not None:
            sheet.by_target.setdefault(line.row.target.hash, line)
    return sheet


def _line(row: Row) -> _Line:
    words = None if row.target is None else Words(row.target.html, row.target.lang)
    return _Line(row, words, row.link)


def _apply(
    sheet: _Sheet, edits: Sequence[SegmentEdit], original: Revision, actor: User | None
) -> Outcome:
    conflicts, rejected, unknown = [], [], []
    applied = unchanged = 0
    for edit in edits:
        line = sheet.find(edit)
        if line is None:
            unknown.append(edit)
            continue
        theirs = line.row.target
        try:
            words = _words(edit, line)
        except (ValidationError, TooLong) as error:
            rejected.append(Rejection(edit, "; ".join(getattr(error, "messages", [str(error)]))))
            continue
        stands = theirs.hash if theirs else ""
        if edit.base is not None and edit.base != stands and _hash(words.html) != stands:
            conflicts.append(Conflict(edit, theirs))
        elif _edit(line, words, edit, original, actor):
            applied += 1
        else:
            unchanged += 1
    return Outcome(
        applied=applied,
        unchanged=unchanged,
        conflicts=tuple(conflicts),
        rejected=tuple(rejected),
        unknown=tuple(unknown),
    )


def _edit(
    line: _Line, words: Words, edit: SegmentEdit, original: Revision, actor: User | None
) -> bool:
    """Put the words on the line; False where everything was so already."""
    before = (line.words, line.link)
    line.words = words if words.html else None
    if line.row.source is not None:
        line.link = None
        if words.html:
            machine, confirmed_by = _machine(edit, before[1], actor)
            line.link = SegmentLink(
                _hash(words.html),
                line.row.source.hash,
                _made_from(before[1], line.row.source, original),
                machine,
                confirmed_by,
            )
    line.touched |= before != (line.words, line.link)
    return before != (line.words, line.link)


def _made_from(link: SegmentLink | None, source: Segment, original: Revision) -> int:
    """The revision that a link names stays the one in which its source was first met."""
    return link.revision if link is not None and link.source == source.hash else original.pk


def _machine(
    edit: SegmentEdit, link: SegmentLink | None, actor: User | None
) -> tuple[str, int | None]:
    """Which machine wrote it, and who has confirmed that since."""
    if edit.machine:
        return edit.machine, None
    if link is None or not link.machine:
        return "", None
    return link.machine, actor.pk if actor else link.confirmed_by


def _words(edit: SegmentEdit, line: _Line) -> Words:
    segment = line.row.source or line.row.target
    assert segment is not None
    html = inline_html(edit.html)
    if segment.kind in PLAIN:
        text = _text(html)
        if segment.kind is SegmentKind.TITLE and len(text) > TITLE_LENGTH:
            raise ValidationError(
                _("A title has at most %(limit)d characters; this one has %(length)d."),
                params={"limit": TITLE_LENGTH, "length": len(text)},
            )
        html = escape(text)
    target = line.row.target
    if target is not None and html == inline_html(target.html):
        return Words(target.html, target.lang)
    if line.row.source is not None and line.row.source.lang and _hash(html) == line.row.source.hash:
        return Words(html, line.row.source.lang)  # quoted in a third language, and left so
    return Words(html, target.lang if target is not None else "")


def _text(html: str) -> str:
    """The words alone, in one line."""
    segments = cut_body(f"<p>{html}</p>")
    return segments[0].text if segments else ""


def _hash(html: str) -> str:
    """The hash of the segment that this inline HTML becomes; empty for none."""
    segments = cut_body(f"<p>{html}</p>")
    return segments[-1].hash if segments else ""


def _write(
    story: Story,
    language_code: str,
    text: StoryTranslation | None,
    sheet: _Sheet,
    original: Revision,
) -> None:
    """Put the lines into the working copy."""
    if text is None:
        text = StoryTranslation(master=story, language_code=language_code)
    for line in sheet.lines:
        if line.touched and line.row.source is not None:
            if line.row.source.kind is SegmentKind.TITLE:
                if not text.title:
                    text.slug = ""  # made anew, from the words that there are now
                text.title = _text(line.words.html) if line.words else ""
            elif line.row.source.kind is SegmentKind.DEK:
                text.dek = _text(line.words.html) if line.words else ""
    words, partners, extras = {}, {}, []
    behind = -1
    for line in sheet.lines:
        if line.row.source is None:
            assert line.row.target is not None
            extras.append(Extra(line.row.target, behind, line.words or Words("")))
            continue
        behind = line.row.source.index
        if line.words is not None:
            words[behind] = line.words
        if line.row.target is not None and line.row.target.kind not in PLAIN - {SegmentKind.ALT}:
            partners[behind] = line.row.target
    body: Any = compose(
        original.body,
        segments_of(original),
        words,
        target_body=text.body,
        extras=extras,
        partners=partners,
    )
    text.body = body
    text.save()
