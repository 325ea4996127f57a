"""Text into tokens, the same for what is stored, what is asked and what is highlighted.

Words of scripts that put spaces between them are one token each. A run of Han, kana, Hangul, Thai,
Lao, Khmer or Myanmar letters becomes overlapping pairs of characters at consecutive positions,
then its last character alone, so that any part of the run is found as a phrase.
"""

import enum
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import Final, NamedTuple

from articles.search.orthography import IGNORED, folded, written
from articles.search.stemming import stem

MAX_LEXEME_LENGTH: Final = 80
# What no reader writes, but a hostile text may have: beyond this, a word is cut and marks heaped on
# one letter are taken apart.
_MAX_WORD_LENGTH = 200
_MAX_CLUSTER_LENGTH = 32

_RUN_BLOCKS = (
    (0x0E01, 0x0E7F),  # Thai
    (0x0E80, 0x0EFF),  # Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul jamo
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # 々 〇
    (0x3041, 0x318F),  # kana, compatibility jamo
    (0x31F0, 0x31FF),  # small katakana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),  # Han
    (0xA960, 0xA97F),  # Hangul jamo
    (0xA9E0, 0xA9FF),  # Myanmar
    (0xAA60, 0xAA7F),  # Myanmar
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),  # Han, compatibility
    (0xFF66, 0xFFDC),  # half-width kana and jamo
    (0x1B000, 0x1B16F),  # kana
    (0x20000, 0x323AF),  # Han
)
# Marks beyond this plane are variation selectors only.
_LAST_MARK_PLANE_END = 0x20000


class Kind(enum.Enum):
    WORD = enum.auto()
    PAIR = enum.auto()
    # The last character of a run, or the only one.
    LAST = enum.auto()


class Token(NamedTuple):
    """`stored` are the lexemes of a document at this position, `asked` those of a query.

    A document is found by the word with its marks, without them, and by the stem of either; so a
    query needs only the word as typed and its stem. `start` and `end` are offsets in the text.
    """

    kind: Kind
    position: int
    stored: tuple[str, ...]
    asked: tuple[str, ...]
    start: int
    end: int


class _Forms(NamedTuple):
    stored: tuple[str, ...]
    asked: tuple[str, ...]


def _ranges(codes: list[int]) -> str:
    """The inside of a character class for these ascending code points."""
    parts: list[str] = []
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code == last + 1:
            last = code
            continue
        parts.append(f"\\U{first:08x}-\\U{last:08x}")
        first = last = code
    return "".join(parts)


def _is_run_letter(code: int) -> bool:
    category = unicodedata.category(chr(code))
    return category[0] in "LM" or category == "Nl"


_RUN = _ranges(
    [code for low, high in _RUN_BLOCKS for code in range(low, high + 1) if _is_run_letter(code)]
)
_MARKS = _ranges(
    [code for code in range(_LAST_MARK_PLANE_END) if unicodedata.category(chr(code))[0] == "M"]
    + list(range(0xE0100, 0xE01F0))
)
_PIECE = re.compile(
    f"(?:[^\\W_{_RUN}]+[{_MARKS}{IGNORED}]*)+|(?P<run>[{_RUN}][{_RUN}{_MARKS}{IGNORED}]*)"
)
_DROPPED = re.compile(f"[{IGNORED}]+")
_RUN_LETTER = re.compile(f"[{_RUN}]")
# Of stretches between spaces that are not longer than this, so many are known.
_KNOWN: Final = 1 << 15
_KNOWN_LENGTH: Final = 40


def tokens(text: str, language_code: str) -> Iterator[Token]:
    """The tokens of a text, positions counted from 1."""
    position = 1
    for piece in pieces(text):
        found = piece_tokens(piece, language_code, position)
        yield from found
        position += len(found)


