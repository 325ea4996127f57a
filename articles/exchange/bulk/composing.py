"""What is computed of a text before it is stored: clean markup, segments and search words.

It is what `sanitize`, `cut_story` and `vector_literal` give, and asks them; but a body that is
nothing but plain blocks is worked out block by block, and a block that comes again, such as the
standing last paragraph of a wire, is not worked out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Final, TypeAlias

from articles.exchange.bulk.records import BulkText
from articles.richtext.field import clean_html
from articles.richtext.text import plain_text
from articles.search.stories import author_lexeme, story_literal
from articles.search.tokens import stored
from articles.search.vectors import GAP, MAX_POSITIONS_OF_A_LEXEME, quoted, vector_literal
from articles.text.segments import Segment, SegmentKind, cut_body, plain_segment
from articles.text.slugs import slugify

# Blocks without any markup inside: what holds for each holds for all of them in a row.
_PLAIN_BODY = re.compile(r"(?:<(p|h[23])>[^<>&\x00-\x1f]*[^<>&\x00-\x20][^<>&\x00-\x1f]*</\1>)+")
_PLAIN_BLOCK = re.compile(r"<(?:p|h[23])>[^<]*</(?:p|h[23])>")
# Far from the limits of a search vector: positions up to 16,383 and a megabyte of words.
_SHORT: Final = 12_000

# Positions as they are written, by weight; no short text has as many words.
_MARKS: Final = {weight: [f"{one}{weight}" for one in range(1 << 14)] for weight in ("A", "B", "")}
# Fewer characters than this cannot be more positions than a lexeme may have.
_LONG: Final = 2 * MAX_POSITIONS_OF_A_LEXEME

# Of some words: each lexeme as a key, with its position from 1, and how many positions there are.
Places: TypeAlias = tuple[tuple[tuple[str, int], ...], int]


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as it is stored."""

    language_code: str
    title: str
    dek: str
    body: str
    slug: str
    segments: Sequence[Segment]
    vector: str
    # Of title and dek, and of a slug that is not the title's.
    places: tuple[Places, Places, Places]


@dataclass(frozen=True, slots=True)
class _Block:
    body: str
    segments: tuple[Segment, ...]
    places: Places


def compose(text: BulkText, language_code: str) -> Composed:
    """Everything that is stored of this text. Segments are not numbered."""
    title, dek = text.title, text.dek
    slug = of_title = slugify(title, language_code, "story")
    if text.slug:
        slug = slugify(text.slug, language_code, "story")
    title_places, dek_places = _places(title, language_code), _places(dek, language_code)
    head = [plain_segment(SegmentKind.TITLE, title), plain_segment(SegmentKind.DEK, dek)]
    if len(text.body) < _SHORT and _PLAIN_BODY.fullmatch(text.body):
        blocks = [_block(match[0], language_code) for match in _PLAIN_BLOCK.finditer(text.body)]
        body = "".join(block.body for block in blocks)
        segments = [*head, *(segment for block in blocks for segment in block.segments)]
        words = _vector(title_places, dek_places, [block.places for block in blocks])
    else:
        body = str(clean_html(text.body))
        segments = [*head, *cut_body(body)]
        words = vector_literal(
            title=title, dek=dek, body=plain_text(body), language_code=language_code
        )
    return Composed(
        language_code,
        *(title, dek, body, slug),
        [one for one in segments if one.text],
        words,
        (title_places, dek_places, _places("" if slug == of_title else slug, language_code)),
    )


def story_words(texts: Sequence[Composed], authors: Iterable[int]) -> str:
    """What `story_literal` gives of a story's texts, the original first."""
    found = [places for text in texts for places in text.places]
    if sum(length + GAP for _, length in found) > _SHORT:
        return story_literal(texts, texts[0].language_code, authors)
    places: dict[str, str] = {}
    start = 0
    for one in found:
        start = _add(places, one, _MARKS[""], start) + GAP
    return " ".join([*(quoted(author_lexeme(pk)) for pk in authors), _joined(places)])


@lru_cache(maxsize=1 << 14)
def _block(markup: str, language_code: str) -> _Block:
    body = str(clean_html(markup))
    return _Block(body, cut_body(body), _places(plain_text(body), language_code))


def _places(text: str, language_code: str) -> Places:
    found: list[tuple[str, int]] = []
    position = 0
    for position, lexemes in stored(text, language_code):
        found += [(key, position) for key in _keys(lexemes)]
    return tuple(found), position


@lru_cache(maxsize=1 << 16)
def _keys(lexemes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{quoted(lexeme)}:" for lexeme in lexemes)


def _vector(title: Places, dek: Places, body: Iterable[Places]) -> str:
    """What `vector_literal` gives of a short text."""
    places: dict[str, str] = {}
    start = _add(places, title, _MARKS["A"], 0) + GAP
    start = _add(places, dek, _MARKS["B"], start) + GAP
    for block in body:
        start = _add(places, block, _MARKS[""], start)
    return _joined(places)


def _joined(places: dict[str, str]) -> str:
    if max(map(len, places.values()), default=0) > _LONG:
        most = MAX_POSITIONS_OF_A_LEXEME
        places = {key: ",".join(marks.split(",")[:most]) for key, marks in places.items()}
    return " ".join(map(add, places, places.values()))


def _add(places: dict[str, str], found: Places, marks: Sequence[str], start: int) -> int:
    """Where the next text starts."""
    for key, position in found[0]:
        mark = marks[start + position]
        known = places.get(key)
        places[key] = mark if known is None else f"{known},{mark}"
    return start + found[1]
