"""Which segment of a translation belongs to which of its original, and how each one stands.

A translation remembers of each segment the hash of the one that it was made from (`links`).
While that hash is in the original, the segment is current, wherever it stands and whatever its
markup. Where it is gone, the new segment most like the old one, or in its place, takes it over:
the translation is stale, and what it was made from can be shown. Nothing is ever paired twice.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.enums import SegmentState
from articles.text.likeness import SAME_TEXT, grams, likeness
from articles.text.segments import Segment, SegmentKind
from articles.translation.links import SegmentLink

# What only occurs once in a story finds its partner without looking at words.
_SINGLE = frozenset({SegmentKind.TITLE, SegmentKind.DEK})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the workbench: a segment of the original beside the one that translates it.

    `before` is the original's segment as it was when `target` was made, where that differs and
    is known. Only an EXTRA row has no source; a MISSING one has no target, nor has a CURRENT one
    whose source needs no translation, such as a number in a table.
    """

    state: SegmentState
    source: Segment | None
    target: Segment | None
    link: SegmentLink | None = None
    before: Segment | None = None


def needs_translation(segment: Segment) -> bool:
    """Whether there are words in it: a number alone is the same in all languages."""
    return any(character.isalpha() for character in segment.text)


def linked(
    targets: Sequence[Segment], links: Sequence[SegmentLink]
) -> list[tuple[Segment, SegmentLink | None]]:
    """Each target with its link; equal ones share their links out in reading order."""
    waiting: dict[str, deque[SegmentLink]] = defaultdict(deque)
    for link in links:
        waiting[link.target].append(link)
    return [
        (target, waiting[target.hash].popleft() if waiting[target.hash] else None)
        for target in targets
    ]


def compare(
    sources: Sequence[Segment],
    targets: Sequence[Segment],
    links: Sequence[SegmentLink],
    former: Mapping[str, Segment] | None = None,
) -> tuple[Row, ...]:
    """Original and translation side by side, in the order of the original.

    `former` gives the texts of sources that the original no longer has, by hash; see
    `missing_sources`. A segment that only the translation has follows what it follows there.
    """
    former = former or {}
    pairs = linked(targets, links)
    taken = _by_hash(sources, pairs)
    _take_over(sources, pairs, taken, former)
    source_of = {target: source for source, target in taken.items()}
    extras: dict[int, list[Row]] = defaultdict(list)
    anchor = -1
    for number, (target, link) in enumerate(pairs):
        if number in source_of:
            anchor = source_of[number]
        else:
            before = former.get(link.source) if link else None
            extras[anchor].append(Row(SegmentState.EXTRA, None, target, link, before))
    rows = extras[-1]
    for number, source in enumerate(sources):
        rows.append(_row(source, pairs[taken[number]] if number in taken else None, former))
        rows += extras[number]
    return tuple(rows)


def missing_sources(sources: Sequence[Segment], links: Sequence[SegmentLink]) -> set[int]:
    """Revisions of the original that hold texts which it has no more."""
    known = {segment.hash for segment in sources}
    return {link.revision for link in links if link.source not in known and link.revision}


def _by_hash(
    sources: Sequence[Segment], pairs: Sequence[tuple[Segment, SegmentLink | None]]
) -> dict[int, int]:
    """By index of a source, that of the target made from exactly its words."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for number, (_target, link) in enumerate(pairs):
        if link is not None:
            waiting[link.source].append(number)
    taken: dict[int, int] = {}
    for number, source in enumerate(sources):
        queue = waiting[source.hash]
        if queue:
            same_kind = next((t for t in queue if pairs[t][0].kind == source.kind), queue[0])
            queue.remove(same_kind)
            taken[number] = same_kind
    _pair_figures(sources, pairs, taken)
    return taken


def _pair_figures(
    sources: Sequence[Segment],
    pairs: Sequence[tuple[Segment, SegmentLink | None]],
    taken: dict[int, int],
) -> None:
    """What needs no translation, such as a number in a table, is its own translation."""
    same: dict[str, deque[int]] = defaultdict(deque)
    for number, (target, link) in enumerate(pairs):
        if link is None and not needs_translation(target):
            same[target.hash].append(number)
    for number, source in enumerate(sources):
        if number not in taken and not needs_translation(source) and same[source.hash]:
            taken[number] = same[source.hash].popleft()


def _take_over(
    sources: Sequence[Segment],
    pairs: Sequence[tuple[Segment, SegmentLink | None]],
    taken: dict[int, int],
    former: Mapping[str, Segment],
) -> None:
    """Give the targets whose source is gone to the new sources that stand for it."""
    used = set(taken.values())
    orphans = [n for n, (_target, link) in enumerate(pairs) if link is not None and n not in used]
    if not orphans:
        return
    fresh = [number for number in range(len(sources)) if number not in taken]
    texts = {n: former.get(_link(pairs[n][1]).source) for n in orphans}
    kinds = {n: (old.kind if old else pairs[n][0].kind) for n, old in texts.items()}
    for number in list(fresh):
        same = [n for n in orphans if kinds[n] == sources[number].kind]
        if sources[number].kind in _SINGLE and same:
            _give(number, same[0], taken, fresh, orphans)
    for value, number, orphan in _likenesses(sources, fresh, texts):
        if value >= SAME_TEXT and number in fresh and orphan in orphans:
            _give(number, orphan, taken, fresh, orphans)
    # A text that was written anew stands where the old one stood.
    for number in list(fresh):
        place = _place(number, taken)
        for orphan in orphans:
            if kinds[orphan] == sources[number].kind and _gap(orphan, taken) == place:
                _give(number, orphan, taken, fresh, orphans)
                break


def _give(
    source: int, target: int, taken: dict[int, int], fresh: list[int], orphans: list[int]
) -> None:
    taken[source] = target
    fresh.remove(source)
    orphans.remove(target)


def _likenesses(
    sources: Sequence[Segment], fresh: Sequence[int], texts: Mapping[int, Segment | None]
) -> list[tuple[float, int, int]]:
    """The best first; of equals the one that stands first."""
    new = {number: grams(sources[number].text) for number in fresh}
    old = {orphan: grams(text.text) for orphan, text in texts.items() if text is not None}
    found = [
        (likeness(before, after), number, orphan)
        for orphan, before in old.items()
        for number, after in new.items()
    ]
    return sorted(found, key=lambda one: (-one[0], one[1], one[2]))


def _place(source: int, taken: Mapping[int, int]) -> int:
    """The target before the place of a source that has none; -1 at the beginning."""
    return next((taken[n] for n in range(source - 1, -1, -1) if n in taken), -1)


def _gap(target: int, taken: Mapping[int, int]) -> int:
    """The last target before this one that has its source; -1 at the beginning."""
    return max((t for t in taken.values() if t < target), default=-1)


def _row(
    source: Segment,
    pair: tuple[Segment, SegmentLink | None] | None,
    former: Mapping[str, Segment],
) -> Row:
    if pair is None:
        state = SegmentState.MISSING if needs_translation(source) else SegmentState.CURRENT
        return Row(state, source, None)
    target, link = pair
    if link is None or link.source == source.hash:
        return Row(SegmentState.CURRENT, source, target, link)
    return Row(SegmentState.STALE, source, target, link, former.get(link.source))


def _link(link: SegmentLink | None) -> SegmentLink:
    assert link is not None
    return link
