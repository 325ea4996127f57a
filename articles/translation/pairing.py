"""Finding out what belongs together where nothing was written down.

A translation that arrives as a whole (typed in the story's form, imported) says of no segment
what it was made from. The order, the kinds, the lengths and what is the same in every language
(numbers, addresses, pictures) tell; after Gale and Church, "A Program for Aligning Sentences in
Bilingual Corpora", Computational Linguistics 19 (1993).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.text.likeness import SAME_TEXT, grams, likeness
from articles.text.scripts import script_weights
from articles.text.segments import Segment, SegmentKind
from articles.translation.alignment import linked
from articles.translation.links import SegmentLink

_ANCHOR = re.compile(r"\d+|(?<=href=\")[^\"]+|(?<=data-image-id=\")\d+")
# A list may well become a paragraph; a caption never does.
_PROSE = frozenset(
    {SegmentKind.PARAGRAPH, SegmentKind.HEADING, SegmentKind.LIST_ITEM, SegmentKind.QUOTE}
)
_SINGLE = (SegmentKind.TITLE, SegmentKind.DEK)
# Costs: of leaving one unpaired, of another kind, of unlike lengths, of anchors not shared.
_ALONE = 1.0
_OTHER_KIND = 0.6
_NEVER = 3.0
_LENGTH = 0.5
_ANCHORS = 0.6


def pair(sources: Sequence[Segment], targets: Sequence[Segment]) -> list[tuple[int, int]]:
    """Index pairs (source, target) that translate each other, in order; the rest stands alone."""
    single = [
        (s, t)
        for kind in _SINGLE
        for s in _places(sources, kind)[:1]
        for t in _places(targets, kind)[:1]
    ]
    bodies = [
        [n for n, segment in enumerate(segments) if segment.kind not in _SINGLE]
        for segments in (sources, targets)
    ]
    return single + [
        (bodies[0][s], bodies[1][t])
        for s, t in _cheapest([sources[n] for n in bodies[0]], [targets[n] for n in bodies[1]])
    ]


def first_links(
    sources: Sequence[Segment], targets: Sequence[Segment], revision: int
) -> list[SegmentLink]:
    """Links of a translation that was made from this revision of the original."""
    found = {t: sources[s].hash for s, t in pair(sources, targets)}
    return [
        SegmentLink(target.hash, found[number], revision)
        for number, target in enumerate(targets)
        if number in found
    ]


def carried_links(
    before: Sequence[Segment],
    after: Sequence[Segment],
    links: Sequence[SegmentLink],
    *,
    sources: Sequence[Segment],
    revision: int,
    actor_id: int | None,
) -> list[SegmentLink]:
    """The links of a translation after somebody rewrote it as a whole.

    What kept its words keeps its link. What was reworded keeps what it was made from, since
    nobody said that they looked at the original again; of a machine's text it is now confirmed.
    What is new belongs to segments of the original (as it stands in `revision`) that had none.
    """
    known = linked(before, links)
    kept: dict[int, SegmentLink | None] = {}
    free = dict(enumerate(known))
    was: dict[int, int] = {}
    for number, segment in enumerate(after):
        match = next((n for n, (old, _) in free.items() if old.hash == segment.hash), None)
        if match is not None:
            was[number] = match
            kept[number] = free.pop(match)[1]
    for number, old_number in _reworded(after, was, {n: old for n, (old, _) in free.items()}):
        link = free.pop(old_number)[1]
        if link is not None:
            confirmed = (link.confirmed_by or actor_id) if link.machine else None
            link = replace(link, target=after[number].hash, confirmed_by=confirmed)
        kept[number] = link
    for place, number in _newly_paired(sources, after, kept):
        kept[number] = SegmentLink(after[number].hash, sources[place].hash, revision)
    in_order = (kept[number] for number in sorted(kept))
    return [link for link in in_order if link is not None]


def _newly_paired(
    sources: Sequence[Segment],
    after: Sequence[Segment],
    kept: dict[int, SegmentLink | None],
) -> list[tuple[int, int]]:
    """Pairs (source, new target) of what neither side had, between neighbours that are known."""
    places = {source.hash: number for number, source in enumerate(sources)}
    known = {
        number: places[link.source]
        for number, link in kept.items()
        if link is not None and link.source in places
    }
    used = set(known.values())
    found = []
    targets = [number for number in range(len(after)) if number not in kept]
    for begin, end in sorted({_gap(number, known, len(sources)) for number in targets}):
        here = [n for n in targets if _gap(n, known, len(sources)) == (begin, end)]
        open_sources = [n for n in range(begin + 1, end) if n not in used]
        pairs = pair([sources[n] for n in open_sources], [after[n] for n in here])
        found += [(open_sources[s], here[t]) for s, t in pairs]
        used |= {open_sources[s] for s, _t in pairs}
    return found


def _reworded(
    after: Sequence[Segment], was: dict[int, int], free: dict[int, Segment]
) -> list[tuple[int, int]]:
    """Pairs (new, old) of one text before and after an edit, by words, then by place."""
    new = [number for number in range(len(after)) if number not in was]
    before_grams = {number: grams(old.text) for number, old in free.items()}
    after_grams = {number: grams(after[number].text) for number in new}
    found = sorted(
        (
            (likeness(before_grams[old], after_grams[number]), -abs(number - old), number, old)
            for number in new
            for old in free
            if free[old].kind == after[number].kind
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for value, _distance, number, old in found:
        if value >= SAME_TEXT and number not in pairs and old not in pairs.values():
            pairs[number] = old
    for number in new:
        if number in pairs:
            continue
        begin, end = _gap(number, was | pairs, 1 + max(free, default=0))
        same_place = (
            old
            for old in sorted(free)
            if begin < old < end
            and old not in pairs.values()
            and free[old].kind == after[number].kind
        )
        old_number = next(same_place, None)
        if old_number is not None:
            pairs[number] = old_number
    return list(pairs.items())


def _gap(number: int, was: dict[int, int], end: int) -> tuple[int, int]:
    """Between which numbers of the other side it stands, by its neighbours that are known."""
    before = max((new for new in was if new < number), default=None)
    behind = min((new for new in was if new > number), default=None)
    return (
        -1 if before is None else was[before],
        end if behind is None else was[behind],
    )


def _places(segments: Sequence[Segment], kind: SegmentKind) -> list[int]:
    return [number for number, segment in enumerate(segments) if segment.kind == kind]


def _cheapest(sources: Sequence[Segment], targets: Sequence[Segment]) -> list[tuple[int, int]]:
    """The order-keeping pairs of least cost, by dynamic programming."""
    scale = _weight(targets) / _weight(sources)
    facts = [[(s.kind, _length(s), _anchors(s)) for s in side] for side in (sources, targets)]
    rows, columns = len(sources), len(targets)
    cost = [[column * _ALONE for column in range(columns + 1)]]
    for row in range(1, rows + 1):
        line = [row * _ALONE]
        for column in range(1, columns + 1):
            together = cost[row - 1][column - 1] + _cost(
                facts[0][row - 1], facts[1][column - 1], scale
            )
            alone = min(cost[row - 1][column], line[column - 1]) + _ALONE
            line.append(min(together, alone))
        cost.append(line)
    pairs = []
    row, column = rows, columns
    while row and column:
        together = cost[row - 1][column - 1] + _cost(facts[0][row - 1], facts[1][column - 1], scale)
        if cost[row][column] == together:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif cost[row][column] == cost[row - 1][column] + _ALONE:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


Facts = tuple[SegmentKind, int, frozenset[str]]


def _cost(source: Facts, target: Facts, scale: float) -> float:
    kind = 0.0
    if source[0] != target[0]:
        kind = _OTHER_KIND if source[0] in _PROSE and target[0] in _PROSE else _NEVER
    length = abs(math.log((source[1] * scale + 4) / (target[1] + 4)))
    shared, all_anchors = source[2] & target[2], source[2] | target[2]
    anchors = 1 - len(shared) / len(all_anchors) if all_anchors else 0.0
    return kind + _LENGTH * min(length, 2.0) + _ANCHORS * anchors


def _weight(segments: Iterable[Segment]) -> int:
    return sum(_length(segment) for segment in segments) + 1


def _length(segment: Segment) -> int:
    """Letters, a Chinese character counting for three."""
    return sum(script_weights(segment.text).values())


def _anchors(segment: Segment) -> frozenset[str]:
    return frozenset(_ANCHOR.findall(segment.html))
