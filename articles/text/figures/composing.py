"""Several words and digits that are one number: "54 nghìn", 一亿二千万, "two and a half"."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from articles.text.figures.lexicon import Role
from articles.text.figures.model import Numbers, Weight
from articles.text.figures.tokens import Token, Tokens

_TEN, _HUNDRED, _THOUSAND = Decimal(10), Decimal(100), Decimal(1000)
_HALF = Decimal("0.5")
# French counts on from 60 and 80: soixante-quinze, quatre-vingt-douze.
_LONG_TENS = frozenset({60, 80})
_SURE_IN_WORDS = 13
# Only with one of these behind it can a number go on.
_COMPOSING = frozenset({
    Role.NUMBER, Role.TAIL, Role.MULTIPLIER, Role.TEEN, Role.HALF, Role.FRACTION, Role.ARTICLE,
    Role.JOINER,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composed:
    """A number, how surely it was meant as one, and the token behind it."""

    values: Numbers
    weight: Weight
    end: int


def share(value: Decimal) -> Decimal:
    """A fraction, rounded so that two thirds are the same however they were reckoned."""
    return round(value, 9)


def compose(tokens: Tokens, at: int) -> Composed | None:
    """The number that begins with this token, if one does."""
    if not tokens.spaced and not tokens[at].is_digits:
        run = _digit_run(tokens, at)
        if run is not None:
            return run
    sums = _begin(tokens, at)
    if not sums:
        return None
    end = at + 1
    if end < len(tokens) and _can_go_on(tokens[end]):
        end = _Composer(tokens, at, sums).run()
    values = frozenset(total.total() for total in sums)
    return Composed(values, _weigh(tokens, at, end, values), end)


def _can_go_on(token: Token) -> bool:
    return token.is_digits or not _COMPOSING.isdisjoint(token.roles)


@dataclass(slots=True)
class _Sum:
    """Terms that are added up; a multiplier takes the smaller ones before it."""

    terms: list[Decimal]
    scale: Decimal | None = None

    def multiply(self, value: Decimal) -> None:
        counted = []
        while self.terms and self.terms[-1] < value:
            counted.append(self.terms.pop())
        self.terms.append(value * (sum(counted) if counted else 1))
        self.scale = value

    def total(self) -> Decimal:
        return sum(self.terms, Decimal(0))


def _begin(tokens: Tokens, at: int) -> list[_Sum]:
    """One sum for each value that the first token may have."""
    first = tokens[at]
    if first.is_digits:
        return [_Sum([value]) for value in first.values]
    roles = first.roles
    if Role.NUMBER in roles:
        return [_Sum([roles[Role.NUMBER]])]
    if Role.MULTIPLIER in roles:
        return [_Sum([roles[Role.MULTIPLIER]], roles[Role.MULTIPLIER])]
    if Role.ARTICLE in roles:
        counts = tokens.has(at + 1, Role.MULTIPLIER) or tokens.has(at + 1, Role.UNIT)
        return [_Sum([Decimal(1)])] if counts and tokens.adjacent(at, at + 1) else []
    return [_Sum([share(roles[Role.FRACTION])])] if Role.FRACTION in roles else []


@dataclass(slots=True)
class _Composer:
    """Takes tokens into a number as long as they belong to it."""

    tokens: Tokens
    at: int
    sums: list[_Sum]
    end: int = field(init=False)

    def run(self) -> int:
        self.end = self.at + 1
        while self.end < len(self.tokens) and self.tokens.adjacent(self.end - 1, self.end):
            taken = (
                self._half()
                or self._multiplier()
                or self._article()
                or self._fraction()
                or self._teen()
                or self._addition()
            )
            if not taken:
                break
            self.end += taken
        return self.end

    @property
    def _token(self) -> Token:
        return self.tokens[self.end]

    @property
    def _before(self) -> Token:
        return self.tokens[self.end - 1]

    def _add(self, value: Decimal) -> None:
        for total in self.sums:
            total.terms.append(value)

    def _half(self) -> int:
        """ "một triệu rưỡi": half of the last multiplier."""
        if Role.HALF not in self._token.roles:
            return 0
        self._add((self.sums[0].scale or 1) * _HALF)
        return 1

    def _multiplier(self) -> int:
        scale = self._token.roles.get(Role.MULTIPLIER)
        if scale is None:
            return 0
        is_letter = len(self._token.text) == 1 and self._token.text.isascii()
        # "54k" counts, "2m" may be metres: that is another reading.
        if is_letter and (not self._before.is_digits or Role.UNIT in self._token.roles):
            return 0
        for total in self.sums:
            total.multiply(scale)
        return 1

    def _article(self) -> int:
        """Half a million."""
        if Role.ARTICLE not in self._token.roles or Role.FRACTION not in self._before.roles:
            return 0
        behind = self.end + 1
        counted = self.tokens.has(behind, Role.MULTIPLIER)
        return int(counted and self.tokens.adjacent(self.end, behind))

    def _fraction(self) -> int:
        """ "two thirds", and "مليون ونصف المليون": a million and half of one."""
        part = self._token.roles.get(Role.FRACTION)
        if part is None:
            return 0
        scale = self.sums[0].scale
        if self._token.prefixed and scale:
            self._add(part * scale)
            behind = self.end + 1
            again = behind < len(self.tokens) and self.tokens.adjacent(self.end, behind)
            return 1 + (again and self.tokens[behind].roles.get(Role.MULTIPLIER) == scale)
        if Role.NUMBER not in self._before.roles:
            return 0
        terms = self.sums[0].terms
        terms[-1] = share(terms[-1] * part)
        return 1

    def _teen(self) -> int:
        if Role.TEEN not in self._token.roles or Role.NUMBER not in self._before.roles:
            return 0
        self._add(_TEN)
        return 1

    def _addition(self) -> int:
        """A smaller number behind a larger one, with or without a joiner between."""
        if self._before.is_digits:
            return 0
        place = self.end
        if Role.JOINER in self._token.roles:
            place += 1
            if place >= len(self.tokens) or not self.tokens.adjacent(self.end, place):
                return 0
        value = _addend(self.tokens[place])
        if value is None:
            return 0
        joined = place > self.end
        if self.tokens.spaced:
            if not self._fits(place, value, joined):
                return 0
        elif not self._fits_unspaced(place):
            return 0
        elif self._takes_next_place(place, value, joined):
            value *= (self.sums[0].scale or 1) / _TEN
        self._add(value)
        return 1 + joined

    def _is_counted(self, place: int) -> bool:
        """Whether a multiplier smaller than the last one follows: "5 triệu 300 nghìn"."""
        if place + 1 >= len(self.tokens) or not self.tokens.adjacent(place, place + 1):
            return False
        scale = self.tokens[place + 1].roles.get(Role.MULTIPLIER)
        last = self.sums[0].scale
        return scale is not None and (last is None or scale < last)

    def _fits_unspaced(self, place: int) -> bool:
        before = self.tokens[place - 1]
        if Role.MULTIPLIER not in before.roles and Role.JOINER not in before.roles:
            return False
        return self._is_counted(place) or self.tokens.touching(place - 1, place)

    def _takes_next_place(self, place: int, value: Decimal, joined: bool) -> bool:
        """一万二 is 12 000."""
        scale = self.sums[0].scale
        return (
            not joined
            and value < _TEN
            and scale is not None
            and scale > _TEN
            and not self.tokens[place].is_digits
            and not self._is_counted(place)
        )

    def _fits(self, place: int, value: Decimal, joined: bool) -> bool:
        """Whether languages with spaces say it as part of the number."""
        token, before = self.tokens[place], self.tokens[place - 1]
        last = self.sums[0].terms[-1]
        if token.is_digits:
            thousands = token.prefixed and before.roles.get(Role.MULTIPLIER) == _THOUSAND
            counted = self._is_counted(place) or (thousands and _HUNDRED <= value < _THOUSAND)
            return counted and Role.MULTIPLIER in before.roles
        if token.is_name:  # "500 triệu Ba Lan" is not 500 000 003
            return False
        if token.prefixed:
            return self._fits_arabic(place, last, value)
        if value >= last:  # Arabic teens
            return self.tokens.vocabulary.dual and last < _TEN == value
        # Vietnamese "hai mươi năm" is twenty years, not 25.
        is_year = Role.YEAR_MARK in token.roles and not joined
        return not is_year and self._is_lower(place, last, value, joined)

    def _fits_arabic(self, place: int, last: Decimal, value: Decimal) -> bool:
        """Four-and-fifty; a thousand and twenty."""
        if 0 < last < _TEN <= value < _HUNDRED:
            return True
        counts = self._is_counted(place) or not self.tokens[self.at].is_digits
        return value < last and counts

    def _is_lower(self, place: int, last: Decimal, value: Decimal, joined: bool) -> bool:
        if Role.TAIL in self.tokens[place].roles:
            return Role.MULTIPLIER in self.tokens[place - 1].roles
        if last >= _THOUSAND:
            return joined or self._is_counted(place)
        if last >= _HUNDRED:
            return True
        if last == _TEN and joined:
            return False
        return not last % _TEN and (value < _TEN or (value < 20 and last in _LONG_TENS))


def _addend(token: Token) -> Decimal | None:
    if token.is_digits:
        return next(iter(token.values)) if len(token.values) == 1 else None
    for role in (Role.NUMBER, Role.TAIL):
        if role in token.roles:
            return Decimal(token.roles[role])
    return None


def _digit_run(tokens: Tokens, at: int) -> Composed | None:
    """Digits one after another, 二〇二四; of two it is not sure that they are a number."""
    digits: list[Decimal] = []
    end = at
    while end < len(tokens) and (end == at or tokens.touching(end - 1, end)):
        value = tokens[end].roles.get(Role.NUMBER)
        if value is None or value >= _TEN or len(tokens[end].text) > 1:
            break
        digits.append(value)
        end += 1
    if len(digits) < 2:
        return None
    if tokens.has(end, Role.MULTIPLIER) and tokens.touching(end - 1, end):
        # 两三百: two or three hundred, and nobody can hold a translation to either.
        scale = Decimal(tokens[end].roles[Role.MULTIPLIER])
        return Composed(frozenset(digit * scale for digit in digits), Weight.WORD, end + 1)
    if len(digits) == 2:
        return Composed(frozenset(digits), Weight.WORD, end)
    value = Decimal("".join(map(str, digits)))
    return Composed(frozenset({value}), Weight.SPELT, end)


def _weigh(tokens: Tokens, at: int, end: int, values: Numbers) -> Weight:
    if any(tokens[number].is_digits for number in range(at, end)):
        return Weight.DIGITS
    largest = max(values)
    if largest < _SURE_IN_WORDS or Role.ARTICLE in tokens[at].roles:
        return Weight.WORD
    is_bare = end - at == 1
    if is_bare and (largest < _THOUSAND or Role.MULTIPLIER in tokens[at].roles):
        return Weight.WORD
    return Weight.SPELT
