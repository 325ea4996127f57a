"""Dates: "23/7/2024", "July 23, 2024", "ngày 23 tháng 7", 2024年7月23日, "23 يوليو"."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.text.figures.composing import compose
from articles.text.figures.digits import (
    BUDDHIST_ERA,
    is_year,
    numbers_in,
    read_days,
    read_fraction,
)
from articles.text.figures.lexicon import Role
from articles.text.figures.model import NO_NUMBERS, Day, Figure, Kind, Weight
from articles.text.figures.tokens import Token, Tokens

_DAY_GAP = re.compile(r"\.?[ \u00a0]?(?:of |de |di )?[ \u00a0]?|-")
_YEAR_GAP = re.compile(
    r"\.?,?[ \u00a0]?"
    r"(?:năm |de |del |of |عام |سنة |tahun |года |พ\.ศ\. ?|ค\.ศ\. ?|ปี ?|/|-|\.)?[ \u00a0]?"
)
_MONTH_DAY_GAP = re.compile(r"\.?[ \u00a0](?:the )?")
_VIETNAMESE_GAP = re.compile(r"[ \u00a0]?")


def read_date(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """The date that begins with this token, if one does, and the token behind it."""
    token = tokens[at]
    if token.is_digits:
        return None if token.is_code else _beginning_with_digits(tokens, at)
    if Role.MONTH in token.roles and _is_month(tokens, token):
        return _month_name(tokens, at)
    if not tokens.spaced:
        return _marked_behind(tokens, at)
    if tokens.vocabulary.month_first:
        if Role.MONTH_MARK in token.roles:
            return _month_marked(tokens, at)
        if Role.DAY_MARK in token.roles:
            return _after_day_mark(tokens, at)
    return None


def _beginning_with_digits(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    return (
        _numeric(tokens, at)
        or _day_and_month_name(tokens, at)
        or _day_and_marked_month(tokens, at)
        or _marked_behind(tokens, at)
    )


def _numeric(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    token = tokens[at]
    if token.text.isdigit():
        return None
    days = read_days(token.text, tokens.vocabulary)
    if not days:
        return None
    marked_day = at > 0 and Role.DAY_MARK in tokens[at - 1].roles
    if "." in token.text and len(numbers_in(token.text)) == 2:
        dotted = tokens.original[token.end : token.end + 1] == "."
        if not (marked_day or (dotted and "." in tokens.vocabulary.group and not marked_day)):
            return None
        if not marked_day and len(token.text.partition(".")[2]) == 3:
            return None
    fraction = NO_NUMBERS if marked_day else read_fraction(token.text)
    return _figure(tokens, at, at + 1, days, values=fraction), at + 1


def _day_and_month_name(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """ "23 July 2024", "23. Juli", "23 de julio de 2024", "23 กรกฎาคม 2567"."""
    day = _small(tokens[at], 31)
    if day is None or at + 1 >= len(tokens):
        return None
    month = tokens[at + 1]
    if Role.MONTH not in month.roles or not _DAY_GAP.fullmatch(tokens.gap(at, at + 1)):
        return None
    if not _is_month(tokens, month):
        return None
    year, end = _year_behind(tokens, _behind_other_name(tokens, at + 2))
    days = (Day(year, int(month.roles[Role.MONTH]), day),)
    return _figure(tokens, at, end, days), end


def _month_name(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """ "July 23, 2024", "July 2024", "July"."""
    month = int(tokens[at].roles[Role.MONTH])
    day, end = None, at + 1
    if tokens.vocabulary.month_day and end < len(tokens) and tokens[end].is_digits:
        behind = tokens.text[tokens[at].end : tokens[end].start]
        day = _small(tokens[end], 31) if _MONTH_DAY_GAP.fullmatch(behind) else None
        end += day is not None
    year, end = _year_behind(tokens, _behind_other_name(tokens, end))
    return _figure(tokens, at, end, (Day(year, month, day),)), end


def _behind_other_name(tokens: Tokens, at: int) -> int:
    """Behind the month's other name, "أكتوبر/تشرين الأول", if it is given."""
    if at >= len(tokens) or tokens.gap(at - 1, at) != "/":
        return at
    months = [tokens[number].roles.get(Role.MONTH) for number in (at - 1, at)]
    return at + 1 if months[0] == months[1] is not None else at


