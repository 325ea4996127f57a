"""The unit or currency of a number, before it or behind: "$5", "5 triệu đô la", 1米75."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.text.figures.composing import Composed
from articles.text.figures.digits import is_year
from articles.text.figures.lexicon import Role
from articles.text.figures.model import NO_NUMBERS, Numbers
from articles.text.figures.tokens import Token, Tokens
from articles.text.figures.units import UNITS, dimension
from articles.text.figures.vocabularies.common import SIGNS

_HALF, _HUNDRED = Decimal("0.5"), Decimal(100)
_INCHES = Decimal(12)
_GAP_BEHIND = re.compile(r"[ \u00a0\u202f\u2009‑-]?(?:de |d'|d’|di )?")
_GAP_BEFORE = re.compile(r"[ \u00a0\u202f]?")
# A hundredth part: 196円14銭 is 196.14 yen.
_CENTS = frozenset({"銭", "分"})


def unit_before(tokens: Tokens, at: int) -> str:
    """The currency or 百分之 that the number behind it has: "$5", "Rp1,5 miliar"."""
    roles = tokens[at].roles
    if at + 1 >= len(tokens) or not _GAP_BEFORE.fullmatch(tokens.gap(at, at + 1)):
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


def unit_behind(tokens: Tokens, end: int) -> tuple[str, int, Numbers]:
    """The unit of the number that ends here, where it ends, and what is added behind it."""
    at = end
    if tokens.has(at, Role.ARTICLE) and tokens.has(at - 1, Role.FRACTION):
        at += 1  # half an hour
    if at >= len(tokens) or Role.UNIT not in tokens[at].roles:
        return "", end, NO_NUMBERS
    gap = tokens.text[tokens[at - 1].end : tokens[at].start]
    if not (_GAP_BEHIND.fullmatch(gap) or (not tokens.spaced and tokens.adjacent(at - 1, at))):
        return "", end, NO_NUMBERS
    unit = str(tokens[at].roles[Role.UNIT])
    at += 1
    if at >= len(tokens) or not tokens.adjacent(at - 1, at):
        return unit, at, NO_NUMBERS
    second = str(tokens[at].roles.get(Role.UNIT, ""))
    if dimension(unit) == dimension(second) == "money":  # 元人民币, "dong VND"
        return second, at + 1, NO_NUMBERS
    added, behind = _added_behind(tokens, at, unit)
    return unit, behind, added


def _added_behind(tokens: Tokens, at: int, unit: str) -> tuple[Numbers, int]:
    """The rest of 1m75, 10秒72, 196円14銭, 6-foot-4, "2 năm rưỡi", and the token behind it."""
    token = tokens[at]
    if Role.HALF in token.roles:
        return frozenset({_HALF, Decimal(0)}), at + 1
    if not (token.is_digits and token.text.isdigit()):
        return NO_NUMBERS, at
    value = Decimal(token.text)
    if unit == "ft" and value < _INCHES:
        inches = tokens.has(at + 1, Role.UNIT) and tokens[at + 1].roles[Role.UNIT] == "in"
        return frozenset({value / _INCHES}), at + 1 + inches
    if len(token.text) != 2 or not tokens.touching(at - 1, at):
        return NO_NUMBERS, at
    is_money = dimension(unit) == "money" and tokens.text[token.end : token.end + 1] in _CENTS
    return (
        (frozenset({value / _HUNDRED}), at + 1)
        if is_money or unit in {"m", "s"}
        else (NO_NUMBERS, at)
    )


def surest_unit(tokens: Tokens, token: Token, number: Composed, unit: str) -> str:
    """The unit, unless a sign that was read as one may be something else."""
    if unit == "m" and number.end < len(tokens) and tokens[number.end].text == "m":
        return "" if tokens.has(number.end, Role.MULTIPLIER) else unit
    is_calendar = unit in {"day", "month", "year"}
    if is_calendar and any(is_year(int(value)) for value in number.values if value > 1000):
        return ""
    return unit if not token.is_decade else ""
