"""Read the figures of a text: what it counts, weighs, pays and dates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from articles.text.figures import calendar, clock
from articles.text.figures.alternatives import other_values
from articles.text.figures.composing import Composed, compose, share
from articles.text.figures.digits import (
    numbers_in,
    read_fraction,
    read_number,
    season_end,
)
from articles.text.figures.languages import lexicon_for
from articles.text.figures.lexicon import Role
from articles.text.figures.measures import surest_unit, unit_before, unit_behind
from articles.text.figures.model import Clock, Figure, Kind, Numbers, Reading, Weight
from articles.text.figures.points import decimal_in_words
from articles.text.figures.ranges import find_scores, share_in_ranges
from articles.text.figures.roman import read_roman
from articles.text.figures.tokens import Token, Tokens

_WEEKDAYS = frozenset("234567")


@lru_cache(maxsize=2048)
def read_figures(text: str, language_code: str) -> Reading:
    """All figures of a text in a language, in their order."""
    tokens = Tokens(text, lexicon_for(language_code))
    figures = list(_figures(tokens))
    figures = share_in_ranges(figures, tokens.text)
    if tokens.spaced:
        figures += read_roman(tokens.original)
    return Reading(tuple(figures), find_scores(tokens.text), _relatives(tokens), _clocks(tokens))


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
    if not tokens.stands_alone(at):
        return None
    if token.is_digits:
        return _read_lone_digits(tokens, at)
    for role in (Role.NUMBER, Role.FRACTION, Role.MULTIPLIER):
        if role in token.roles:
            values = frozenset({share(token.roles[role]), *_ordinal(token)})
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


def _read_lone_digits(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    token = tokens[at]
    if not token.text.isdigit() or token.is_decade or not tokens.vocabulary.is_plain:
        return None
    figure = Figure(
        Kind.NUMBER,
        tokens.original[token.start : token.end],
        token.start,
        _weight_of_digits(tokens, token),
        token.values,
        is_code=token.is_code,
    )
    return figure, at + 1


def _ordinal(token: Token) -> Numbers:
    """What "third" counts, besides a part of three."""
    return frozenset({Decimal(token.roles[Role.ORDINAL])} if Role.ORDINAL in token.roles else ())


def _read_number(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    first = at
    unit = unit_before(tokens, at)
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
        behind, end, more = unit_behind(tokens, end)
        values = frozenset(value + part for value in values for part in more) or values
        unit = unit or behind
    values |= other_values(tokens, token, number)
    if token.is_digits:
        unit = surest_unit(tokens, token, number, unit)
    if unit == "tenth":
        values, unit = frozenset(value * 10 for value in values), "percent"
    figure = Figure(
        kind=Kind.NUMBER,
        text=tokens.original[tokens[first].start : tokens[end - 1].end].strip(),
        start=tokens[first].start,
        weight=_weight_of_digits(tokens, token) if token.is_digits else number.weight,
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


def _weight_of_digits(tokens: Tokens, token: Token) -> Weight:
    """Of what may be a weekday's name, "thứ 7", no more than of a word."""
    if token.text in _WEEKDAYS and tokens.text.endswith("thứ ", 0, token.start):
        return Weight.WORD
    return Weight.DIGITS


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


def _relatives(tokens: Tokens) -> frozenset[str]:
    return frozenset(
        str(token.roles[Role.RELATIVE]) for token in tokens.tokens if Role.RELATIVE in token.roles
    )


def _clocks(tokens: Tokens) -> frozenset[Clock]:
    """Whose time is told; EST is a zone, but "est" is French."""
    return frozenset(
        Clock(token.roles[Role.LOCAL_TIME])
        for token in tokens.tokens
        if Role.LOCAL_TIME in token.roles
        and (len(token.text) > 4 or not tokens.original[token.start].islower())
    )
