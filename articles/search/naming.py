"""Whether a name, such as a section's, answers what a reader asks for."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from articles.search.parsing import Part, Query, Term
from articles.search.tokens import tokens


def answers(name: str, query: Query) -> bool:
    """Whether the name has all that is wanted and nothing that is shut out, in any order."""
    lexemes = _lexemes(name, query.language_code)
    return (
        bool(query)
        and all(has(lexemes, term) for term in query.wanted)
        and not any(has(lexemes, term) for term in query.unwanted)
    )


# Those of all sections, which each search looks through.
@lru_cache(maxsize=1024)
def _lexemes(name: str, language_code: str) -> frozenset[str]:
    return frozenset(lexeme for token in tokens(name, language_code) for lexeme in token.stored)


def has(lexemes: Set[str], term: Term) -> bool:
    """Whether a name of these lexemes has the words of the term."""
    return all(_has_part(lexemes, part) for part in term)


def _has_part(lexemes: Set[str], part: Part) -> bool:
    if part.is_prefix:
        return any(lexeme.startswith(part.lexemes) for lexeme in lexemes)
    return not lexemes.isdisjoint(part.lexemes)
