"""Read the figures of a text: what it counts, weighs, pays and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from articles.text.figures import calendar, clock
from articles.text.figures.composing import Composed, compose, share
from articles.text.figures.digits import (
    BUDDHIST_ERA,
    is_year,
    numbers_in,
    read_fraction,
    read_number,
    season_end,
)
from articles.text.figures.languages import lexicon_for
from articles.text.figures.lexicon import Role
from articles.text.figures.model import NO_NUMBERS, Figure, Kind, Numbers, Reading, Weight
from articles.text.figures.points import decimal_in_words
from articles.text.figures.tokens import Token, Tokens
from articles.text.figures.units import UNITS
from articles.text.figures.vocabularies.common import SIGNS

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
# What may stand between two numbers that share the multiplier behind the second: "5-10 triệu".
_BETWEEN = re.compile(
    r"\s*(?:[-–—‑~～/、,،]|\bto\b|\band\b|\bor\b|đến|tới|và|hoặc|hay|至|到|或|和|إلى|و|أو|à|et|ou|bis"
    r"|und|oder|a|y|o|e|до|и|или|ถึง|และ|sampai|hingga|dan|atau|から|에서|per cent to|percent to)\s*"
)
_UNIT_GAP = re.compile(r"[ \u00a0\u202f\u2009‑-]?(?:de |d'|d’|di )?")
_PREFIX_GAP = re.compile(r"[ \u00a0\u202f]?")
_SCORE = re.compile(r"(?<![\w.,:/–-])(\d{1,2})(?:[-–]| ?[比对對] ?)(\d{1,2})(?![\d:/–-]|[.,]\d)")
_ROMAN = re.compile(r"(?<![^\W_])[IVX]{1,6}(?![^\W_])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@lru_cache(maxsize=2048)
def read_figures(text: str, language_code: str) -> Reading:
    """All figures of a text in a language, in their order."""
    tokens = Tokens(text, lexicon_for(language_code))
    figures = list(_figures(tokens))
    figures = _share_multipliers(figures, tokens.text)
    if tokens.spaced:
        figures += _roman(tokens.original)
    return Reading(
        tuple(figures), _scores(tokens.text), _relatives(tokens), _has_local_time(tokens)
    )


def _figures(tokens: Tokens) -> Iterator[Figure]:
    asides = tokens.asides()
    at = 0
    while at < len(tokens):
        if not tokens[at].is_digits and tokens[at].text not in tokens.starters:
            at += 1
            continue
        found = _read_lone_word(tokens, at) or (
            calendar.read_date(tokens, at)
            or (_read_number(tokens, at) if decimal_in_words(tokens, at) else None)
            or clock.read_time(tokens, at)
            or _read_number(tokens, at)
            or _read_ordinal(tokens, at)
        )
        if found is None:
            at += 1
            continue
        figure, at = found
        if any(begin <= figure.start < end for begin, end in asides):
            figure = figure._replace(is_aside=True)
        yield figure


def _read_lone_word(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """A number in a word with nothing around it: most are, and need no grammar."""
    token = tokens[at]
    if token.is_digits or not tokens.stands_alone(at):
        return None
    for role in (Role.NUMBER, Role.FRACTION, Role.MULTIPLIER):
        if role in token.roles:
            values = frozenset({share(token.roles[role])})
            figure = Figure(
                Kind.NUMBER,
                token.text,
                token.start,
                Weight.WORD,
                values,
                is_cardinal=role == Role.NUMBER and _is_cardinal(tokens, token),
            )
            return figure, at + 1
    return None


def _read_number(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    first = at
    unit = _unit_before(tokens, at)
    if unit:
        at += 1
    if at >= len(tokens):
        return None
    number = decimal_in_words(tokens, at) or compose(tokens, at)
    if number is None:
        return _read_other_digits(tokens, at) if not unit else None
    fraction = _fraction(tokens, number)
    if fraction is not None:
        number = fraction
    elif _is_mere_article(tokens, at, number):
        return None
    token = tokens[at]
    values, end = number.values, number.end
    if unit != "percent":
        behind, end, more = _unit_behind(tokens, end)
        values = frozenset(value + part for value in values for part in more) or values
        unit = unit or behind
    values |= _other_values(tokens, token, number)
    if token.is_digits:
        unit = _keep_unit(tokens, token, number, unit)
    if unit == "tenth":
        values, unit = frozenset(value * 10 for value in values), "percent"
    figure = Figure(
        kind=Kind.NUMBER,
        text=tokens.original[tokens[first].start : tokens[end - 1].end].strip(),
        start=tokens[first].start,
        weight=_weight(tokens, at, number),
        values=values,
        unit=unit,
        minutes=clock.of_hours(number.values, unit),
        is_cardinal=number.end == at + 1 and _is_cardinal(tokens, token),
        is_code=token.is_code,
    )
    return figure, end


def _is_cardinal(tokens: Tokens, token: Token) -> bool:
    return (
        tokens.spaced
        and not token.is_name
        and Role.YEAR_MARK not in token.roles
        and 3 <= token.roles.get(Role.NUMBER, 0) < 100
    )


def _unit_before(tokens: Tokens, at: int) -> str:
    """The currency or 百分之 that the number behind it has: "$5", "Rp1,5 miliar"."""
    roles = tokens[at].roles
    if at + 1 >= len(tokens) or not _PREFIX_GAP.fullmatch(tokens.gap(at, at + 1)):
        return ""
    if Role.PERCENT_BEFORE in roles:
        return "percent"
    code = roles.get(Role.UNIT, "")
    behind = tokens[at + 1]
    if not (behind.is_digits or (tokens[at].text == "$" and Role.NUMBER in behind.roles)):
        return ""
    unit = UNITS.get(code)
    if unit is None or not (unit.dimension == "money" or tokens[at].text in "%٪"):
        return ""
    # A word for money belongs to the number before it, and "won 22-20" has nothing of it.
    return code if tokens[at].text in SIGNS else ""


def _unit_behind(tokens: Tokens, end: int) -> tuple[str, int, Numbers]:
    """The unit of the number that ends here, where it ends, and a half said behind it."""
    at = end
    if tokens.has(at, Role.ARTICLE) and tokens.has(at - 1, Role.FRACTION):
        at += 1  # half an hour
    if at >= len(tokens) or Role.UNIT not in tokens[at].roles:
        return "", end, NO_NUMBERS
    gap = tokens.text[tokens[at - 1].end : tokens[at].start]
    if not (_UNIT_GAP.fullmatch(gap) or (not tokens.spaced and tokens.adjacent(at - 1, at))):
        return "", end, NO_NUMBERS
    unit = str(tokens[at].roles[Role.UNIT])
    at += 1
    if tokens.has(at, Role.UNIT) and tokens.adjacent(at - 1, at):
        both = (UNITS[unit], UNITS[str(tokens[at].roles[Role.UNIT])])
        if all(one.dimension == "money" for one in both):
            unit, at = both[1].code, at + 1  # 元人民币, "dong VND"
    if tokens.has(at, Role.HALF) and tokens.adjacent(at - 1, at):
        return unit, at + 1, frozenset({_HALF, Decimal(0)})
    if unit in {"m", "s"} and at < len(tokens) and tokens.touching(at - 1, at):
        tail = tokens[at].text
        if tokens[at].is_digits and tail.isdigit() and len(tail) == 2:
            return unit, at + 1, frozenset({Decimal(tail) / _HUNDRED})  # 1m75, 10秒72
    return unit, at, NO_NUMBERS


def _keep_unit(tokens: Tokens, token: Token, number: Composed, unit: str) -> str:
    """The unit, unless a sign that was read as one may be something else."""
    if unit == "m" and number.end < len(tokens) and tokens[number.end].text == "m":
        return "" if tokens.has(number.end, Role.MULTIPLIER) else unit
    is_calendar = unit in {"day", "month", "year"}
    if is_calendar and any(is_year(int(value)) for value in number.values if value > 1000):
        return ""
    return unit if not token.is_decade else ""


def _other_values(tokens: Tokens, token: Token, number: Composed) -> Numbers:
    """What else the same signs may mean."""
    if tokens.has(number.end, Role.FOLD):
        return frozenset(value + 1 for value in number.values)
    if not token.is_digits:
        return NO_NUMBERS
    behind = tokens[number.end].roles if number.end < len(tokens) else {}
    unit = behind.get(Role.UNIT)
    if unit == "m" and Role.MULTIPLIER in behind:  # two metres, two million
        return frozenset(value * behind[Role.MULTIPLIER] for value in number.values)
    value = min(number.values)
    if (token.is_decade or unit == "decade") and value % 10 == 0:
        return _decade(value)
    return _other_years(tokens, token, value)


def _decade(value: Decimal) -> Numbers:
    """90 of the 1990s, and the other way round."""
    if value < _HUNDRED:
        return frozenset({value + 1900})
    return frozenset({value % _HUNDRED}) if is_year(int(value)) else NO_NUMBERS


def _other_years(tokens: Tokens, token: Token, value: Decimal) -> Numbers:
    """Years of the Buddhist era and of emperors: พ.ศ. 2567, 令和6年."""
    vocabulary = tokens.vocabulary
    if vocabulary.buddhist and 2400 <= value <= 2700:
        return frozenset({value - BUDDHIST_ERA})
    if vocabulary.eras:
        before = tokens.text[max(token.start - 2, 0) : token.start]
        if before in vocabulary.eras:
            return frozenset({value + vocabulary.eras[before]})
    return NO_NUMBERS


def _fraction(tokens: Tokens, number: Composed) -> Composed | None:
    """ "hai phần ba", 三分之二: two numbers around a word for parts."""
    at = number.end
    if not tokens.has(at, Role.PARTS) or at + 1 >= len(tokens):
        return None
    if not (tokens.adjacent(at - 1, at) and tokens.adjacent(at, at + 1)):
        return None
    tail = tokens[at + 1].roles.get(Role.TAIL)
    if tail is not None:
        second = Composed(frozenset({tail}), Weight.WORD, at + 2)
    else:
        found = compose(tokens, at + 1)
        if found is None:
            return None
        second = found
    pair = [next(iter(part.values), Decimal(0)) for part in (number, second)]
    if not tokens.spaced:
        pair.reverse()
    if not all(pair):
        return None
    weight = max(number.weight, second.weight)
    return Composed(frozenset({share(pair[0] / pair[1])}), weight, second.end)


def _is_mere_article(tokens: Tokens, at: int, number: Composed) -> bool:
    if Role.ARTICLE not in tokens[at].roles or number.end > at + 1:
        return False
    return not (tokens.has(at + 1, Role.UNIT) and tokens.adjacent(at, at + 1))


def _weight(tokens: Tokens, at: int, number: Composed) -> Weight:
    """Of digits that may be a weekday's name, "thứ 7", no more than of a word."""
    if tokens[at].is_digits and tokens.text[: tokens[at].start].endswith("thứ "):
        return Weight.WORD if all(2 <= value <= 7 for value in number.values) else number.weight
    return number.weight


