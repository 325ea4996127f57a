"""What is computed of a text before it is stored: clean markup, segments and search words.

It is what `sanitize`, `cut_story` and `search.vectors` give, and asks them; but a body that is
nothing but plain blocks is worked out block by block, and a block that comes again, such as the
standing last paragraph of a wire, is not worked out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.exchange.bulk.records import BulkText
from articles.exchange.bulk.words import (
    MARKS,
    NO_WORDS,
    SHORT,
    Stretch,
    Words,
    are_few,
    packed_lexeme,
    packed_vector,
    words_of,
)
from articles.richtext.field import clean_html
from articles.richtext.text import plain_text
from articles.search.stories import author_lexeme, story_places
from articles.search.vectors import GAP, packed, vector_places
from articles.text.segments import Segment, SegmentKind, cut_body, plain_segment
from articles.text.slugs import slugify

# Blocks without any markup inside: what holds for each holds for all of them in a row.
_PLAIN_BODY = re.compile(r"(?:<(p|h[23])>[^<>&\x00-\x1f]*[^<>&\x00-\x20][^<>&\x00-\x1f]*</\1>)+")
_PLAIN_BLOCK = re.compile(r"<(?:p|h[23])>[^<]*</(?:p|h[23])>")


@dataclass(frozen=True, slots=True)
class Composed:
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


@dataclass(frozen=True, slots=True)
class _Block:
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
    if len(text.body) < SHORT and _PLAIN_BODY.fullmatch(text.body):
        blocks = [_block(match[0], language_code) for match in _PLAIN_BLOCK.finditer(text.body)]
        body = "".join(block.body for block in blocks)
        segments = [*head, *(segment for block in blocks for segment in block.segments)]
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
            Stretch(text.title_words, MARKS["A"], GAP),
            Stretch(text.dek_words, MARKS["B"], GAP),
            *(Stretch(words, MARKS[""], 0) for words in text.body_words),
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
        Stretch(words, MARKS[""], GAP)
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


@lru_cache(maxsize=1 << 14)
def _block(markup: str, language_code: str) -> _Block:
    body = str(clean_html(markup))
    return _Block(body, cut_body(body), words_of(plain_text(body), language_code))
