"""Readers' searches of one edition: found, counted, ranked and highlighted in two queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import (
    BooleanField,
    DateTimeField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    QuerySet,
    Value,
)
from django.utils.safestring import SafeString

from articles.models import Publication, SearchEntry
from articles.richtext.text import plain_text
from articles.search.highlighting import excerpt, highlight, matches
from articles.search.indexing import edition_lexeme
from articles.search.parsing import Query, parse
from articles.search.vectors import quoted

PAGE: Final = 10
# The newest matches, of which the best come first; older ones are not shown.
RANKED: Final = 500
COUNTED: Final = 1_000
# A phrase of frequent words is compared, text by text, in this many of the newest stories that
# have all its words: more would take longer than a reader waits.
COMPARED: Final = 10_000
HALF_LIFE: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found; `title` and `excerpt` are safe HTML with the matches in `<mark>`.

    `publication` has its revision and that one's lead image loaded.
    """

    publication: Publication
    title: SafeString
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `query` is false where nothing was asked for."""

    query: Query
    hits: Sequence[Hit]
    # Exact up to 1,000; with `has_more` there are more than that.
    count: int
    has_more: bool
    page: int
    pages: int


def search(
    *,
    site_id: int,
    language_code: str,
    text: str,
    at: datetime,
    page: int = 1,
    size: int = PAGE,
) -> Results:
    """Search the stories that are live on this edition at this moment, best first.

    Any text will do. Two queries, or none where nothing is asked for. A page beyond the last has
    no hits; `pages` counts those of the newest 500 matches.
    """
    query = parse(text, language_code)
    if not query:
        return Results(query, (), 0, False, page, 0)
    found = list(_matching(site_id, query, at).values_list("pk", flat=True)[: COUNTED + 1])
    ranked = found[:RANKED]
    start = (page - 1) * size
    hits: list[Hit] = []
    if 0 <= start < len(ranked):
        best = _best_first(ranked, query, at)[start : start + size]
        hits = [_hit(publication, query) for publication in best]
    return Results(
        query=query,
        hits=hits,
        count=min(len(found), COUNTED),
        has_more=len(found) > COUNTED,
        page=page,
        pages=-(-len(ranked) // size),
    )


class _Matches(Func):
    """Whether a vector answers a query; the lookup of contrib would parse the query as text."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, literal: str) -> None:
        super().__init__(F("vector"), Value(literal))


class _Score(Func):
    """How well and how often the words stand in a vector, long texts counting less.

    The weights are those of body, (unused), dek and title.
    """

    template = "ts_rank_cd('{0.1, 0.1, 0.4, 1.0}', %(expressions)s::tsquery, 1)"
    output_field = FloatField()

    def __init__(self, literal: str) -> None:
        super().__init__(F("search_entry__vector"), Value(literal))


class _Freshness(Func):
    """Two for a story of this moment, one and a half after 90 days, near one after years."""

    template = "(1 + power(2.0, -least(extract(epoch from %(expressions)s), 1e9) / %(half_life)s))"
    arg_joiner = " - "
    output_field = FloatField()

    def __init__(self, at: datetime) -> None:
        super().__init__(
            Value(at, output_field=DateTimeField()),
            F("publish_at"),
            half_life=f"{HALF_LIFE.total_seconds():.1f}",
        )


def _matching(site_id: int, query: Query, at: datetime) -> QuerySet[SearchEntry]:
    """The entries of live publications with these words, newest first."""
    edition = quoted(edition_lexeme(site_id, query.language_code))
    # The columns lead to the index by time, the lexeme says the same to the index of words: the
    # planner takes the first for frequent words and the second for rare ones.
    entries = SearchEntry.objects.filter(
        site=site_id, language_code=query.language_code, publish_at__lte=at
    ).order_by("-publish_at", "-publication")
    if query.has_phrases:
        candidates = entries.filter(_Matches(f"{edition} & ({query.words_literal})"))
        entries = entries.filter(pk__in=candidates.values("pk")[:COMPARED])
    return entries.filter(
        _Matches(f"{edition} & ({query.literal})"),
        publication__in=Publication.objects.live(at),
    )


def _best_first(ranked: list[int], query: Query, at: datetime) -> QuerySet[Publication]:
    score = ExpressionWrapper(_Score(query.literal) * _Freshness(at), output_field=FloatField())
    return (
        Publication.objects.filter(pk__in=ranked)
        .select_related("revision__lead_image")
        .order_by(score.desc(), "-publish_at", "-pk")
    )


def _hit(publication: Publication, query: Query) -> Hit:
    revision = publication.revision
    return Hit(
        publication=publication,
        title=highlight(publication.headline or revision.title, query),
        excerpt=_excerpt(revision.dek, plain_text(revision.body), query),
    )


def _excerpt(dek: str, body: str, query: Query) -> SafeString:
    """From the dek if all that was asked for is in it, as it was written to stand alone."""
    asked = len(query.wanted)
    if dek and len({match.term for match in matches(dek, query)}) == asked:
        return excerpt(dek, query)
    return excerpt(body or dek, query)