def pieces(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """Where the tokens between two places of a text are: its words, and its runs of letters."""
    return _PIECE.finditer(text, start, end)


def is_run(piece: re.Match[str]) -> bool:
    return piece.lastgroup is not None


def piece_tokens(piece: re.Match[str], language_code: str, position: int = 1) -> list[Token]:
    """The tokens of a word or a run, the first of them at this position."""
    start, end = piece.span()
    if is_run(piece):
        return _run_tokens(piece.group(), start, position)
    language = language_code.partition("-")[0]
    return [
        Token(Kind.WORD, position + number, forms.stored, forms.asked, start, end)
        for number, forms in enumerate(_word_forms(piece.group()[:_MAX_WORD_LENGTH], language))
    ]


def stored(text: str, language_code: str) -> list[tuple[str, ...]]:
    """What is stored at each position, as `tokens` has it, for very many texts.

    Between spaces, as no word and no run has any, the same few words come again and again.
    """
    language = language_code.partition("-")[0]
    if _RUN_LETTER.search(text):
        return [*_stored(text, language)]
    found: list[tuple[str, ...]] = []
    for stretch in text.split():
        is_known = len(stretch) <= _KNOWN_LENGTH
        found += _stored_of_stretch(stretch, language) if is_known else _stored(stretch, language)
    return found


@lru_cache(maxsize=_KNOWN)
def _stored_of_stretch(stretch: str, language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_stored(stretch, language))


def _stored(text: str, language: str) -> Iterator[tuple[str, ...]]:
    for match in _PIECE.finditer(text):
        piece = match.group()
        if not match.lastgroup:
            for forms in _word_forms(piece[:_MAX_WORD_LENGTH], language):
                yield forms.stored
        elif is_plain_run(piece):
            yield from zip(map(add, piece, piece[1:]))
            yield (piece[-1],)
        else:
            for token in _run_tokens(piece, 0, 1):
                yield token.stored


def _run_tokens(run: str, offset: int, position: int) -> list[Token]:
    characters = _characters(run, offset)
    found: list[Token] = []
    for (first, start, _), (second, _, end) in pairwise(characters):
        pair = (first + second,)
        found.append(Token(Kind.PAIR, position + len(found), pair, pair, start, end))
    if characters:
        last, start, end = characters[-1]
        found.append(Token(Kind.LAST, position + len(found), (last,), (last,), start, end))
    return found


def is_plain_run(run: str) -> bool:
    """Whether the lexemes of a run are just its characters, as they stand."""
    return unicodedata.is_normalized("NFKC", run) and not _DROPPED.search(run)


def _characters(run: str, offset: int) -> list[tuple[str, int, int]]:
    """The normalised characters of a run, each with its place in the text."""
    if is_plain_run(run):
        return [(run[i], offset + i, offset + i + 1) for i in range(len(run))]
    return [
        (character, offset + start, offset + end)
        for cluster, start, end in _clusters(run)
        for character in cluster
    ]


def _clusters(run: str) -> Iterator[tuple[str, int, int]]:
    """The shortest stretches of a run that normalise by themselves as they do in the run."""
    start = 0
    cluster = ""
    for index, character in enumerate(run):
        alone = _normalised(character)
        joined = _normalised(run[start : index + 1])
        stands_alone = not unicodedata.combining(character) and joined == cluster + alone
        if cluster and ((alone and stands_alone) or index - start == _MAX_CLUSTER_LENGTH):
            yield cluster, start, index
            start, joined = index, alone
        cluster = joined
    yield cluster, start, len(run)


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", _DROPPED.sub("", text))


@lru_cache(maxsize=1 << 15)
def _word_forms(raw: str, language: str) -> tuple[_Forms, ...]:
    """The forms of a word; several where normalising takes it apart, none where nothing is left."""
    if raw.isascii() and raw.isdecimal():
        # Hardly a number comes again, and no language has another form of it.
        return (_Forms(_cut(raw), _cut(raw)),)
    return tuple(
        _forms(raw, match.group(), language)
        for match in _PIECE.finditer(written(raw, language))
        if any(character.isalnum() for character in match.group())
    )


def _forms(raw: str, word: str, language: str) -> _Forms:
    bare = folded(word)
    word_stem = stem(word, language)
    # In Turkish I is the capital of ı, but ISTANBUL may have been typed on any keyboard.
    plain = raw.lower() if raw.isascii() else word
    return _Forms(
        stored=_cut(word, bare, word_stem, word_stem if bare == word else stem(bare, language)),
        asked=_cut(word, word_stem, plain),
    )


def _cut(*lexemes: str) -> tuple[str, ...]:
    """The lexemes without repetition, short enough for an index."""
    return tuple(dict.fromkeys(lexeme[:MAX_LEXEME_LENGTH] for lexeme in lexemes if lexeme))
