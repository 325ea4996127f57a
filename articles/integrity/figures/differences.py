"""Figures of the original that have no counterpart, and what stands in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from articles.integrity.figures.excuses import (
    are_other_clocks,
    is_easily_hidden,
    is_excused,
    is_ratio,
    may_be_words,
)
from articles.integrity.figures.faults import Fault, changed, family_of
from articles.integrity.figures.matching import (
    Match,
    agree,
    is_converted,
    is_firm,
    numbers_of,
    take,
)
from articles.text.figures.model import Figure, Kind, Numbers, Weight
from articles.text.figures.units import conflict, dimension

# Below this a number in words alone is as often a manner of speaking.
_SURE_IN_WORDS = 13


def find_differences(match: Match, *, words_known: bool) -> Iterator[Fault]:
    """What changed or is missing. `words_known`: the number words of both languages are."""
    firm = [figure for figure in match.sources if is_firm(figure)]
    if not firm and not match.targets:
        return
    told = numbers_of(match.source.figures)
    said = _said(match)
    candidates = [
        figure
        for figure in match.targets
        if not is_converted(figure, match.source.figures) and not _is_put_together(figure, match)
    ]
    lost = [figure for figure in firm if _is_lost(figure, said, candidates, match)]
    lost = [figure for figure in lost if not is_ratio(figure, match.source, match.target)]
    if not words_known:
        lost = [figure for figure in lost if not may_be_words(figure, match.target)]
    for figure in lost:
        other = _counterpart(figure, candidates, told, match)
        if other is not None:
            take(candidates, other)
            yield changed(figure, other)
        elif not is_excused(figure, match.source, match.target):
            yield Fault(family_of(figure), figure.text, "", figure.start)
    if not candidates or not words_known:
        return
    for figure, other in _in_parallel(match, lost, candidates):
        take(candidates, other)
        yield changed(figure, other)
    words = [figure for figure in match.sources if not is_firm(figure)]
    for figure in words:
        replaced = (each for each in candidates if _replaces_words(figure, each, said, told))
        found = next(replaced, None)
        if found is not None:
            take(candidates, found)
            yield changed(figure, found)
    yield from _lone_words(words, candidates, said, told, lost)


def _is_put_together(figure: Figure, match: Match) -> bool:
    """Whether the original says the same piece by piece: "2:30" of "2 giờ 30 phút"."""
    if figure.kind == Kind.DATE:  # "23-25 July" has the month at another day than "23 đến 25/7"
        days = [day for source in match.source.figures for day in source.days]
        alone = {value for source in match.source.figures for value in source.values}
        return any(
            mine.month in {day.month for day in days}
            and mine.day in alone | {day.day for day in days}
            and mine.year in alone | {None} | {day.year for day in days}
            for mine in figure.days
        )
    if figure.kind == Kind.TIME and any(each.kind == Kind.TIME for each in match.sources):
        return False
    return bool(figure.parts) and figure.parts <= numbers_of(match.source.figures)


def _said(match: Match) -> Numbers:
    """What the translation says alone, or within a date or time of its own."""
    every = numbers_of(match.target.figures)
    alone = frozenset(number for figure in match.target.figures for number in figure.values)
    return alone | numbers_of(match.targets) | frozenset(year for year in every if year >= 1000)


def _is_elsewhere(figure: Figure, other: Figure, match: Match) -> bool:
    """Whether a time may be the same moment by the clocks of another place."""
    if not are_other_clocks(match.source, match.target):
        return False
    return bool({m % 60 for m in figure.minutes} & {m % 60 for m in other.minutes})


def _is_lost(figure: Figure, said: Numbers, candidates: Sequence[Figure], match: Match) -> bool:
    """Whether its numbers are nowhere in the translation, neither alone nor as parts."""
    if figure.kind == Kind.NUMBER:
        again = _parts(source for source, _ in match.pairs)
        return not (figure.values & (said | again) or (figure.parts and figure.parts <= said))
    if any(each.kind == figure.kind for each in candidates):
        return True  # another date stands there that the original does not have
    return not (
        (figure.parts and figure.parts <= said)
        or any(agree(figure, each) for each in match.target.figures)
    )


def _counterpart(
    figure: Figure, candidates: Sequence[Figure], told: Numbers, match: Match
) -> Figure | None:
    """The figure of the translation that most likely stands in its place."""
    return max(
        (each for each in candidates if _may_replace(figure, each, match)),
        key=lambda each: (each.unit == figure.unit, not each.values & told, not each.is_aside),
        default=None,
    )


def _may_replace(figure: Figure, other: Figure, match: Match) -> bool:
    is_clock = bool(figure.minutes and other.minutes)  # "22 heures", "11 p.m."
    if (figure.kind != other.kind and not is_clock) or figure.is_code != other.is_code:
        return False
    if (other.weight < Weight.SPELT and other.kind != Kind.DATE) or _is_elsewhere(
        figure, other, match
    ):
        return False
    if other.unit != figure.unit and (
        is_easily_hidden(figure) or (other.is_aside and not figure.is_aside)
    ):
        return False
    mine, theirs = dimension(figure.unit), dimension(other.unit)
    return is_clock or not (mine and theirs and mine != theirs)


def _in_parallel(
    match: Match, lost: Sequence[Figure], candidates: Sequence[Figure]
) -> Iterator[tuple[Figure, Figure]]:
    """Where both sides have as many figures, one too few and one too many are a pair.

    So a score of 2–1 that became 2–2 is found, though a 2 and a 1 are there.
    """
    if _digits(match.source.figures) != _digits(match.target.figures):
        return
    by_words = [
        source
        for source, target in match.pairs
        if source.weight == Weight.DIGITS and target.weight < Weight.DIGITS
    ]
    repeated = [figure for figure in match.sources if is_firm(figure) and figure not in lost]
    # The days of "23-25 July" stand alone on one side and in a date on the other.
    said, told = _parts(match.target.figures), _parts(match.source.figures)
    rest = [
        each
        for each in candidates
        if _is_plain(each) and each.weight == Weight.DIGITS and not each.values & told
    ]
    for figure in (*repeated, *by_words):
        if not _is_plain(figure) or figure.values & said:
            continue
        other = next((each for each in rest if _same_measure(each, figure)), None)
        if other is not None:
            take(rest, other)
            yield figure, other


def _digits(figures: Sequence[Figure]) -> int:
    """How many figures there are in digits; a time counts as its hours and minutes."""
    return sum(
        len(figure.parts) if figure.kind == Kind.TIME else 1
        for figure in figures
        if figure.weight == Weight.DIGITS
    )


def _parts(figures: Iterable[Figure]) -> Numbers:
    return frozenset(part for figure in figures for part in figure.parts)


def _is_plain(figure: Figure) -> bool:
    return figure.kind == Kind.NUMBER and not figure.is_code


def _same_measure(one: Figure, other: Figure) -> bool:
    return dimension(one.unit) == dimension(other.unit) and not conflict(one.unit, other.unit)


def _replaces_words(figure: Figure, other: Figure, said: Numbers, told: Numbers) -> bool:
    """Whether another number stands where one in words was to be: "three weeks", "2 tuần"."""
    if figure.kind != other.kind or other.is_code or other.is_aside:
        return False
    if figure.kind == Kind.DATE:
        return not figure.parts & other.parts and not other.parts & told
    if len(figure.values) != 1 or figure.values & said or other.values & told:
        return False
    if not _same_measure(figure, other) or is_easily_hidden(figure, below=2):
        return False
    if dimension(figure.unit) not in {"", "any"}:
        return len(other.values) == 1
    return (
        figure.weight == Weight.SPELT
        and other.weight >= Weight.SPELT
        and min(figure.values) >= _SURE_IN_WORDS
    )


def _lone_words(
    words: Sequence[Figure],
    candidates: Sequence[Figure],
    said: Numbers,
    told: Numbers,
    lost: Sequence[Figure],
) -> Iterator[Fault]:
    """A "five" that is nowhere and a 6 from nowhere, if all else has its counterpart."""
    cardinals = [
        figure
        for figure in words
        if figure.is_cardinal and not figure.unit and not figure.values & said
    ]
    strays = [
        each
        for each in candidates
        if each.kind == Kind.NUMBER and is_firm(each) and not each.values & told
    ]
    if len(cardinals) == len(strays) == 1 and not lost:
        other = strays[0]
        if not (other.unit or other.is_code or other.is_aside):
            yield changed(cardinals[0], other)
