"""A reader's words as a query: any text is a query, and none is an error.

Words must all be there. "Quoted words" are a phrase, and so are the parts of what is written
without a space, such as COVID-19 or 体育新闻. A minus before a word or a phrase shuts it out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from articles.search.tokens import Kind, Token, tokens
from articles.search.vectors import quoted

MAX_LENGTH: Final = 200
MAX_TERMS: Final = 24

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂″", '"') | {"－": "-", "\0": " "})
_CHUNK = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


class Part(NamedTuple):
    """One place of a term: any of its lexemes, `distance` positions after the part before."""

    lexemes: tuple[str, ...]
    is_prefix: bool
    distance: int


Term = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for. It is false when it asks for nothing: then nothing is found."""

    language_code: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def literal(self) -> str:
        """The text to cast to `tsquery`; empty when nothing is asked for."""
        if not self:
            return ""
        return " & ".join(
            [term_literal(term) for term in self.wanted]
            + [f"!({term_literal(term)})" for term in self.unwanted]
        )

    @property
    def is_of_words(self) -> bool:
        """Whether it says no more than that certain words are wanted, anywhere in the text."""
        return not self.unwanted and all(len(term) == 1 for term in self.wanted)

    @property
    def words_literal(self) -> str:
        """The wanted words wherever they stand: what every answer has, and perhaps more has."""
        parts = dict.fromkeys(_part_literal(part) for term in self.wanted for part in term)
        return " & ".join(parts)


class Chunk(NamedTuple):
    """What stands between two spaces, or between quotation marks."""

    text: str
    is_quoted: bool
    is_unwanted: bool


def parse(text: str, language_code: str) -> Query:
    """The query in a reader's text, of which the first 200 characters and 24 terms count."""
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for chunk in chunks(text):
        term = term_of(chunk.text, language_code)
        if term and len(wanted) + len(unwanted) < MAX_TERMS:
            (unwanted if chunk.is_unwanted else wanted)[term] = None
    return Query(language_code, tuple(wanted), tuple(unwanted))


def chunks(text: str) -> Iterator[Chunk]:
    """The parts of what was typed, as far as it counts."""
    for match in _CHUNK.finditer(_shortened(text).translate(_QUOTES)):
        quotation = match["phrase"]
        yield Chunk(
            quotation if quotation is not None else match["word"],
            is_quoted=quotation is not None,
            is_unwanted=match["minus"] is not None,
        )


def _shortened(text: str) -> str:
    """The text up to the last space before the limit: half a word would find nothing."""
    if len(text) <= MAX_LENGTH:
        return text
    whole, space, _ = text[: MAX_LENGTH + 1].rpartition(" ")
    return whole if space else text[:MAX_LENGTH]


def term_of(text: str, language_code: str) -> Term:
    """Its words one after the other; empty where it has none."""
    parts: list[Part] = []
    before: Token | None = None
    last_position = 0
    for token in tokens(text, language_code):
        is_last = token.kind is Kind.LAST
        # The last character of a run says nothing that its last pair has not said.
        if not (is_last and before is not None and before.kind is Kind.PAIR):
            distance = token.position - last_position if parts else 0
            parts.append(Part(token.asked, is_prefix=is_last, distance=distance))
            last_position = token.position
        before = token
    return tuple(parts)


def term_literal(term: Term) -> str:
    """As it is written in a `tsquery`."""
    first, *rest = term
    return _part_literal(first) + "".join(
        f" <{part.distance}> {_part_literal(part)}" for part in rest
    )


def _part_literal(part: Part) -> str:
    mark = ":*" if part.is_prefix else ""
    return "(" + " | ".join(quoted(lexeme) + mark for lexeme in part.lexemes) + ")"
