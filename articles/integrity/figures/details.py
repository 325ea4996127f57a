"""Figures that have their counterpart, but not as it was: another unit, no year, other scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from articles.integrity.figures.faults import Family, Fault
from articles.integrity.figures.matching import Match, agree, numbers_of
from articles.text.figures.model import Kind, Weight
from articles.text.figures.units import conflict, dimension


def shortened_dates(match: Match) -> Iterator[Fault]:
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


def other_scores(match: Match) -> Iterator[Fault]:
    """Scores whose numbers all stand in the translation, but not together."""
    mine, theirs = Counter(match.source.scores), Counter(match.target.scores)
    if sum(mine.values()) != sum(theirs.values()):
        return
    lost, found = mine - theirs, theirs - mine
    for score, other in zip(lost.elements(), found.elements(), strict=True):
        yield Fault(Family.NUMBER, f"{score[1]}–{score[0]}", f"{other[1]}–{other[0]}", 0)


def other_units(match: Match, home: str) -> Iterator[Fault]:
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
