"""Quotation marks and brackets of one text that find no partner in it.

Marks that open in one language close in another (“ and », for two), so what a mark does is told
by what is open and by what stands beside it. Single quotation marks are not looked at: most of
them are apostrophes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text.languages import normal_code

_STRAIGHT = '"'
_MARK = re.compile(r'["“”„‟«»(){}\[\]（）｛｝［］【】〔〕「」『』《》〈〉]')
_WIDE = str.maketrans("（）｛｝［］", "(){}[]")
_BRACKETS = dict(zip("({[【〔「『《〈", ")}]】〕」』》〉", strict=True))
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}
# By mark: what it closes, if that is open.
_ENDS = {"”": "“„‟”", "“": "„”", "»": "«»", "«": "»"}
# Those that open in some languages where they stand before a word, and close in most.
_MAY_OPEN = "”»"
# Arabic writes its and, by and for with the word: و”ربما“.
_BEFORE_WORD = re.compile(r"(?:^|[\s(\[（—–-])[وفبلك]?$")
_ITEM = re.compile(  # 1) a) iv) 2.1) ٣) 一） and the like
    r"(?:^|[^\w]|[\u3400-\u9fff])"
    r"(?:\d{1,3}(?:\.\d{1,2})?[a-z]?|[^\W\d_]|[ivxlIVXL]{1,6}|[一二三四五六七八九十]{1,3})\.?$"
)
_EYES = re.compile(r"(?:^|\s|\w)[:;=][-^o']?$|[:;=]-?[()]+$")
_INTERVAL = re.compile(r"[\[(]\s*[-+−\d.,∞]+\s*[,;]\s*[-+−\d.,∞]+\s*[\])]")
# Languages in which brackets at the end of a word are a smile: да))
_SMILING = frozenset({"ru", "uk", "be", "bg", "kk", "ky", "uz"})
# In Hebrew the straight mark stands inside abbreviations, too: צה"ל
_UNQUOTED = frozenset({"he", "yi"})
_HEBREW = re.compile("[\u05d0-\u05ea]")


@dataclass(frozen=True, slots=True)
class Loose:
    """A mark without a partner in its text, and where it stands there."""

    sign: str
    opens: bool
    at: int

    def closes_with(self, other: Loose) -> bool:
        """Whether `other`, in a later text, is the partner."""
        if _STRAIGHT in (self.sign, other.sign):
            return self.sign == other.sign
        if not self.opens or other.opens:
            return False
        return self.sign in _ENDS.get(other.sign, "") or _BRACKETS.get(self.sign) == other.sign


def begins_with_mark(text: str, sign: str) -> bool:
    """Whether a text takes up the quotation that `sign` has opened before it."""
    first = text[:1]
    return first != "" and (first == sign or sign in _ENDS.get(first, ""))


def loose_marks(text: str, language_code: str) -> list[Loose]:
    """The marks of a text that stand alone in it, in its order."""
    if not _MARK.search(text) or not any(character.isalnum() for character in text):
        return []
    reading = _Reading(text, normal_code(language_code).partition("-")[0])
    for match in _MARK.finditer(_INTERVAL.sub(lambda one: " " * len(one[0]), text)):
        reading.take(match[0].translate(_WIDE), match.start())
    return reading.loose()


class _Reading:
    """One pass through a text: what is open, and what was closed without being open."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._open: list[Loose] = []
        self._alone: list[Loose] = []
        self._straight: list[int] = []
        self._inches = False
        self._nested = False

    def take(self, sign: str, at: int) -> None:
        before, after = self._text[:at], self._text[at + 1 : at + 2]
        if sign == _STRAIGHT:
            self._take_straight(at, before[-1:], after)
        elif sign in _BRACKETS:
            if not _EYES.search(before[-4:]):
                self._open.append(Loose(sign, opens=True, at=at))
        elif sign in _CLOSING:
            if not self._close(_CLOSING[sign]) and not self._is_no_bracket(sign, before, after):
                self._alone.append(Loose(sign, opens=False, at=at))
        else:
            self._take_quote(sign, at, before, after)

    def loose(self) -> list[Loose]:
        found = [one for one in self._open if not (one.sign == "«" and self._nested)]
        found += self._alone
        quotes = [one for one in found if one.sign in "“”„‟"]
        if len(self._straight) % 2 and not self._inches:
            if len(quotes) == 1:
                found.remove(quotes[0])  # „so" is untidy, but has two ends
            else:
                found.append(Loose(_STRAIGHT, opens=True, at=self._straight[-1]))
        return sorted(found, key=lambda one: one.at)

    def _take_straight(self, at: int, before: str, after: str) -> None:
        if self._language in _UNQUOTED or (_HEBREW.match(before) and _HEBREW.match(after)):
            return
        if before.isdigit():
            self._inches = True
            if len(self._straight) % 2 == 0:
                return
        self._straight.append(at)

    def _take_quote(self, sign: str, at: int, before: str, after: str) -> None:
        if self._close(_ENDS.get(sign, "")):
            return
        if sign in _MAY_OPEN:
            starts = bool(_BEFORE_WORD.search(before[-2:]))
            opens = starts and after != "" and not after.isspace()
            if sign == "»" and starts and not opens:
                return  # more »
        else:
            opens = True
        if opens:
            self._nested |= sign == "«" and any(one.sign == "«" for one in self._open)
            self._open.append(Loose(sign, opens=True, at=at))
        elif not (sign == "”" and re.search(r"\d\s?”", self._text)):  # inches
            self._alone.append(Loose(sign, opens=False, at=at))

    def _close(self, openers: str) -> bool:
        """Close the last of these that is open; what opened behind it stays loose."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].sign in openers:
                self._alone += self._open[place + 1 :]
                del self._open[place:]
                return True
        return False

    def _is_no_bracket(self, sign: str, before: str, after: str) -> bool:
        """Whether a closing bracket that closes nothing numbers a list or is a smile."""
        if sign != ")":
            return False
        if _ITEM.search(before[-8:]) or _EYES.search(before[-4:]):
            return True
        return self._language in _SMILING and (before[-1:] == ")" or after == ")")
