"""The words that each language makes figures of, and one expression that finds them all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, auto
from typing import Any


class Role(IntEnum):
    """What a word may do in a figure; many words may do several things."""

    NUMBER = auto()  # "three", 三
    MULTIPLIER = auto()  # "thousand", 万: counts what stands before it
    TAIL = auto()  # "mốt", "tư", "lăm": a digit's name after the tens only
    TEEN = auto()  # Indonesian "belas": ten more than the digit before it
    HALF = auto()  # "rưỡi", "and a half": half of the multiplier before it, or 0.5
    FRACTION = auto()  # "half", "a third"
    PARTS = auto()  # "phần" of "hai phần ba", 分之: numerator and denominator around it
    ORDINAL = auto()
    ARTICLE = auto()  # "a" of "a million": one, if something countable follows
    JOINER = auto()  # "and" of "two hundred and five"
    MONTH = auto()  # a month's name
    MONTH_MARK = auto()  # "tháng", 月
    DAY_MARK = auto()
    YEAR_MARK = auto()
    CLOCK = auto()  # "giờ", "Uhr", 点
    MERIDIEM = auto()  # 0 before noon, 11 about noon, 12 after it, 24 at night
    LOCAL_TIME = auto()  # whose clocks: 0 "local time", 1 "GMT", "giờ Việt Nam"
    UNIT = auto()
    PERCENT_BEFORE = auto()  # 百分之
    FOLD = auto()  # 倍: of an increase, one more than is said
    RELATIVE = auto()  # "yesterday", "last year": stands for a date


Roles = Mapping[Role, Any]


@dataclass(frozen=True)
class Vocabulary:
    """How one language writes figures.

    A table is a string such as "1 một mốt; 2 hai": a value and the words for it, with _ for a
    space. `group` are the marks between thousands, `unsure` those that may also be the decimal
    mark. `month_first` says that a month's word stands before its number (tháng 7, not 7月).
    """

    tables: Mapping[Role, str]
    group: str = ","
    unsure: str = ""
    spaced: bool = True
    prefixes: str = ""
    prefix_letters: str = ""
    day_first: bool = True
    month_day: bool = False
    month_first: bool = False
    dotted_dates: bool = False
    dotted_times: bool = False
    dual: bool = False
    buddhist: bool = False
    currency: str = ""  # what a sum without a currency is in
    eras: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether a year is a year, in no era but ours."""
        return not self.eras and not self.buddhist


@dataclass(frozen=True)
class Lexicon:
    """A vocabulary made ready for use: `words` by their lower-case form.

    `starters` are those with which a figure can begin; all others only go with one.
    """

    vocabulary: Vocabulary
    words: Mapping[str, Roles]
    pattern: re.Pattern[str]
    starters: frozenset[str]


# A run of digits with its marks: thousands with spaces, an ISO date, a season, then all others.
_DIGITS = (
    r"[0-9]+(?:"
    r"(?<![0-9]{4})(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|(?<=[0-9]{4})-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
    r"|(?<=(?:19|20)[0-9]{2})[-–][0-9]{2}(?![0-9.,])"
    r"|(?:[.,:/'’\u066b\u066c][0-9]+)*"
    r")"
)
_STARTING = {
    Role.NUMBER,
    Role.MULTIPLIER,
    Role.FRACTION,
    Role.ORDINAL,
    Role.ARTICLE,
    Role.MONTH,
    Role.PERCENT_BEFORE,
}
_MARKS_BEFORE = {Role.MONTH_MARK, Role.DAY_MARK}
_NUMERIC = {Role.NUMBER, Role.TAIL, Role.MULTIPLIER, Role.FRACTION, Role.ORDINAL}


def make_lexicon(vocabulary: Vocabulary, common: Mapping[Role, str]) -> Lexicon:
    """`common` are the words and signs of all languages, such as km, % and USD."""
    words: dict[str, dict[Role, Any]] = defaultdict(dict)
    for tables in (common, vocabulary.tables):
        for role, table in tables.items():
            for value, names in _entries(table):
                for name in names:
                    words[name.lower().replace("_", " ")][role] = (
                        value
                        if role in {Role.UNIT, Role.RELATIVE}
                        else _number(value)
                        if role in _NUMERIC
                        else int(value)
                    )
    starting = _STARTING | (_MARKS_BEFORE if vocabulary.month_first else set())
    if not vocabulary.spaced:
        starting |= {Role.MERIDIEM}
    signs = {name for _, names in _entries(common[Role.UNIT]) for name in names}
    starters = frozenset(
        word for word, roles in words.items() if word in signs or not starting.isdisjoint(roles)
    )
    return Lexicon(vocabulary, dict(words), _pattern(words, vocabulary), starters)


def _entries(table: str) -> Iterable[tuple[str, list[str]]]:
    for entry in table.split(";"):
        if entry.strip():
            value, *names = entry.split()
            yield value, names


def _number(value: str) -> Decimal:
    numerator, _, denominator = value.partition("/")
    return Decimal(numerator) / Decimal(denominator or 1)


def _pattern(words: Iterable[str], vocabulary: Vocabulary) -> re.Pattern[str]:
    bounded: list[str] = []  # words of letters
    led: list[str] = []  # that end in a sign: us$, p.m.
    closed: list[str] = []  # or in a digit: m2
    free: list[str] = []  # signs, and words of languages without spaces
    for word in words:
        if not word[0].isalpha() or not (word[0].isascii() or vocabulary.spaced):
            free.append(word)
        elif word[-1].isalpha():
            bounded.append(word)
        else:
            (closed if word[-1].isalnum() else led).append(word)
    edge = r"(?<![^\W\d_])" if vocabulary.spaced else r"(?<![a-z])"
    end = r"(?![^\W\d_])" if vocabulary.spaced else r"(?![a-z])"
    prefix = f"(?:{vocabulary.prefixes})?" if vocabulary.prefixes else ""
    letters = rf"{prefix}(?P<word>{_trie(bounded)}){end}"
    if prefix:
        # Words that begin with what looks like a prefix, such as "by the hundred", go first.
        whole = [word for word in bounded if re.match(f"(?:{vocabulary.prefixes})(?<=.)", word)]
        letters = rf"(?P<whole>{_trie(whole)}){end}|{letters}"
    signed = rf"(?P<led>{_trie(led)})|(?P<closed>{_trie(closed)})(?!\w)"
    firsts = {word[0] for word in words} | set(vocabulary.prefix_letters)
    # One look at the first character spares most places all that follows.
    return re.compile(
        rf"(?=[0-9{re.escape(''.join(sorted(firsts)))}])"
        rf"(?:{edge}(?:{signed}|{letters})|(?P<digits>{_DIGITS})|(?P<free>{_trie(free)}))"
    )


def _trie(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first, that fails at the first letter."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(root) or r"(?!)"


def _branches(node: Mapping[str, Any]) -> str:
    branches = [
        re.escape(character) + _branches(rest) for character, rest in node.items() if character
    ]
    if not branches:
        return ""
    together = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in node:
        return together
    return f"(?:{together})?"
