"""Why a story was found: its title and the best part of its text, with the matches marked.

Texts here are plain text; what comes out is safe HTML. The words are compared as the index compares
them, so what was found is what is marked.
"""

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.parsing import Part, Query, Term
from articles.search.tokens import Kind, Token, tokens

EXCERPT_LENGTH: Final = 240
_WIDE_LANGUAGES = frozenset({"zh", "ja", "ko"})
_SENTENCE_END = re.compile(r"[.!?…؟۔।။។]\s+|[。！？]|\n+")
_ELLIPSIS = "…"


class Match(NamedTuple):
    """A stretch of text that a term of the query asks for."""

    start: int
    end: int
    term: int


def highlight(text: str, query: Query) -> SafeString:
    """The whole text as HTML, matches in `<mark>`."""
    parts: list[str] = []
    at = 0
    for start, end in _merged(text, matches(text, query)):
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 - every piece of text is escaped above


def excerpt(text: str, query: Query, length: int = EXCERPT_LENGTH) -> SafeString:
    """About `length` columns of the text as HTML, where most of the query is found.

    Without a match, the beginning. A Chinese, Japanese or Korean character takes two columns.
    """
    if query.language_code.partition("-")[0] in _WIDE_LANGUAGES:
        length //= 2
    start, end = _window(text, _best_matches(text, query, length), length)
    html = highlight(text[start:end].strip(), query)
    before = _ELLIPSIS if text[:start].strip() else ""
    after = _ELLIPSIS if text[end:].strip() else ""
    return mark_safe(before + html + after)  # noqa: S308 - escaped by highlight


def matches(text: str, query: Query) -> Iterator[Match]:
    """The matches of the wanted terms, in the order of their ends."""
    whole, prefixes = _endings(query)
    before: list[Token] = []
    for token in tokens(text, query.language_code):
        before.append(token)
        terms = {term for lexeme in token.stored if lexeme in whole for term in whole[lexeme]}
        if prefixes and token.kind is not Kind.WORD:
            terms.update(prefixes.get(token.stored[0][0], ()))
        for number in sorted(terms):
            first = _first_token(before, query.wanted[number])
            if first is not None:
                yield Match(first.start, _end(text, before, query.wanted[number]), number)


def _endings(query: Query) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The terms by the lexemes they end with: whole lexemes, and first characters of them."""
    whole: dict[str, list[int]] = defaultdict(list)
    prefixes: dict[str, list[int]] = defaultdict(list)
    for number, term in enumerate(query.wanted):
        for lexeme in term[-1].lexemes:
            (prefixes if term[-1].is_prefix else whole)[lexeme].append(number)
    return whole, prefixes


def _first_token(before: list[Token], term: Term) -> Token | None:
    """The token at which the term begins if it ends at the last one; None if it does not match."""
    index = len(before) - 1
    for part, following in zip(reversed(term[:-1]), reversed(term), strict=False):
        # Positions have no holes, so a distance in positions is one in the list.
        index -= following.distance
        if index < 0 or not _matches_part(before[index], part):
            return None
    return before[index]


def _matches_part(token: Token, part: Part) -> bool:
    if part.is_prefix:
        return any(stored.startswith(part.lexemes) for stored in token.stored)
    return not set(part.lexemes).isdisjoint(token.stored)


def _end(text: str, before: list[Token], term: Term) -> int:
    """Where a match ends: a pair found by its first character ends with that one."""
    last = before[-1]
    end = last.start + 1 if term[-1].is_prefix and last.kind is Kind.PAIR else last.end
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _best_matches(text: str, query: Query, length: int) -> list[Match]:
    """The first neighbours within `length` that answer all terms, else the most that do."""
    near: deque[Match] = deque()
    best: list[Match] = []
    most = 0
    for match in matches(text, query):
        near.append(match)
        while match.end - near[0].start > length and len(near) > 1:
            near.popleft()
        answered = len({one.term for one in near})
        if answered > most:
            best, most = list(near), answered
        if most == len(query.wanted):
            break
    return best


def _window(text: str, best: list[Match], length: int) -> tuple[int, int]:
    """From the beginning of a sentence or a word to the end of a word, around the matches."""
    first = min((match.start for match in best), default=0)
    last = max((match.end for match in best), default=0)
    start = max(0, min(first - length // 4, len(text) - length), last - length)
    start = min(start, first)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, first)]
    if start:
        start = ends[0] if ends else _next_word(text, start, first)
    end = min(len(text), max(start + length, last))
    return start, end if end == len(text) else _word_end(text, last, end)


def _next_word(text: str, start: int, limit: int) -> int:
    """The beginning of a word from here; where there are no spaces, of a character."""
    for index in range(start, min(limit, start + 30)):
        if text[index - 1].isspace():
            return index
    while start > 0 and unicodedata.category(text[start]).startswith("M"):
        start -= 1
    return start


def _word_end(text: str, limit: int, end: int) -> int:
    for index in range(end, max(limit, end - 30), -1):
        if text[index].isspace():
            return index
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _merged(text: str, found: Iterable[Match]) -> list[tuple[int, int]]:
    """The stretches to mark: overlapping and neighbouring matches are one."""
    spans = sorted((match.start, match.end) for match in found)
    if not spans:
        return []
    merged = [spans[0]]
    for start, end in spans[1:]:
        low, high = merged[-1]
        if start <= high or text[high:start].isspace():
            merged[-1] = (low, max(high, end))
        else:
            merged.append((start, end))
    return merged
