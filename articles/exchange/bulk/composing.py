"""What is computed of a text before it is stored: clean markup, segments and search words.

It is what `sanitize`, `cut_story` and `search.vectors` give, and asks them; but a body that is
nothing but plain blocks is worked out block by block, and a block that comes again, such as the
standing last paragraph of a wire, is not worked out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.exchange.bulk.records import BulkText
from articles.exchange.bulk.words import (
    MARKS,
    NO_WORDS,
    SHORT,
    Words,
    are_few,
    packed_vector,
    words_of,
)
from articles.richtext.field import clean_html
from articles.richtext.text import plain_text
from articles.search.stories import author_lexeme, story_places
from articles.search.vectors import GAP, packed, packed_lexeme, vector_places
from articles.text.segments import Segment, SegmentKind, cut_body, plain_segment
from articles.text.slugs import slugify

# Whatever looks like a block, and one that has no markup inside: what holds for each of those holds
# for all of them in a row.
_BLOCK = re.compile(r"<(?:p|h[23])>[^<]*</(?:p|h[23])>")
_PLAIN_BLOCK = re.compile(r"<(p|h[23])>[^<>&\x00-\x1f]*[^<>&\x00-\x20][^<>&\x00-\x1f]*</\1>")


class Composed(NamedTuple):
    """A text as it is stored."""

    language_code: str
    title: str
    dek: str
    body: str
    slug: str
    segments: Sequence[Segment]
    title_words: Words
    dek_words: Words
    # Of a slug that is not the title's.
    slug_words: Words
    # None where there are very many.
    body_words: Sequence[Words] | None


class _Block(NamedTuple):
    body: str
    segments: tuple[Segment, ...]
    words: Words


def compose(text: BulkText, language_code: str) -> Composed:
    """Everything that is stored of this text. Segments are not numbered."""
    title, dek = text.title, text.dek
    slug = of_title = slugify(title, language_code, "story")
    if text.slug:
        slug = slugify(text.slug, language_code, "story")
    dek_segment, dek_words = _dek(dek, language_code)
    head = [plain_segment(SegmentKind.TITLE, title), dek_segment]
    words: list[Words] | None = None
    if (blocks := _blocks(text.body, language_code)) is not None:
        body = "".join([block.body for block in blocks])
        segments = [*head, *[segment for block in blocks for segment in block.segments]]
        words = [block.words for block in blocks]
    else:
        body = str(clean_html(text.body))
        segments = [*head, *cut_body(body)]
        if len(body) < SHORT:
            words = [words_of(plain_text(body), language_code)]
    return Composed(
        language_code,
        *(title, dek, body, slug),
        [one for one in segments if one.text],
        title_words=words_of(title, language_code),
        dek_words=dek_words,
        slug_words=NO_WORDS if slug == of_title else words_of(slug, language_code),
        body_words=words,
    )


def text_vector(text: Composed, *lexemes: str) -> bytes:
    """What `vector_literal` gives of a text, and these lexemes, packed."""
    if text.body_words is not None:
        stretches = [
            (text.title_words, MARKS["A"], GAP),
            (text.dek_words, MARKS["B"], GAP),
            *[(words, MARKS[""], 0) for words in text.body_words],
        ]
        if are_few(stretches):
            return packed_vector(stretches, *map(packed_lexeme, lexemes))
    places = vector_places(
        title=text.title,
        dek=text.dek,
        body=plain_text(text.body),
        language_code=text.language_code,
    )
    return packed({**dict.fromkeys(lexemes, ()), **places})


def story_vector(texts: Sequence[Composed], authors: Iterable[int]) -> bytes:
    """What `story_literal` gives of a story's texts, the original first, packed."""
    lexemes = map(author_lexeme, authors)
    stretches = [
        (words, MARKS[""], GAP)
        for text in texts
        for words in (text.title_words, text.dek_words, text.slug_words)
    ]
    if are_few(stretches):
        return packed_vector(stretches, *map(packed_lexeme, lexemes))
    places = story_places(texts, texts[0].language_code)
    return packed({**dict.fromkeys(lexemes, ()), **places})


# Empty, or a standing line, in many archives.
@lru_cache(maxsize=1 << 12)
def _dek(text: str, language_code: str) -> tuple[Segment, Words]:
    return plain_segment(SegmentKind.DEK, text), words_of(text, language_code)


def _blocks(body: str, language_code: str) -> list[_Block] | None:
    """Of a body that is nothing but plain blocks."""
    if not 0 < len(body) < SHORT:
        return None
    found = _BLOCK.findall(body)
    if sum(map(len, found)) != len(body):
        return None
    blocks = []
    for markup in found:
        block = _block(markup, language_code)
        if block is None:
            return None
        blocks.append(block)
    return blocks


@lru_cache(maxsize=1 << 14)
def _block(markup: str, language_code: str) -> _Block | None:
    if not _PLAIN_BLOCK.fullmatch(markup):
        return None
    body = str(clean_html(markup))
    return _Block(body, cut_body(body), words_of(plain_text(body), language_code))
