"""Where in a text the words of a query are, by the same tokens as the index has.

Nearly all words of a text are others. So a query remembers those that it met and does not mean, and
tokens are made of the rest alone.
"""

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from articles.search.parsing import Part, Query, Term
from articles.search.tokens import Kind, Token, is_plain_run, is_run, piece_tokens, pieces

# So many words, no longer than this, a query remembers not to mean, and so many queries are kept.
OTHERS: Final = 3_000
OTHER_LENGTH: Final = 40
QUERIES: Final = 16


class Match(NamedTuple):
    """A stretch of text that a term of the query asks for."""

    start: int
    end: int
    term: int


def matches(text: str, query: Query) -> Iterator[Match]:
    """The matches of the wanted terms, in the order of their ends."""
    endings = _endings(query)
    # Between spaces, as no word and no run has any: most of these are known to be of no use.
    stretches = text.split()
    end = 0
    for index, stretch in enumerate(stretches):
        if stretch in endings.others or not endings.may_be_in(stretch):
            continue
        start = _start(text, stretch, end)
        end = start + len(stretch)
        passed: list[re.Match[str]] = []
        for piece in pieces(text, start, end):
            if endings.may_be_in_piece(piece):
                earlier = chain(reversed(passed), _pieces_before(text, stretches, index, start))
                before = endings.tokens_before(earlier)
                for token in piece_tokens(piece, query.language_code):
                    before.append(token)
                    for number in sorted(endings.terms(token)):
                        term = query.wanted[number]
                        first = _first_token(before, term)
                        if first is not None:
                            yield Match(first.start, _end(text, before, term), number)
            passed.append(piece)


class _Endings:
    """With what the wanted terms of a query end, so that most of a text is passed over."""

    def __init__(self, query: Query) -> None:
        self.language_code = query.language_code
        self.whole: dict[str, list[int]] = defaultdict(list)
        # By the first characters of a lexeme.
        self.prefixes: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(query.wanted):
            for lexeme in term[-1].lexemes:
                (self.prefixes if term[-1].is_prefix else self.whole)[lexeme].append(number)
        self.lexemes = (*self.whole, *self.prefixes)
        # How many positions before its last one a term may begin.
        self.reach = max((sum(part.distance for part in term) for term in query.wanted), default=0)
        # What was met and no term ends in: the same few words make up most of all texts.
        self.others: set[str] = set()

    def may_be_in(self, stretch: str) -> bool:
        """Whether a term may end in this stretch of text."""
        if any(map(self.may_be_in_piece, pieces(stretch))):
            return True
        if len(stretch) <= OTHER_LENGTH and len(self.others) < OTHERS:
            self.others.add(stretch)
        return False

    def may_be_in_piece(self, piece: re.Match[str]) -> bool:
        if is_run(piece) and is_plain_run(piece.group()):
            return any(lexeme in piece.group() for lexeme in self.lexemes)
        return any(map(self.terms, piece_tokens(piece, self.language_code)))

    def terms(self, token: Token) -> set[int]:
        """The numbers of the terms that end with such a token."""
        terms = {number for lexeme in token.stored for number in self.whole.get(lexeme, ())}
        if self.prefixes and token.kind is not Kind.WORD:
            terms.update(self.prefixes.get(token.stored[0][0], ()))
        return terms

    def tokens_before(self, earlier: Iterable[re.Match[str]]) -> list[Token]:
        """The tokens of these pieces, last piece first, as many as a term may reach back."""
        found: deque[Token] = deque()
        if self.reach:
            for piece in earlier:
                found.extendleft(reversed(piece_tokens(piece, self.language_code)))
                if len(found) >= self.reach:
                    break
        return list(found)


_endings = lru_cache(maxsize=QUERIES)(_Endings)


def _start(text: str, stretch: str, begin: int) -> int:
    """Where the first such stretch between spaces is, from here on."""
    while True:
        start = text.index(stretch, begin)
        end = start + len(stretch)
        if not (text[start - 1 : start].strip() or text[end : end + 1].strip()):
            return start
        begin = start + 1


def _pieces_before(
    text: str, stretches: Sequence[str], index: int, end: int
) -> Iterator[re.Match[str]]:
    """From the last one on, those of the stretches before the one that begins here."""
    for stretch in reversed(range(index)):
        while text[end - 1].isspace():
            end -= 1
        start = end - len(stretches[stretch])
        yield from reversed([*pieces(text, start, end)])
        end = start


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
