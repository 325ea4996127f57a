"""Whether a name, such as a section's, answers what a reader asks for."""

from __future__ import annotations

from collections.abc import Set

from articles.search.parsing import Part, Query, Term
from articles.search.tokens import tokens


def answers(name: str, query: Query) -> bool:
    """Whether the name has all that is wanted and nothing that is shut out, in any order."""
    lexemes = {lexeme for token in tokens(name, query.language_code) for lexeme in token.stored}
    return (
        bool(query)
        and all(has(lexemes, term) for term in query.wanted)
        and not any(has(lexemes, term) for term in query.unwanted)
    )


def has(lexemes: Set[str], term: Term) -> bool:
    """Whether a name of these lexemes has the words of the term."""
    return all(_has_part(lexemes, part) for part in term)


def _has_part(lexemes: Set[str], part: Part) -> bool:
    if part.is_prefix:
        return any(lexeme.startswith(part.lexemes) for lexeme in lexemes)
    return not lexemes.isdisjoint(part.lexemes)
