"""Why a figure may be gone from a translation that is still faithful."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.text.figures.model import Clock, Figure, Kind, Reading
from articles.text.figures.units import dimension

# One and two hide in articles, plurals, duals and words such as "both" and "pair".
_EASILY_HIDDEN = 2
# Where the number words of a language are not known, these may well be written out.
_OFTEN_WORDS = 20
_HALF_A_YEAR, _HALF = Decimal(6), Decimal("0.5")
_WHOLE = Decimal(100)
_NOON_AND_MIDNIGHT = frozenset({0, 12 * 60})
_YEARS = range(1900, 2101)
_RUN = re.compile(r"\d+")


def is_excused(figure: Figure, source: Reading, target: Reading) -> bool:
    """Whether nobody should be asked where it went."""
    if figure.is_code:  # G7 and COVID-19 have names of their own in other languages
        return True
    if is_easily_hidden(figure):
        return True
    if figure.unit == "percent" and _WHOLE in figure.values:  # "entirely"
        return True
    return (
        _is_half_a_year(figure, target)
        or _is_conversion(figure, source)
        or _is_said_otherwise(figure, source, target)
    )


def is_easily_hidden(figure: Figure, below: int = _EASILY_HIDDEN + 1) -> bool:
    """Whether it is 1 or 2 or nought, which languages say in many other ways."""
    return bool(figure.values) and all(
        value < below and value == value.to_integral_value() for value in figure.values
    )


def are_other_clocks(source: Reading, target: Reading) -> bool:
    """Whether one moment may be told by the clocks of two places."""
    clocks = source.clocks | target.clocks
    return bool(clocks) and not source.clocks == target.clocks == {Clock.LOCAL}


def is_ratio(figure: Figure, source: Reading, target: Reading) -> bool:
    """ "Nine in 10" and 90 % are one share."""
    if figure.unit == "percent":
        return any(value / _WHOLE in _ratios(target) for value in figure.values)
    shares = {
        value / _WHOLE for each in target.figures if each.unit == "percent" for value in each.values
    }
    if not shares:
        return False
    return any(
        shares & _ratios_with(value, source) for value in figure.values if value == int(value)
    )


def _ratios(reading: Reading) -> set[Decimal]:
    return {ratio for value in _counts(reading) for ratio in _ratios_with(value, reading)}


def _ratios_with(value: Decimal, reading: Reading) -> set[Decimal]:
    """What part a count is of the larger ones, and the smaller ones of it."""
    pairs = ((min(value, each), max(value, each)) for each in _counts(reading) if each != value)
    return {small / large for small, large in pairs}


def _counts(reading: Reading) -> set[Decimal]:
    """The plain numbers up to a hundred."""
    return {
        value
        for figure in reading.figures
        if not figure.unit
        for value in figure.values
        if 0 < value <= _WHOLE and value == int(value)
    }


def _is_half_a_year(figure: Figure, target: Reading) -> bool:
    """ "The first six months" are the first half, whatever stands between it and the year."""
    return (
        figure.unit == "month"
        and _HALF_A_YEAR in figure.values
        and any(_HALF in other.values for other in target.figures)
    )


def _is_conversion(figure: Figure, source: Reading) -> bool:
    """Amounts in brackets, "500 triệu USD (12.500 tỷ đồng)", are for readers of one country."""
    measure = dimension(figure.unit)
    return figure.is_aside and any(
        dimension(other.unit) == measure != "" and not other.is_aside for other in source.figures
    )


def _is_said_otherwise(figure: Figure, source: Reading, target: Reading) -> bool:
    """Whether "yesterday", "on Tuesday", "last year" or another clock may stand for it."""
    if figure.kind == Kind.TIME or figure.minutes:
        is_named = bool(figure.minutes & _NOON_AND_MIDNIGHT)
        return is_named or are_other_clocks(source, target)
    if figure.kind == Kind.DATE:
        has_day = any(day.day is not None for day in figure.days)
        return ("day" if has_day else "month") in target.relatives
    is_year = not figure.unit and any(value in _YEARS for value in figure.values)
    return is_year and "year" in target.relatives


def may_be_words(figure: Figure, target: Reading) -> bool:
    """Whether words that nobody knows may say it, or at least its digits stand there."""
    if figure.values and max(figure.values) <= _OFTEN_WORDS:
        return True
    begins = _RUN.search(figure.text)
    return begins is not None and any(
        begins[0] == other_begins[0]
        for other in target.figures
        if (other_begins := _RUN.search(other.text))
    )
