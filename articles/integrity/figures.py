"""Which figures of an original its translation changed or left out. In doubt, none.

What a figure may mean is a set (see `articles.text.figures`), and two figures agree if their sets
meet. Only what stands in digits, or is plainly a number in words, can be missed; words such as
"hai" or 一 are often no more than a manner of speaking, and mostly only excuse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from articles.integrity.excuses import is_easily_hidden, is_excused, is_ratio, may_be_words
from articles.integrity.figure_matching import (
    Match,
    agree,
    is_converted,
    is_firm,
    match_figures,
    numbers_of,
    take,
)
from articles.text.figures.languages import home_currency, knows_words
from articles.text.figures.model import Figure, Kind, Numbers, Weight
from articles.text.figures.reading import read_figures
from articles.text.figures.units import conflict, dimension

# Below this a number in words alone is as often a manner of speaking.
_SURE_IN_WORDS = 13


class Family(StrEnum):
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Fault:
    """One figure that differs; `found` is empty where the translation has nothing in its place."""

    family: Family
    expected: str
    found: str
    start: int


@lru_cache(maxsize=2048)
def compare_figures(
    source: str, source_language: str, target: str, target_language: str
) -> tuple[Fault, ...]:
    """The faults of one translated segment, in the order of the original."""
    original = read_figures(source, source_language)
    if not any(_can_be_missed(figure) for figure in original.figures):
        return ()
    match = match_figures(original, read_figures(target, target_language))
    faults = [
        *_differences(match, target_language),
        *_shortened_dates(match),
        *_other_units(match, home_currency(target_language)),
    ]
    if not any(fault.family == Family.NUMBER for fault in faults):
        faults += _other_scores(match)
    return tuple(sorted(faults, key=lambda fault: fault.start))


def _can_be_missed(figure: Figure) -> bool:
    """All others are never asked for."""
    return (
        figure.weight > Weight.WORD
        or figure.kind == Kind.DATE
        or figure.is_cardinal
        or bool(figure.unit)
    )


def _differences(match: Match, language_code: str) -> Iterator[Fault]:
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
    if not knows_words(language_code):
        lost = [figure for figure in lost if not may_be_words(figure, match.target)]
    for figure in lost:
        other = _counterpart(figure, candidates, told, match)
        if other is not None:
            take(candidates, other)
            yield _changed(figure, other)
        elif not is_excused(figure, match.source, match.target, language_code):
            yield Fault(_family(figure), figure.text, "", figure.start)
    if not candidates or not knows_words(language_code):
        return
    for figure, other in _in_parallel(match, lost, candidates):
        take(candidates, other)
        yield _changed(figure, other)
    words = [figure for figure in match.sources if not is_firm(figure)]
    for figure in words:
        replaced = (each for each in candidates if _replaces_words(figure, each, said, told))
        found = next(replaced, None)
        if found is not None:
            take(candidates, found)
            yield _changed(figure, found)
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
    if not (match.source.has_local_time or match.target.has_local_time):
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
    if figure.kind != other.kind or figure.is_code != other.is_code:
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
    return not (mine and theirs and mine != theirs)


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
            yield _changed(cardinals[0], other)


def _other_scores(match: Match) -> Iterator[Fault]:
    """Scores whose numbers all stand in the translation, but not together."""
    mine, theirs = Counter(match.source.scores), Counter(match.target.scores)
    if sum(mine.values()) != sum(theirs.values()):
        return
    lost, found = mine - theirs, theirs - mine
    for score, other in zip(lost.elements(), found.elements(), strict=True):
        yield Fault(Family.NUMBER, f"{score[1]}–{score[0]}", f"{other[1]}–{other[0]}", 0)


def _shortened_dates(match: Match) -> Iterator[Fault]:
    """Dates that lost their year or their day on the way."""
    said = numbers_of(match.target.figures)
    for source, target in match.pairs:
        if not (source.kind == target.kind == Kind.DATE and source.weight == Weight.DIGITS):
            continue
        for part in ("year", "day"):
            mine = {getattr(day, part) for day in source.days}
            theirs = {getattr(day, part) for day in target.days}
            if (
                None not in mine
                and theirs == {None}
                and not any(Decimal(number) in said for number in mine)
                and part not in match.target.relatives
            ):
                yield Fault(Family.DATE, source.text, target.text, source.start)
                break


def _other_units(match: Match, home: str) -> Iterator[Fault]:
    sources = {dimension(figure.unit) for figure in match.source.figures}
    targets = {dimension(figure.unit) for figure in match.target.figures}
    for source, target in match.pairs:
        if not (source.kind == target.kind == Kind.NUMBER and agree(source, target)):
            continue
        if not source.weight == target.weight == Weight.DIGITS or source.is_code or target.is_code:
            continue
        mine, theirs = dimension(source.unit), dimension(target.unit)
        lost = (
            mine in {"share", "money"}
            and not theirs
            and not {mine, "any"} & targets
            and source.unit != home
        )
        added = theirs == "share" and not mine and "share" not in sources
        if lost or added or conflict(source.unit, target.unit):
            yield Fault(Family.UNIT, source.text, target.text, source.start)


def _changed(figure: Figure, other: Figure) -> Fault:
    expected, found = figure.text, other.text
    if expected == found:  # 1.500 left as it was, where it reads as one and a half
        expected, found = f"{expected} = {_plain(figure)}", f"{found} = {_plain(other)}"
    return Fault(_family(figure), expected, found, figure.start)


def _plain(figure: Figure) -> str:
    return " / ".join(f"{value:f}" for value in sorted(figure.values or figure.parts))


def _family(figure: Figure) -> Family:
    return Family.NUMBER if figure.kind == Kind.NUMBER else Family.DATE
