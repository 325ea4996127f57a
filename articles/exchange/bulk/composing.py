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
from typing import Final

from articles.exchange.bulk.records import BulkText
from articles.richtext.field import clean_html
from articles.richtext.text import plain_text
from articles.search.tokens import tokens
from articles.search.vectors import GAP, MAX_POSITIONS_OF_A_LEXEME, quoted, vector_literal
from articles.text.segments import Segment, SegmentKind, cut_body, plain_segment
from articles.text.slugs import slugify

# Blocks without any markup inside: what holds for each holds for all of them in a row.
_PLAIN_BODY = re.compile(r"(?:<(p|h[23])>[^<>&\x00-\x1f]*[^<>&\x00-\x20][^<>&\x00-\x1f]*</\1>)+")
_PLAIN_BLOCK = re.compile(r"<(?:p|h[23])>[^<]*</(?:p|h[23])>")
# Far from the limits of a search vector: positions up to 16,383 and a megabyte of words.
_SHORT: Final = 12_000

# Of some words: positions of each lexeme, from 1, and how many positions there are.
Places = tuple[tuple[tuple[str, tuple[int, ...]], ...], int]


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as it is stored."""

    title: str
    dek: str
    body: str
    slug: str
    segments: Sequence[Segment]
    vector: str


@dataclass(frozen=True, slots=True)
class _Block:
    body: str
    segments: tuple[Segment, ...]
    places: Places


def compose(text: BulkText, language_code: str) -> Composed:
    """Everything that is stored of this text. Segments are not numbered."""
    title, dek = text.title, text.dek
    slug = slugify(text.slug or title, language_code, "story")
    head = [plain_segment(SegmentKind.TITLE, title), plain_segment(SegmentKind.DEK, dek)]
    if len(text.body) < _SHORT and _PLAIN_BODY.fullmatch(text.body):
        blocks = [_block(match[0], language_code) for match in _PLAIN_BLOCK.finditer(text.body)]
        body = "".join(block.body for block in blocks)
        segments = [*head, *(segment for block in blocks for segment in block.segments)]
        words = _vector(title, dek, [block.places for block in blocks], language_code)
    else:
        body = str(clean_html(text.body))
        segments = [*head, *cut_body(body)]
        words = vector_literal(
            title=title, dek=dek, body=plain_text(body), language_code=language_code
        )
    return Composed(title, dek, body, slug, [one for one in segments if one.text], words)


@lru_cache(maxsize=1 << 14)
def _block(markup: str, language_code: str) -> _Block:
    body = str(clean_html(markup))
    return _Block(body, cut_body(body), _places(plain_text(body), language_code))


def _places(text: str, language_code: str) -> Places:
    places: dict[str, list[int]] = {}
    position = 0
    for token in tokens(text, language_code):
        position = token.position
        for lexeme in token.stored:
            places.setdefault(quoted(lexeme), []).append(position)
    return tuple((lexeme, tuple(held)) for lexeme, held in places.items()), position


def _vector(title: str, dek: str, body: Iterable[Places], language_code: str) -> str:
    """What `vector_literal` gives of a short text."""
    places: dict[str, list[str]] = {}
    start = 0
    for weight, text in (("A", title), ("B", dek)):
        found, length = _places(text, language_code)
        for lexeme, held in found:
            places.setdefault(lexeme, []).extend(f"{start + one}{weight}" for one in held)
        start += length + GAP
    for found, length in body:
        for lexeme, held in found:
            known = places.get(lexeme)
            if known is None:
                places[lexeme] = [str(start + one) for one in held]
            else:
                known.extend([str(start + one) for one in held])
        start += length
    return " ".join(
        f"{lexeme}:{','.join(held[:MAX_POSITIONS_OF_A_LEXEME])}" for lexeme, held in places.items()
    )
