"""One run of digits with its marks: which numbers, dates or times of day it may be."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.text.figures.lexicon import Vocabulary
from articles.text.figures.model import NO_NUMBERS, Day, Numbers

_MARKS = re.compile(r"[^\d]")
_RUN = re.compile(r"\d+")
_SPACES = " \u00a0\u202f\u2009'’\u066c"
_DECIMAL = "\u066b"
# No number of a newspaper is longer; what is goes unread.
LONGEST = 40
FIRST_YEAR, LAST_YEAR = 1000, 2200
BUDDHIST_ERA = 543


def numbers_in(token: str) -> tuple[int, ...]:
    return tuple(map(int, _RUN.findall(token[:LONGEST])))


def read_number(token: str, vocabulary: Vocabulary) -> Numbers:
    """The values of a run that is one number; none if its marks are not those of a number."""
    if len(token) > LONGEST:
        return NO_NUMBERS
    if token.isdigit():
        return frozenset({Decimal(token)})
    marks = "".join(_MARKS.findall(token))
    space = next((space for space in _SPACES if space in marks), "")
    if space:
        return _spaced(token, marks, space, vocabulary)
    return _marked(token, marks, vocabulary)


def _marked(token: str, marks: str, vocabulary: Vocabulary) -> Numbers:
    if _DECIMAL in marks:
        return _plain(token.replace(",", "").replace(".", ""), _DECIMAL)
    if set(marks) in ({","}, {"."}):
        return _one_kind(token, marks, vocabulary)
    if set(marks) == {",", "."} and marks[-1] not in marks[:-1]:
        return _plain(token.replace(marks[0], ""), marks[-1])
    return NO_NUMBERS


def _spaced(token: str, marks: str, space: str, vocabulary: Vocabulary) -> Numbers:
    groups = token.split(space)
    if not all(len(re.split(r"\D", group)[0]) == 3 for group in groups[1:]):
        return NO_NUMBERS
    rest = token.replace(space, "")
    return read_number(rest, vocabulary) if rest.isdigit() else _plain(rest, marks[-1])


def _one_kind(token: str, marks: str, vocabulary: Vocabulary) -> Numbers:
    mark = marks[0]
    groups = token.split(mark)
    in_threes = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    grouped = frozenset({Decimal(token.replace(mark, ""))})
    if len(groups) > 2:
        indian = len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1])
        return grouped if in_threes or (indian and mark == ",") else NO_NUMBERS
    decimal = _plain(token, mark)
    if not in_threes or groups[0].startswith("0"):
        return decimal
    values = grouped if mark in vocabulary.group else NO_NUMBERS
    if mark in vocabulary.unsure:
        return values | grouped | decimal
    return values or decimal


def _plain(token: str, mark: str) -> Numbers:
    """The number with this as its decimal mark, if it has no other."""
    whole, _, rest = token.partition(mark)
    if not (whole.isdigit() and (rest.isdigit() or not rest)):
        return NO_NUMBERS
    return frozenset({Decimal(f"{whole}.{rest}")})


def is_year(number: int) -> bool:
    return FIRST_YEAR <= number <= LAST_YEAR


def read_days(token: str, vocabulary: Vocabulary) -> tuple[Day, ...]:
    """The dates that 23/7/2024, 23/7, 7/2024 or 2024-07-23 may be; none for another form."""
    marks = set(_MARKS.findall(token))
    if len(marks) != 1 or not marks <= {"/", "-", "."}:
        return ()
    numbers = numbers_in(token)
    if len(numbers) == 3:
        return _whole_days(numbers)
    if len(numbers) != 2 or ("." in marks and not vocabulary.dotted_dates):
        return ()
    return _days_of_two(numbers, marks, vocabulary)


def _days_of_two(
    numbers: tuple[int, ...], marks: set[str], vocabulary: Vocabulary
) -> tuple[Day, ...]:
    """Day and month, or month and year."""
    first, second = numbers
    if is_year(second) and second > 1900 and 1 <= first <= 12 and "-" not in marks:
        return (Day(year=second, month=first),)
    if is_year(first) and first > 1900 and 1 <= second <= 12:
        return (Day(year=first, month=second),)
    days = (_day(None, second, first), _day(None, first, second))
    only = days[:1] if vocabulary.day_first else days
    return tuple(day for day in only if day)


def _whole_days(numbers: tuple[int, ...]) -> tuple[Day, ...]:
    first, second, third = numbers
    if first > 31:
        candidates = [_day(first, second, third)]
    else:
        year = third + 2000 if third < 100 else third
        candidates = [_day(year, second, first), _day(year, first, second)]
    return tuple(day for day in candidates if day)


def _day(year: int | None, month: int, day: int) -> Day | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Day(year, month, day) if year is None or 1000 <= year <= 2700 else None


def read_fraction(token: str) -> Numbers:
    """2/3 as a value; the two years of a season, 2023/24, as they may be written out."""
    if token.count("/") != 1 or not token.replace("/", "").isdigit():
        return NO_NUMBERS
    first, second = numbers_in(token)
    return (
        frozenset({round(Decimal(first) / second, 9)}) if 0 < first < second <= 1000 else NO_NUMBERS
    )


def season_end(first: int, second: int) -> int | None:
    """2024 of "2023/24", "2023-24"; None if the second number does not follow the first."""
    year = first - first % 100 + second
    return year if is_year(first) and second < 100 and year == first + 1 else None
