"""The desk's search for stories: in working copies, in whatever language, by words or number.

What is typed is read as on the public pages, once for each language of the editions. The last word
may be the beginning of one, unless it is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from articles.models import Author, Edition, Story, StoryEntry
from articles.queries.prepared import IsAmong
from articles.search.naming import has
from articles.search.parsing import MAX_TERMS, Chunk, Term, chunks, term_literal, term_of
from articles.search.stories import author_lexeme
from articles.search.tokens import tokens
from articles.search.vectors import quoted

# Of authors who bear the words, so many who bear most of them.
MOST_AUTHORS: Final = 100
# How frequent words are is seen in so many of the stories that changed last, and in as many of
# all numbers: what is in the news today was not in it always.
LOOKED: Final = 200
# Going through the newest until a thousand have the words costs as many steps as the one frequency
# says, looking all up that have them as many as the other says. The first is worth it where the
# product of both, times the number of stories, is more than this.
WORTH_WALKING: Final = 600

# As `#12`, or in the middle of an address of the desk, or at the end of a public one.
_NUMBERED = re.compile(
    r"#\s*([0-9]{1,18})|\S*/story/([0-9]{1,18})/\S*|\S*/\S*-([0-9]{1,18})/?(?:[?#]\S*)?"
)
_NUMBER = re.compile("[0-9]{1,18}")

_PRODUCT = """
WITH newest AS MATERIALIZED (
    SELECT vector FROM (
        SELECT id FROM articles_story ORDER BY updated_at DESC, id DESC LIMIT %(looked)s
    ) AS story
    JOIN LATERAL (
        SELECT vector FROM articles_storyentry WHERE story_id = story.id OFFSET 0
    ) AS entry ON TRUE
), anywhere AS MATERIALIZED (
    -- Where numbers are missing, the next one is met again and again.
    SELECT DISTINCT ON (story_id) story_id, vector
    FROM (SELECT min(story_id) AS low, max(story_id) AS high FROM articles_storyentry) AS ends
    CROSS JOIN generate_series(0, %(looked)s - 1) AS step
    JOIN LATERAL (
        SELECT story_id, vector FROM articles_storyentry
        WHERE story_id >= low + (high - low) * step / %(looked)s ORDER BY story_id LIMIT 1
    ) AS entry ON TRUE
)
SELECT
    (SELECT coalesce(avg((vector @@ %(words)s::tsquery)::int), 0) FROM newest)::float
    * (SELECT coalesce(avg((vector @@ %(words)s::tsquery)::int), 0) FROM anywhere)::float
    * (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'articles_story'::regclass)
"""


def search_stories(stories: QuerySet[Story], text: str) -> QuerySet[Story]:
    """Those of the stories that have what was typed: words, or a number.

    Three queries to find out how to ask, none for a number alone. Without a word in it, nothing is
    found. The order is the caller's; the one of `story_newest_change` is found by index.
    """
    typed = text.strip()
    if numbered := _NUMBERED.fullmatch(typed):
        return stories.filter(pk=int(numbered[numbered.lastindex or 0]))
    words = desk_literal(typed)
    if not words:
        return stories.none()
    found = Q(_walked(words) if _is_frequent(words, stories.db) else _looked_up(words))
    if _NUMBER.fullmatch(typed):
        found |= Q(pk=int(typed))
    return stories.filter(found)


def desk_literal(text: str) -> str:
    """What was typed, to cast to `tsquery`; empty where it asks for nothing. Two queries."""
    found = list(chunks(text))[:MAX_TERMS]
    codes = tuple(Edition.objects.order_by().values_list("language_code", flat=True).distinct())
    terms = [_terms(chunk, codes, may_be_begun=chunk is found[-1]) for chunk in found]
    if not any(one and not chunk.is_unwanted for one, chunk in zip(terms, found, strict=True)):
        return ""
    signing = _authors_with(terms, codes)
    return " & ".join(
        ("!" if chunk.is_unwanted else "") + _any_of(one, authors)
        for one, authors, chunk in zip(terms, signing, found, strict=True)
        if one
    )


def _any_of(terms: Sequence[Term], authors: Iterable[int]) -> str:
    said = [*map(term_literal, terms), *(quoted(author_lexeme(pk)) for pk in authors)]
    return "(" + " | ".join(dict.fromkeys(said)) + ")"


def _terms(chunk: Chunk, codes: Iterable[str], *, may_be_begun: bool) -> list[Term]:
    """What the chunk may mean: in each of the languages, and as the beginning of a longer word."""
    terms = [term for code in codes if (term := term_of(chunk.text, code))]
    if may_be_begun and not chunk.is_quoted:
        terms += [_begun(term) for term in terms if not term[-1].lexemes[0].isdigit()]
    return list(dict.fromkeys(terms))


def _begun(term: Term) -> Term:
    """As typed, which comes first of the lexemes: a stem would be the beginning of too much."""
    *before, last = term
    return (*before, last._replace(lexemes=last.lexemes[:1], is_prefix=True))


def _authors_with(terms: Sequence[Sequence[Term]], codes: tuple[str, ...]) -> list[list[int]]:
    """For each of the terms, the authors who bear it: of all, those who bear most of them."""
    bearing: dict[int, set[int]] = {}
    rows = Author.objects.order_by().values_list("pk", "name", "translations__local_name")
    for pk, name, local_name in rows:
        lexemes = _lexemes(name, codes) | _lexemes(local_name or "", codes)
        borne = {
            place
            for place, alternatives in enumerate(terms)
            if any(has(lexemes, term) for term in alternatives)
        }
        if borne:
            bearing[pk] = bearing.get(pk, set()) | borne
    best = sorted(bearing, key=lambda pk: (-len(bearing[pk]), pk))[:MOST_AUTHORS]
    return [[pk for pk in best if place in bearing[pk]] for place in range(len(terms))]


@lru_cache(maxsize=1 << 14)
def _lexemes(name: str, codes: tuple[str, ...]) -> frozenset[str]:
    """Of a name that is of no language."""
    return frozenset(
        lexeme for code in codes for token in tokens(name, code) for lexeme in token.stored
    )


# --- two ways, as decisions/0177 has them for readers -------------------------------------------


def _is_frequent(words: str, alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute(_PRODUCT, {"words": words, "looked": LOOKED})
        (product,) = cursor.fetchone()
    return bool(product > WORTH_WALKING)


def _walked(words: str) -> Any:
    """Asked story by story, in the caller's order: hidden from the index of words."""
    entry = StoryEntry.objects.filter(story=OuterRef("pk"))
    return Subquery(entry.values(has=_matches(words)), output_field=BooleanField())


def _looked_up(words: str) -> Any:
    """By the index of words first, whatever the planner thinks of their frequency."""
    return IsAmong("pk", ArraySubquery(StoryEntry.objects.filter(_matches(words)).values("story")))


def _matches(words: str) -> Any:
    return RawSQL("vector @@ %s::tsquery", [words], output_field=BooleanField())
