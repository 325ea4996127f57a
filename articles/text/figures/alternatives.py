"""What else the signs of a number may mean: 2m, the 1990s, 令和6年, 2倍."""

from __future__ import annotations

from decimal import Decimal

from articles.text.figures.composing import Composed
from articles.text.figures.digits import BUDDHIST_ERA, is_year
from articles.text.figures.lexicon import Role
from articles.text.figures.model import NO_NUMBERS, Numbers
from articles.text.figures.tokens import Token, Tokens

_HUNDRED = Decimal(100)


def other_values(tokens: Tokens, token: Token, number: Composed) -> Numbers:
    """What else the same signs may mean."""
    if tokens.has(number.end, Role.FOLD):
        return frozenset(value + 1 for value in number.values)
    if not token.is_digits:
        return _ordinal(token)
    behind = tokens[number.end].roles if number.end < len(tokens) else {}
    unit = behind.get(Role.UNIT)
    if unit == "m" and Role.MULTIPLIER in behind:  # two metres, two million
        return frozenset(value * behind[Role.MULTIPLIER] for value in number.values)
    value = min(number.values)
    if (token.is_decade or unit == "decade") and value % 10 == 0:
        return _decade(value)
    return _other_years(tokens, token, value)


def _ordinal(token: Token) -> Numbers:
    """A "third" is the third one or one of three."""
    if Role.FRACTION in token.roles and Role.ORDINAL in token.roles:
        return frozenset({Decimal(token.roles[Role.ORDINAL])})
    return NO_NUMBERS


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
