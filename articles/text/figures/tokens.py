"""A text cut into the words and digits that figures are made of; all other words are left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from articles.text.figures.digits import read_number
from articles.text.figures.lexicon import Lexicon, Role
from articles.text.figures.model import NO_NUMBERS, Numbers
from articles.text.figures.units import UNITS

# Vowel points, the Arabic stretch, marks of direction, soft hyphen, zero-width characters.
_UNREAD_SIGNS = r"\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff"
_UNREAD = re.compile(f"[{_UNREAD_SIGNS}]")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
# One look for all that is rare: unread signs, digits of South and East Asia and full-width forms.
_RARE = re.compile(
    f"[{_UNREAD_SIGNS}"
    r"\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u0f33\u1040-\u1099\u17e0-\u1819\uff05-\uff1a]"
)
_FULL_WIDTH = str.maketrans("％：／．", "%:/.")
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|[#@]\w+", re.IGNORECASE
)
_ADDRESS_SIGNS = re.compile(r"://|www\.|[#@]", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_GAPS = frozenset({"", " ", "-", "\u00a0", "\u202f", "\u2009", "‑"})
_MORE_GAPS = frozenset(
    [
        "多",
        "余",
        "餘",
        "来",
        "來",
        "几",
        "幾",
        "个",
        "個",
        "多个",
        "多個",
        "余个",
        "余個",
        "数",
        "強",
    ]
)
_LONGEST_GAP = 6
_ARABIC_AND = " و"
# Behind digits these belong to them: 20th, 1er, 2º, 1990s, 90-х, 21-летний.
SUFFIX = re.compile(
    r"(?:st|nd|rd|th|er|re|ère|e|è|eme|ème|ᵉ|ʳᵈ|º|ª|ste|te|ter|tes)(?![^\W\d_])"
    r"|[-‑](?:й|я|е|го|му|м|х|ми|ю|ых|ой|ое|ая|ти|лет\w*)(?![^\W\d_])|['’]?s(?![^\W\d_])|er(?=\s+jahre)"
)
_DECADE = re.compile(r"['’]?s(?![^\W\d_])|er(?![^\W\d_])|[-‑]?(?:х|е)(?![^\W\d_])")
_NOTHING: Mapping[Role, Any] = {}


@dataclass(slots=True)
class Token:
    """One word or run of digits. `begin` is before `start` where a prefix belongs to it."""

    begin: int
    start: int
    end: int
    text: str
    roles: Mapping[Role, Any]
    is_digits: bool = False
    values: Numbers = NO_NUMBERS
    is_name: bool = False
    prefixed: bool = False
    is_code: bool = False
    is_decade: bool = False


class Tokens:
    """The tokens of one text, with its lower-case form and what stands between them."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.original, self.text = _prepare(text)
        self.vocabulary = lexicon.vocabulary
        self.spaced = lexicon.vocabulary.spaced
        self.starters = lexicon.starters
        self.tokens = self._cut(lexicon)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, number: int) -> Token:
        return self.tokens[number]

    def gap(self, before: int, behind: int) -> str:
        return self.text[self.tokens[before].end : self.tokens[behind].begin]

    def adjacent(self, before: int, behind: int) -> bool:
        gap = self.gap(before, behind)
        return gap in _GAPS or (gap in _MORE_GAPS and not self.spaced) or gap == _ARABIC_AND

    def touching(self, before: int, behind: int) -> bool:
        return self.tokens[before].end == self.tokens[behind].start

    def has(self, number: int, role: Role) -> bool:
        return 0 <= number < len(self.tokens) and role in self.tokens[number].roles

    def stands_alone(self, number: int) -> bool:
        """Whether no other token follows closely enough to be taken together with this one."""
        if number + 1 >= len(self.tokens):
            return True
        return self.tokens[number + 1].begin - self.tokens[number].end > _LONGEST_GAP

    def asides(self) -> list[tuple[int, int]]:
        if "(" not in self.text and "（" not in self.text and "[" not in self.text:
            return []
        return [found.span() for found in _ASIDE.finditer(self.text)]

    def _cut(self, lexicon: Lexicon) -> list[Token]:
        found: list[Token] = []
        text, words = self.text, lexicon.words
        for match in lexicon.pattern.finditer(text):
            kind = match.lastgroup
            if kind == "digits":
                token = self._digits(match.start(), match.end(), match[0])
                if token.is_code and _belongs(found, token.start):
                    token = replace(token, is_code=False)
                found.append(token)
                continue
            start = match.start(kind or 0)
            if found and found[-1].end == start and found[-1].is_digits:
                found[-1] = replace(found[-1], is_code=self._follows_letter(found[-1].start))
            word = match[kind or 0]
            found.append(
                Token(
                    match.start(),
                    start,
                    match.end(),
                    word,
                    words[word],
                    is_name=start > 0 and self.original[start].isupper(),
                    prefixed=start > match.start() and text[match.start()] == "و",
                )
            )
        return found

    def _digits(self, start: int, end: int, token: str) -> Token:
        suffix = SUFFIX.match(self.text, end)
        behind = suffix.end() if suffix else end
        return Token(
            start,
            start,
            behind,
            token,
            _NOTHING,
            is_digits=True,
            values=read_number(token, self.vocabulary),
            is_code=self._follows_letter(start) or self._goes_on(behind),
            prefixed=start > 0 and self.text[start - 1] == "و",
            is_decade=bool(suffix and _DECADE.fullmatch(suffix[0])),
        )

    def _goes_on(self, end: int) -> bool:
        """Whether letters stand behind the digits, as in 5G, 737MAX."""
        return self.text[end : end + 1].isascii() and self.text[end : end + 1].isalpha()

    def _follows_letter(self, start: int) -> bool:
        """Whether letters stand before the digits, as in F-16, COVID-19, U23."""
        if not start:
            return False
        before = self.original[start - 1]
        if before in "-‑" and start > 1:
            letter = self.original[start - 2]
            return letter.isalpha() and not letter.islower() and _is_alphabetic(letter)
        return before.isascii() and before.isalpha()


def _belongs(before: list[Token], start: int) -> bool:
    """Whether the letters before the digits are words of a figure: Rp50, 7h30, 1m75."""
    if not before or before[-1].end != start or before[-1].is_digits:
        return False
    roles = before[-1].roles
    unit = UNITS.get(roles.get(Role.UNIT, ""))
    is_money = unit is not None and unit.dimension == "money"
    inside = len(before) > 1 and before[-2].is_digits and before[-2].end == before[-1].start
    return is_money or inside or Role.MONTH_MARK in roles


def _is_alphabetic(letter: str) -> bool:
    return "CJK" not in unicodedata.name(letter, "")


def _prepare(text: str) -> tuple[str, str]:
    """The text in its own and in lower case, of one length, digits of all scripts as 0 to 9."""
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if _RARE.search(text):
            text = _WIDE_COMMA.sub(",", _UNREAD.sub("", text)).translate(_FULL_WIDTH)
            text = _OTHER_DIGIT.sub(_ascii_digit, text)
    if _ADDRESS_SIGNS.search(text):
        text = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    lower = text.lower()
    return (text, lower) if len(lower) == len(text) else (lower, lower)


def _ascii_digit(found: re.Match[str]) -> str:
    return _digit(found[0])


@lru_cache(maxsize=1024)
def _digit(character: str) -> str:
    value = unicodedata.digit(character, -1)
    return str(value) if value >= 0 else character