def _day_and_marked_month(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """ "23 tháng 7 năm 2024"."""
    day = _small(tokens[at], 31)
    if day is None or not tokens.vocabulary.month_first or at + 1 >= len(tokens):
        return None
    mark = tokens[at + 1]
    if not _VIETNAMESE_GAP.fullmatch(tokens.gap(at, at + 1)):
        return None
    if Role.MONTH in mark.roles:
        year, end = _year_behind(tokens, at + 2)
        return _figure(tokens, at, end, (Day(year, int(mark.roles[Role.MONTH]), day),)), end
    if Role.MONTH_MARK not in mark.roles:
        return None
    found = _month_marked(tokens, at + 1)
    if found is None:
        return None
    figure, end = found
    days = tuple(Day(each.year, each.month, day) for each in figure.days)
    return _figure(tokens, at, end, days), end


def _month_marked(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """ "tháng 7", "tháng 7/2024", "tháng 7 năm 2024"."""
    if at + 1 >= len(tokens) or not tokens[at + 1].is_digits:
        return None
    if not _VIETNAMESE_GAP.fullmatch(tokens.gap(at, at + 1)):
        return None
    token = tokens[at + 1]
    month = _small(token, 12)
    if month is None:
        numbers = numbers_in(token.text)
        if len(numbers) == 2 and 1 <= numbers[0] <= 12 and is_year(numbers[1]):
            return _figure(tokens, at, at + 2, (Day(numbers[1], numbers[0]),)), at + 2
        return None
    year, end = _year_behind(tokens, at + 2)
    return _figure(tokens, at, end, (Day(year, month),)), end


def _after_day_mark(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """ "ngày 23-7", "ngày 23.7": dashes and points are dates behind this word."""
    if at + 2 >= len(tokens) or not _VIETNAMESE_GAP.fullmatch(tokens.gap(at, at + 1)):
        return None
    day, month = _small(tokens[at + 1], 31), _small(tokens[at + 2], 12)
    dashed = tokens.gap(at + 1, at + 2) in {"-", "–"}
    # "ngày 3-5 tháng 7" is a range of days.
    if day is None or month is None or not dashed or tokens.has(at + 3, Role.MONTH_MARK):
        return None
    year, end = _year_behind(tokens, at + 3)
    return _figure(tokens, at, end, (Day(year, month, day),)), end


def _marked_behind(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """2024年7月23日, 7月23日, 二〇二四年七月, 23日: a mark behind each number."""
    if tokens.spaced:
        return None
    found: dict[Role, int] = {}
    end, weight = at, Weight.WORD
    for role in (Role.YEAR_MARK, Role.MONTH_MARK, Role.DAY_MARK):
        number = compose(tokens, end) if end < len(tokens) else None
        if number is None or len(number.values) != 1 or not tokens.has(number.end, role):
            continue
        value = int(next(iter(number.values)))
        if tokens.gap(number.end - 1, number.end) not in {"", " "} or not _in_range(role, value):
            break
        if found and tokens.text[tokens[end - 1].end : tokens[end].start].strip():
            break
        found[role] = _with_era(tokens, end, value) if role == Role.YEAR_MARK else value
        weight = max(weight, number.weight)
        end = number.end + 1
    if not found or set(found) == {Role.YEAR_MARK}:
        return None
    day = Day(found.get(Role.YEAR_MARK), found.get(Role.MONTH_MARK), found.get(Role.DAY_MARK))
    if weight == Weight.WORD and len(found) > 1:
        weight = Weight.SPELT
    return _figure(tokens, at, end, (day,), weight=weight), end


def _with_era(tokens: Tokens, at: int, year: int) -> int:
    start = tokens[at].start
    era = tokens.vocabulary.eras.get(tokens.text[max(start - 2, 0) : start], 0)
    return year + era if year < 200 else year


def _in_range(role: Role, value: int) -> bool:
    limits = {Role.MONTH_MARK: 12, Role.DAY_MARK: 31}
    return 1 <= value <= limits.get(role, 2700)


def _year_behind(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """The year that ends a date, and the token behind it."""
    number = at
    while number < len(tokens) and number < at + 2 and Role.YEAR_MARK in tokens[number].roles:
        number += 1
    if number >= len(tokens) or not tokens[number].is_digits:
        return None, at
    year = _year(tokens[number], tokens)
    gap = tokens.text[tokens[at - 1].end : tokens[number].start]
    if year is None or not _YEAR_GAP.fullmatch(gap):
        return None, at
    if year > 2400 and tokens.vocabulary.buddhist:
        year -= BUDDHIST_ERA
    return year, number + 1


def _year(token: Token, tokens: Tokens) -> int | None:
    if tokens.vocabulary.buddhist and len(token.text) == 2 and token.text.isdigit():
        return int(token.text) + 2500
    if token.text.isdigit() and len(token.text) == 4 and is_year(int(token.text)):
        return int(token.text)
    return int(token.text) if token.text.isdigit() and 2400 < int(token.text) < 2700 else None


def _small(token: Token, limit: int) -> int | None:
    if not token.is_digits or not token.text.isdigit() or len(token.text) > 2:
        return None
    return int(token.text) if 1 <= int(token.text) <= limit else None


def _is_month(tokens: Tokens, token: Token) -> bool:
    """English and Indonesian months have a capital; "may" and "march" may be verbs."""
    if token.text in {"may", "march", "mar", "dec", "sep", "jan", "oct", "august", "maret"}:
        return tokens.original[token.start].isupper()
    return True


def _figure(
    tokens: Tokens,
    at: int,
    end: int,
    days: tuple[Day, ...],
    *,
    values: frozenset[Decimal] = NO_NUMBERS,
    weight: Weight | None = None,
) -> Figure:
    if weight is None:
        digits = any(tokens[number].is_digits for number in range(at, end))
        weight = Weight.DIGITS if digits else Weight.WORD
    parts = {
        Decimal(part) for day in days for part in (day.year, day.month, day.day) if part is not None
    }
    return Figure(
        kind=Kind.DATE,
        text=tokens.original[tokens[at].start : tokens[end - 1].end],
        start=tokens[at].start,
        weight=weight,
        values=values,
        parts=frozenset(parts),
        days=days,
    )
