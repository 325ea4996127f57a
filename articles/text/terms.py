"""Find the names and terms of a glossary in a text, in the forms that they take there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, Protocol, TypeVar

from articles.text.folding import Folded, fold
from articles.text.inflection import forms, joins_words
from articles.text.scripts import HAN, KANA

# No spaces between words: a term begins and ends anywhere.
_UNSPACED = KANA | {HAN, "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "BOPOMOFO"}
_SHORTEST_PART = 4


class _Sought(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def match_case(self) -> bool: ...


Term = TypeVar("Term", bound=_Sought)


class TermMatch(NamedTuple, Generic[Term]):
    """Where a term stands in a text: `text[start:end]`."""

    start: int
    end: int
    term: Term


def find_terms(text: str, terms: Sequence[Term], language_code: str = "") -> list[TermMatch[Term]]:
    """The terms in a text, in its order. Of terms that overlap the longest one stands.

    `language_code` is that of the text; without it, words are found as the glossary has them.
    """
    folded = {case: fold(text, match_case=case) for case in {term.match_case for term in terms}}
    found = [
        TermMatch(*folded[term.match_case].place(start, end), term)
        for term in terms
        for start, end in _places(
            folded[term.match_case], _needle(term.source, term.match_case), language_code
        )
    ]
    found.sort(key=lambda one: (one.start - one.end, one.start, not one.term.match_case))
    kept: list[TermMatch[Term]] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def present_terms(text: str, terms: Sequence[Term], language_code: str = "") -> list[Term]:
    """Those terms that are anywhere in a text, also within longer ones: a quick first look."""
    folded = {case: fold(text, match_case=case) for case in {term.match_case for term in terms}}
    return [
        term
        for term in terms
        if any(
            _places(folded[term.match_case], _needle(term.source, term.match_case), language_code)
        )
    ]


def contains_term(text: str, spelling: str, language_code: str, match_case: bool = False) -> bool:
    """Whether a text has this term in any form.

    It forgives what `find_terms` does not: letter case in a line of capitals, and a term that is
    part of a longer word where the language makes such words.
    """
    match_case = match_case and not text.isupper()
    folded, needle = fold(text, match_case=match_case), _needle(spelling, match_case)
    if any(_places(folded, needle, language_code)):
        return True
    if not joins_words(language_code):
        return False
    long_enough = len(needle) >= _SHORTEST_PART or needle[:1] >= "\u1100"  # Hangul is dense
    return bool(needle) and long_enough and needle in folded.text


@lru_cache(maxsize=8192)
def _needle(spelling: str, match_case: bool) -> str:
    return " ".join(fold(spelling, match_case=match_case).text.split())


def _places(folded: Folded, needle: str, language_code: str) -> Iterable[tuple[int, int]]:
    known = forms(needle, language_code) if language_code else None
    if known is None:
        return _as_written(folded.text, needle) if needle in folded.text else ()
    held, expression = known
    return _inflected(folded.text, expression) if held in folded.text else ()


def _inflected(text: str, expression: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in expression.finditer(text):
        if _stands_alone(text, *match.span()):
            yield match.span()


def _as_written(text: str, needle: str) -> Iterator[tuple[int, int]]:
    start = text.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        if _stands_alone(text, start, end):
            yield start, end
        start = text.find(needle, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether words end where the term does; Korean particles may follow it at once."""
    return not (
        (start > 0 and _is_one_word(text[start - 1], text[start]))
        or (
            end < len(text)
            and not _is_hangul(text[end - 1])
            and _is_one_word(text[end - 1], text[end])
        )
    )


def _is_one_word(before: str, after: str) -> bool:
    return _in_words(before) and _in_words(after)


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


@lru_cache(maxsize=8192)
def _in_words(character: str) -> bool:
    """Whether it belongs to what stands beside it: letters, marks, digits of spaced scripts."""
    if unicodedata.category(character)[0] not in "LMN":
        return False
    script = unicodedata.name(character, "").partition(" ")[0]
    return script not in _UNSPACED
