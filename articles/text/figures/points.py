"""Decimals in Chinese words: 三点五, 一点二亿."""

from __future__ import annotations

from decimal import Decimal

from articles.text.figures.composing import Composed
from articles.text.figures.lexicon import Role
from articles.text.figures.model import Weight
from articles.text.figures.tokens import Tokens

_MYRIAD = Decimal(10000)
_POINTS = frozenset({"点", "點"})
# With these behind it, 三点五 is a time: five past three.
_OF_A_CLOCK = ("分", "刻")


def decimal_in_words(tokens: Tokens, at: int) -> Composed | None:
    """The decimal that begins with this token, if one does."""
    if tokens.spaced or at + 2 >= len(tokens):
        return None
    whole = tokens[at].roles.get(Role.NUMBER)
    if whole is None or tokens[at + 1].text not in _POINTS or not tokens.touching(at, at + 1):
        return None
    digits, end = _digits(tokens, at + 2)
    if not digits or tokens.text.startswith(_OF_A_CLOCK, tokens[end - 1].end):
        return None
    value = Decimal(f"{int(whole)}.{digits}")
    while tokens.has(end, Role.MULTIPLIER) and tokens.touching(end - 1, end):
        scale = Decimal(tokens[end].roles[Role.MULTIPLIER])
        if scale < _MYRIAD:  # 三点五十分
            return None
        value *= scale
        end += 1
    return Composed(frozenset({value}), Weight.SPELT, end)


def _digits(tokens: Tokens, at: int) -> tuple[str, int]:
    digits, end = "", at
    while tokens.has(end, Role.NUMBER) and tokens.touching(end - 1, end):
        value = tokens[end].roles[Role.NUMBER]
        if value >= 10:
            break
        digits += str(int(value))
        end += 1
    return digits, end
