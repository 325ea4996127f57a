"""Find for each figure of an original the one that says the same in its translation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from articles.text.figures.model import Figure, Kind, Numbers, Reading, Weight
from articles.text.figures.units import conflict, same_amount

_HUNDRED = Decimal(100)

Fit = Callable[[Figure, Figure], bool]


@dataclass(slots=True)
class Match:
    """Which figures say the same, and what is left on either side."""

    source: Reading
    target: Reading
    pairs: list[tuple[Figure, Figure]]
    sources: list[Figure]
    targets: list[Figure]


def match_figures(source: Reading, target: Reading) -> Match:
    """Pair what agrees, each once: digits before words, the same unit before another."""
    match = Match(source, target, [], list(source.figures), list(target.figures))
    for fit in (_same_unit, _no_conflict):
        for firm_source, firm_target in (
            (True, True),
            (False, False),
            (True, False),
            (False, True),
        ):
            _pair_up(match, firm_source, firm_target, fit)
    match.sources = [figure for figure in match.sources if not is_converted(figure, target.figures)]
    _pair_up(match, True, True, _any_unit)
    return match


def agree(one: Figure, other: Figure) -> bool:
    """Whether both may say the same."""
    if one.values & other.values:
        return True
    if one.kind == other.kind == Kind.DATE:
        return any(mine.agrees(theirs) for mine in one.days for theirs in other.days)
    if one.minutes and one.minutes & other.minutes and Kind.TIME in {one.kind, other.kind}:
        return True
    if (one.unit == "percent") != (other.unit == "percent"):  # 20 %, one in five
        share, plain = (one, other) if one.unit == "percent" else (other, one)
        return any(value / _HUNDRED in plain.values for value in share.values)
    return False


def is_firm(figure: Figure) -> bool:
    """Whether it stands in digits, or in words with more than one place: 五万四千."""
    if figure.weight != Weight.SPELT:
        return figure.weight == Weight.DIGITS
    return figure.kind == Kind.NUMBER and any(map(_has_places, figure.values))


def _has_places(value: Decimal) -> bool:
    return value >= 1000 and len(value.normalize().as_tuple().digits) > 1


def is_converted(figure: Figure, others: Iterable[Figure]) -> bool:
    """Whether one of the others is the same amount in another unit."""
    return bool(figure.unit) and any(
        same_amount(value, figure.unit, theirs, other.unit)
        for other in others
        if other.unit and other.unit != figure.unit
        for value in figure.values
        for theirs in other.values
    )


def numbers_of(figures: Iterable[Figure]) -> Numbers:
    return frozenset(number for figure in figures for number in figure.values | figure.parts)


def take(figures: list[Figure], figure: Figure) -> None:
    """Remove this very figure."""
    for number, each in enumerate(figures):
        if each is figure:
            del figures[number]
            return


def _pair_up(match: Match, firm_source: bool, firm_target: bool, fit: Fit) -> None:
    sources = _of_firmness(match.sources, firm_source)
    targets = _of_firmness(match.targets, firm_target)
    for source in sources:
        for target in targets:
            if fit(source, target) and agree(source, target):
                match.pairs.append((source, target))
                take(match.sources, source)
                take(match.targets, target)
                take(targets, target)
                break


def _of_firmness(figures: Sequence[Figure], firm: bool) -> list[Figure]:
    return [figure for figure in figures if is_firm(figure) == firm]


def _same_unit(source: Figure, target: Figure) -> bool:
    return source.unit == target.unit and source.kind == target.kind


def _no_conflict(source: Figure, target: Figure) -> bool:
    return not conflict(source.unit, target.unit)


def _any_unit(_source: Figure, _target: Figure) -> bool:
    return True
