"""Whether a name, such as a section's, answers what a reader asks for."""

from __future__ import annotations

from articles.search.parsing import Part, Query, Term
from articles.search.tokens import tokens


def answers(name: str, query: Query) -> bool:
    """Whether the name has all that is wanted and nothing that is shut out, in any order."""
    lexemes = {lexeme for token in tokens(name, query.language_code) for lexeme in token.stored}
    return (
        bool(query)
        and all(_has(lexemes, term) for term in query.wanted)
        and not any(_has(lexemes, term) for term in query.unwanted)
    )


def _has(lexemes: set[str], term: Term) -> bool:
    return all(_has_part(lexemes, part) for part in term)


def _has_part(lexemes: set[str], part: Part) -> bool:
    if part.is_prefix:
        return any(lexeme.startswith(part.lexemes) for lexeme in lexemes)
    return not lexemes.isdisjoint(part.lexemes)
