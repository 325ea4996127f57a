"""Times of day: "7 giờ 30", "7:30 pm", 19時30分, "19.30 Uhr", 晚上7点半."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.text.figures.composing import compose
from articles.text.figures.digits import numbers_in
from articles.text.figures.lexicon import Role
from articles.text.figures.model import Figure, Kind, Numbers, Weight
from articles.text.figures.tokens import Token, Tokens

_NOON = 12 * 60
_DAY = 24 * 60
_COLON = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_MILITARY = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")  # 1700 GMT
_DOTTED = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
_GAP = re.compile(r"[ \u00a0\u202f]?(?:de |in )?")


def read_time(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """The time of day that begins with this token, if one does, and the token behind it."""
    token = tokens[at]
    if Role.MERIDIEM in token.roles and not tokens.spaced:
        found = _read(tokens, at + 1) if at + 1 < len(tokens) else None
        if found is None or tokens.gap(at, at + 1):
            return None
        minutes, end, _sure = found
        turned = _turn(minutes, int(token.roles[Role.MERIDIEM]))
        return _figure(tokens, at, end, turned), end
    found = _read(tokens, at)
    if found is None:
        return None
    minutes, end, sure = found
    meridiem = _meridiem_behind(tokens, end)
    if meridiem is not None:
        minutes = _turn(minutes, meridiem)
        end += 1
    elif not sure:
        return None
    else:
        minutes = _either_half(minutes)
    return _figure(tokens, at, end, minutes), end


def of_hours(values: Numbers, unit: str) -> frozenset[int]:
    """The time of day that "7 giờ" or "19 heures" may be, besides a span."""
    if unit != "h" or len(values) != 1:
        return frozenset()
    value = next(iter(values))
    if value != value.to_integral_value() or not 0 <= value <= 24:
        return frozenset()
    return _either_half(frozenset({int(value) * 60 % _DAY}))


def _read(tokens: Tokens, at: int) -> tuple[frozenset[int], int, bool] | None:
    """Minutes of the day, the token behind, and whether it is a time without a.m. or p.m."""
    token = tokens[at]
    if token.is_code:
        return None
    if token.is_digits:
        whole = _COLON.fullmatch(token.text)
        if whole:
            minute = int(whole[1]) * 60 + int(whole[2])
            return frozenset({minute % _DAY}), _behind_clock(tokens, at + 1), True
        dotted = _DOTTED.fullmatch(token.text) if tokens.vocabulary.dotted_times else None
        if dotted:
            minute = int(dotted[1]) * 60 + int(dotted[2])
            end = _behind_clock(tokens, at + 1)
            return frozenset({minute % _DAY}), end, end > at + 1
        zoned = tokens.has(at + 1, Role.LOCAL_TIME) and tokens.gap(at, at + 1) == " "
        if zoned and _MILITARY.fullmatch(token.text):
            minute = int(token.text[:2]) * 60 + int(token.text[2:])
            return frozenset({minute % _DAY}), at + 1, True
    return _hours_and_minutes(tokens, at)


def _hours_and_minutes(tokens: Tokens, at: int) -> tuple[frozenset[int], int, bool] | None:
    token = tokens[at]
    if token.is_digits:
        if not token.text.isdigit() or len(token.text) > 2:
            return None
        hour, end = int(token.text), at + 1
    else:
        number = None if tokens.spaced else compose(tokens, at)
        if number is None:
            return None
        hour, end = int(min(number.values)), number.end
    if hour > 24:
        return None
    if not tokens.has(end, Role.CLOCK) or not _GAP.fullmatch(tokens.gap(end - 1, end)):
        return frozenset({hour * 60 % _DAY}), end, False
    is_span = Role.UNIT in tokens[end].roles
    end += 1
    minute, behind = _minutes(tokens, end)
    if minute is None:
        return frozenset({hour * 60 % _DAY}), end, not is_span
    return frozenset({(hour * 60 + minute) % _DAY}), behind, True


def _minutes(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """The minutes behind an hour's mark: "30", "30 phút", 30分, 半."""
    if at >= len(tokens) or tokens.gap(at - 1, at) not in {"", " "}:
        return None, at
    token = tokens[at]
    if Role.HALF in token.roles:
        return 30, at + 1
    if not (token.is_digits and token.text.isdigit() and int(token.text) < 60):
        return None, at
    end = at + 1
    unit = ""
    if tokens.has(end, Role.UNIT) and tokens.adjacent(at, end):
        unit = str(tokens[end].roles[Role.UNIT])
    if unit == "min":
        return int(token.text), end + 1
    # "7 giờ 30 người" is no time, but "0h30 ngày 1/1" is.
    is_count = unit not in {"", "s"} and not tokens.touching(at - 1, at)
    if is_count or (tokens.spaced and len(token.text) != 2):
        return None, at
    return int(token.text), end


def _behind_clock(tokens: Tokens, end: int) -> int:
    """Behind the word for the clock, if one follows: "19:30 Uhr"."""
    if tokens.has(end, Role.CLOCK) and _GAP.fullmatch(tokens.gap(end - 1, end)):
        return end + 1
    return end


def _meridiem_behind(tokens: Tokens, end: int) -> int | None:
    if not tokens.has(end, Role.MERIDIEM) or not _GAP.fullmatch(tokens.gap(end - 1, end)):
        return None
    return int(tokens[end].roles[Role.MERIDIEM])


def _turn(minutes: frozenset[int], part: int) -> frozenset[int]:
    """Times by the 12-hour clock as those of 24 hours; 19:30 in the evening stays.

    `part` of the day: 0 before noon, 11 about noon, 12 after it, 24 at night, before or after
    midnight.
    """
    if part == 0:
        return frozenset(each - _NOON if _NOON <= each < _NOON + 60 else each for each in minutes)
    if part == 11:
        return frozenset(each + _NOON if each < 6 * 60 else each for each in minutes)
    later = frozenset(each + _NOON if each < _NOON else each for each in minutes)
    if part == 24:
        return later | frozenset(each for each in minutes if each < 6 * 60) | _midnight(minutes)
    return later


def _midnight(minutes: frozenset[int]) -> frozenset[int]:
    return frozenset(each - _NOON for each in minutes if _NOON <= each < _NOON + 60)


def _either_half(minutes: frozenset[int]) -> frozenset[int]:
    return minutes | {(each + _NOON) % _DAY for each in minutes if each < _NOON + 60}


def _figure(tokens: Tokens, at: int, end: int, minutes: frozenset[int]) -> Figure:
    covered = [tokens[number] for number in range(at, end)]
    digits = any(token.is_digits for token in covered)
    return Figure(
        kind=Kind.TIME,
        text=tokens.original[covered[0].start : _behind_minutes(tokens, covered[-1].end)],
        start=covered[0].start,
        weight=Weight.DIGITS if digits else Weight.WORD,
        parts=_parts(covered),
        minutes=minutes,
    )


def _behind_minutes(tokens: Tokens, end: int) -> int:
    return end + 1 if tokens.text[end : end + 1] in {"分", "분"} else end


def _parts(covered: list[Token]) -> Numbers:
    numbers = [number for token in covered if token.is_digits for number in numbers_in(token.text)]
    return frozenset(Decimal(number) for number in numbers[:1] + [n for n in numbers[1:] if n])
