"""Why a story was found: its title and the best part of its text, with the matches marked.

Texts here are plain text; what comes out is safe HTML. The words are compared as the index compares
them, so what was found is what is marked.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterable
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.matching import Match, matches
from articles.search.parsing import Query

EXCERPT_LENGTH: Final = 240
_WIDE_LANGUAGES = frozenset({"zh", "ja", "ko"})
_SENTENCE_END = re.compile(r"[.!?…؟۔।။។]\s+|[。！？]|\n+")
_ELLIPSIS = "…"


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
