"""Why a story was found: its title and the best part of its text, with the matches marked.

Texts here are plain text; what comes out is safe HTML. The words are compared as the index compares
them, so what was found is what is marked.
"""

import re
import unicodedata
from collections import defaultdict
from itertools import pairwise
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
    return _marked(text, 0, len(text), matches(text, query))


def excerpt(text: str, query: Query, length: int = EXCERPT_LENGTH) -> SafeString:
    """About `length` columns of the text as HTML, where most of the query is found.

    Without a match, the beginning. A Chinese, Japanese or Korean character takes two columns.
    """
    if query.language_code.partition("-")[0] in _WIDE_LANGUAGES:
        length //= 2
    found = matches(text, query)
    start, end = _window(text, _best_matches(found, length), length)
    html = _marked(text, start, end, found)
    before = _ELLIPSIS if text[:start].strip() else ""
    after = _ELLIPSIS if text[end:].strip() else ""
    return mark_safe(before + html.strip() + after)  # noqa: S308 - escaped by _marked


def matches(text: str, query: Query) -> list[Match]:
    """The matches of the wanted terms, in the order of the text."""
    found_tokens = list(tokens(text, query.language_code))
    beginnings, prefixes = _beginnings(query)
    found: list[Match] = []
    for index, token in enumerate(found_tokens):
        terms = {term for lexeme in token.stored for term in beginnings.get(lexeme, ())}
        if token.kind is not Kind.WORD:
            terms.update(prefixes.get(token.stored[0][0], ()))
        for term in sorted(terms):
            last = _last_token(found_tokens, index, query.wanted[term])
            if last is not None:
                found.append(Match(token.start, _end(text, token, last, query.wanted[term]), term))
    return found


def _beginnings(query: Query) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The terms by the lexemes they begin with: whole lexemes, and first characters of them."""
    whole: dict[str, list[int]] = defaultdict(list)
    prefixes: dict[str, list[int]] = defaultdict(list)
    for number, term in enumerate(query.wanted):
        for lexeme in term[0].lexemes:
            (prefixes if term[0].is_prefix else whole)[lexeme].append(number)
    return whole, prefixes


def _last_token(found: list[Token], index: int, term: Term) -> Token | None:
    """The token at which the term ends if it begins at this one; None if it does not match."""
    for part in term[1:]:
        # Positions have no holes, so a distance in positions is one in the list.
        index += part.distance
        if index >= len(found) or not _matches_part(found[index], part):
            return None
    return found[index]


def _matches_part(token: Token, part: Part) -> bool:
    if part.is_prefix:
        return any(stored.startswith(part.lexemes) for stored in token.stored)
    return not set(part.lexemes).isdisjoint(token.stored)


def _end(text: str, first: Token, last: Token, term: Term) -> int:
    """Where a match ends: a pair found by its first character ends with that one."""
    end = last.end
    if term[-1].is_prefix and last.kind is Kind.PAIR:
        end = (first if first is last else last).start + 1
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _best_matches(found: list[Match], length: int) -> list[Match]:
    """The neighbours within `length` that answer most terms, then most often, then first."""
    best: list[Match] = []
    best_score = (0, 0)
    first = 0
    for last, match in enumerate(found):
        while match.end - found[first].start > length and first < last:
            first += 1
        candidate = found[first : last + 1]
        score = (len({one.term for one in candidate}), len(candidate))
        if score > best_score:
            best, best_score = candidate, score
    return best


def _window(text: str, best: list[Match], length: int) -> tuple[int, int]:
    """From the beginning of a sentence or a word to the end of a word, around the matches."""
    first, last = (best[0].start, best[-1].end) if best else (0, 0)
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


def _marked(text: str, start: int, end: int, found: list[Match]) -> SafeString:
    parts: list[str] = []
    at = start
    for low, high in _merged(text, [m for m in found if m.start >= start and m.end <= end]):
        parts += [escape(text[at:low]), "<mark>", escape(text[low:high]), "</mark>"]
        at = high
    parts.append(escape(text[at:end]))
    return mark_safe("".join(parts))  # noqa: S308 - every piece of text is escaped above


def _merged(text: str, found: list[Match]) -> list[tuple[int, int]]:
    """The stretches to mark: overlapping and neighbouring matches are one."""
    spans = sorted((match.start, match.end) for match in found)
    if not spans:
        return []
    merged = [spans[0]]
    for (_, _), (start, end) in pairwise(spans):
        low, high = merged[-1]
        if start <= high or text[high:start].isspace():
            merged[-1] = (low, max(high, end))
        else:
            merged.append((start, end))
    return merged