def _read_other_digits(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """Digits that are no single number: 2/3, 2023/24, 3:1, 192.168.0.1, 57/2024."""
    token = tokens[at]
    if not token.is_digits:
        return None
    numbers = numbers_in(token.text)
    parts = {Decimal(number) for number in numbers}
    if len(numbers) == 2 and (end_year := season_end(*numbers)):
        parts = {Decimal(numbers[0]), Decimal(end_year)}
    elif ":" in token.text:  # 4:35.5
        pieces = [read_number(piece, tokens.vocabulary) for piece in token.text.split(":")]
        parts = {min(values) for values in pieces if values}
    figure = Figure(
        kind=Kind.NUMBER,
        text=tokens.original[token.start : token.end],
        start=token.start,
        weight=Weight.DIGITS,
        values=read_fraction(token.text),
        parts=frozenset(parts),
        is_code=token.is_code,
    )
    return figure, at + 1


def _read_ordinal(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    token = tokens[at]
    if Role.ORDINAL not in token.roles:
        return None
    value = Decimal(token.roles[Role.ORDINAL])
    figure = Figure(
        kind=Kind.NUMBER,
        text=token.text,
        start=token.start,
        weight=Weight.WORD,
        values=frozenset({value}),
    )
    return figure, at + 1


def _share_multipliers(figures: list[Figure], text: str) -> list[Figure]:
    """The first number of a range may be counted by the multiplier of the second."""
    for number in range(len(figures) - 2, -1, -1):
        first, second = figures[number], figures[number + 1]
        if not (
            first.kind == second.kind == Kind.NUMBER
            and first.values
            and second.values
            and first.weight == second.weight == Weight.DIGITS
        ):
            continue
        end = first.start + len(first.text)
        if max(first.values) >= 1000 or not _BETWEEN.fullmatch(text[end : second.start]):
            continue
        figures[number] = _with_shared(first, second, text[second.start :])
    return figures


def _with_shared(first: Figure, second: Figure, behind: str) -> Figure:
    written = re.match(r"\D*([\d.,]+)", behind)
    digits = written[1].strip(".,") if written else ""
    base = Decimal(digits.replace(",", ".")) if re.fullmatch(r"\d+([.,]\d+)?", digits) else None
    scales = {value / base for value in second.values if base and value > base}
    shared = frozenset(value * scale for value in first.values for scale in scales if scale >= 100)
    return first._replace(values=first.values | shared) if shared else first


def _roman(original: str) -> list[Figure]:
    """Centuries, wars and congresses: "thế kỷ XX", "Thế chiến II"."""
    found = []
    for match in _ROMAN.finditer(original):
        value = _roman_value(match[0])
        found.append(
            Figure(Kind.NUMBER, match[0], match.start(), Weight.WORD, frozenset({Decimal(value)}))
        )
    return found


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < behind else value for value, behind in pairs)


def _scores(text: str) -> tuple[tuple[int, int], ...]:
    pairs = ((int(found[1]), int(found[2])) for found in _SCORE.finditer(text))
    return tuple((min(pair), max(pair)) for pair in pairs)


def _relatives(tokens: Tokens) -> frozenset[str]:
    return frozenset(
        str(token.roles[Role.RELATIVE]) for token in tokens.tokens if Role.RELATIVE in token.roles
    )


def _has_local_time(tokens: Tokens) -> bool:
    return any(Role.LOCAL_TIME in token.roles for token in tokens.tokens)
