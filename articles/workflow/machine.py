"""Filling a translation by machine. What it wrote is marked until a person has confirmed it.

The service is asked outside any transaction, so nobody waits for it; what a person wrote in the
meantime stays, because every edit says what it was begun from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles import permissions
from articles.enums import SegmentState, Verb
from articles.exchange.machine.configured import configured_engine
from articles.exchange.machine.engine import (
    Engine,
    LanguageUnknown,
    MachineError,
    MachineOff,
    batches,
)
from articles.integrity.manuscripts import newest_revision
from articles.models import Story, User
from articles.translation.alignment import compare
from articles.translation.comparison import compare_revisions, segments_of
from articles.workflow.errors import NothingToTranslate
from articles.workflow.translating import Outcome, SegmentEdit, translate_segments

REASON = "machine translation"


@dataclass(frozen=True, slots=True)
class Gap:
    """A segment that a machine is to translate."""

    source: str
    occurrence: int
    html: str
    # The hash of what stands there now; empty for nothing.
    base: str


def machine_translate(
    story: Story,
    language_code: str,
    *,
    actor: User | None,
    only_missing: bool = True,
    engine: Engine | None = None,
) -> Outcome:
    """Translate what is missing, and without `only_missing` also what the original changed.

    One request after another; then all that came back is written as one revision, also if the
    service failed on the way, and its MachineError is raised after that. Raises PermissionDenied,
    NothingToTranslate and MachineOff. Must not be called inside a transaction.
    """
    permissions.require(actor, Verb.TRANSLATE, story.origin, [language_code])
    engine = engine or configured_engine()
    if engine is None:
        raise MachineOff
    waiting = gaps(story, language_code, only_missing=only_missing)
    if not waiting:
        return Outcome()
    if engine.languages is not None and language_code not in engine.languages:
        raise LanguageUnknown(engine.label, story.original_language, language_code)
    edits: list[SegmentEdit] = []
    failure: MachineError | None = None
    try:
        for edit in _translated(engine, waiting, story.original_language, language_code):
            edits.append(edit)  # noqa: PERF402  # what came before a failure is kept
    except MachineError as error:
        failure = error
    outcome = Outcome()
    if edits:
        outcome = translate_segments(
            story, language_code, edits, actor=actor, reason=f"{REASON}: {engine.name}"
        )
    if failure is not None:
        raise failure
    return outcome


def gaps(story: Story, language_code: str, *, only_missing: bool = True) -> list[Gap]:
    """What a machine would be given. Raises NothingToTranslate before there is an original."""
    original = newest_revision(story.pk, story.original_language)
    if original is None or language_code == story.original_language:
        raise NothingToTranslate(story, language_code)
    translation = newest_revision(story.pk, language_code)
    if translation is None:
        rows = compare(segments_of(original), [], [])
    else:
        rows = compare_revisions(translation, original)
    wanted = {SegmentState.MISSING} if only_missing else {SegmentState.MISSING, SegmentState.STALE}
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        if row.source is None:
            continue
        occurrence = seen[row.source.hash]
        seen[row.source.hash] += 1
        # What the original quotes in a third language is not in the language that we name.
        if row.state in wanted and not row.source.lang:
            base = row.target.hash if row.target else ""
            found.append(Gap(row.source.hash, occurrence, row.source.html, base))
    return found


def characters(waiting: Sequence[Gap]) -> int:
    """As services count them: markup too."""
    return sum(len(gap.html) for gap in waiting)


def _translated(
    engine: Engine, waiting: Sequence[Gap], source: str, target: str
) -> Iterator[SegmentEdit]:
    gap = iter(waiting)
    for batch in batches([one.html for one in waiting], engine.limits):
        for html in engine.translate(batch, source, target):
            one = next(gap)
            if html.strip():
                yield SegmentEdit(
                    one.source, one.occurrence, html, base=one.base, machine=engine.name
                )
