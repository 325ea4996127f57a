"""Readers' searches of one edition: found, counted, ranked and highlighted in two queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, cast

from django.db import router
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from articles.models import Publication, Revision, SearchEntry
from articles.queries.prepared import IsAmong, Parameter, Row, Statement, prepared, sql_of
from articles.richtext.text import plain_text
from articles.search.highlighting import excerpt, highlight
from articles.search.indexing import edition_lexeme
from articles.search.matching import matches
from articles.search.parsing import Query, parse
from articles.search.vectors import quoted

PAGE: Final = 10
# The newest matches, of which the best come first; older ones are not shown.
RANKED: Final = 500
COUNTED: Final = 1_000
# A phrase or an unwanted word is looked for, text by text, in this many of the newest stories that
# have all wanted words: more would take longer than a reader waits.
COMPARED: Final = 5_000
# How frequent words are is seen in so many of the newest entries of an edition, and in some from
# all its years: the first says how far one has to go through them, the second how many have the
# words. What is in the news today was not in it always. Looking an entry through costs as much as
# finding one by the index of words does; so going through them is worth it where the product of
# both, times the number of all entries, is more than this: a thousand, and three languages.
LOOKED: Final = 200
# Of all years fewer do: each is an entry that is looked for by itself.
SAMPLED: Final = 50
WORTH_WALKING: Final = 3_000
HALF_LIFE: Final = timedelta(days=90)

_OWN = tuple(field.attname for field in Publication._meta.concrete_fields)
_SHOWN = ("story_id", "language_code", "title", "dek", "body", "slug")


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found; `title` and `excerpt` are safe HTML with the matches in `<mark>`.

    `publication` has its revision loaded, as far as lists show it.
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
    count, best = _best(query, site_id, at, start=(page - 1) * size, size=size)
    shown = {row["id"]: row for row in _shown(best)} if best else {}
    return Results(
        query=query,
        hits=[_hit(_publication(shown[pk]), query) for pk in best if pk in shown],
        count=min(count, COUNTED),
        has_more=count > COUNTED,
        page=page,
        pages=-(-min(count, RANKED) // size),
    )


# The newest entries of an edition one by one, until enough have the words: right for frequent ones.
_WALKED = """
    SELECT publication_id, publish_at, ctid AS place FROM articles_searchentry AS entry
    WHERE (SELECT is_frequent FROM way)
        AND site_id = $2 AND language_code = $3 AND publish_at <= $1
        -- Hidden from the index of words, which would look up all that have them. The planner takes
        -- nearly every row to be right; if few were, it would read all and sort them.
        AND CASE WHEN vector @@ $4::tsquery AND {live} THEN 1 ELSE 0 END <> 0
    ORDER BY publish_at DESC, publication_id DESC LIMIT {limit}
"""
# All that have the words, by their index, and then the newest: right for rare ones. The time is
# looked at afterwards: it would let the planner read the whole index of times besides.
_LOOKED_UP = """
    SELECT publication_id, publish_at, place FROM (
        SELECT publication_id, publish_at, ctid AS place FROM articles_searchentry
        WHERE NOT (SELECT is_frequent FROM way) AND vector @@ $5::tsquery
        ORDER BY publish_at DESC, publication_id DESC OFFSET 0
    ) AS entry
    WHERE publish_at <= $1 AND {live} LIMIT {limit}
"""
# Phrases are compared outside the LIMIT of the candidates, so that no plan can compare them with
# every text. The candidates come in order, one by one, until enough of them are right.
_COMPARED = """
    SELECT publication_id, publish_at, place FROM ({candidates}) AS entry
    WHERE {live} AND (
        SELECT vector @@ $6::tsquery FROM articles_searchentry AS compared
        WHERE compared.ctid = entry.place
    )
    LIMIT {limit}
"""
# Entries are found again by their places in the table, which hold while a statement runs and need
# no index. The score counts how near to each other and where the words stand, long texts less; the
# weights are those of body, nothing, dek and title. A story of this moment has twice the score of
# an old one; half of that bonus is gone after 90 days.
_BEST = """
WITH recent AS MATERIALIZED (
    SELECT count(*) AS looked, count(*) FILTER (WHERE vector @@ $4::tsquery) AS had FROM (
        SELECT vector FROM articles_searchentry
        WHERE site_id = $2 AND language_code = $3 AND publish_at <= $1
        ORDER BY publish_at DESC, publication_id DESC LIMIT {looked}
    ) AS newest
), ever AS MATERIALIZED (
    -- At even distances in time; where nothing was published, an entry is met again and again.
    SELECT count(*) FILTER (WHERE vector @@ $4::tsquery)::float / greatest(count(*), 1) AS share
    FROM (
        SELECT DISTINCT ON (publication_id) vector
        FROM (
            SELECT min(publish_at) AS first, max(publish_at) AS last FROM articles_searchentry
            WHERE site_id = $2 AND language_code = $3 AND publish_at <= $1
        ) AS years
        CROSS JOIN generate_series(1, {sampled}) AS step
        JOIN LATERAL (
            SELECT publication_id, vector FROM articles_searchentry
            WHERE site_id = $2 AND language_code = $3
                AND publish_at <= first + (last - first) * (step::float / {sampled})
            ORDER BY publish_at DESC, publication_id DESC LIMIT 1
        ) AS entry ON TRUE
    ) AS spread
), way AS MATERIALIZED (
    -- The years are asked only where the newest would say yes if all were as they are.
    SELECT CASE WHEN had::float * entries > looked::float * {worth}
        THEN had::float * entries * (SELECT share FROM ever) > looked::float * {worth}
        ELSE false END AS is_frequent
    FROM recent, (
        SELECT greatest(reltuples, 0) AS entries FROM pg_class
        WHERE oid = 'articles_searchentry'::regclass
    ) AS size
), found AS MATERIALIZED ({found})
SELECT count(*), ARRAY(
    SELECT publication_id
    FROM (
        SELECT * FROM found ORDER BY publish_at DESC, publication_id DESC LIMIT {ranked}
    ) AS newest
    JOIN LATERAL (
        SELECT vector FROM articles_searchentry AS entry WHERE entry.ctid = newest.place OFFSET 0
    ) AS text ON TRUE
    ORDER BY
        ts_rank_cd('{{0.1, 0.1, 0.4, 1.0}}', vector, $6::tsquery, 1) * (1 + power(
            2.0::float8, -least(extract(epoch FROM $1 - publish_at)::float8, 1e9) / {half_life}
        )) DESC,
        publish_at DESC, publication_id DESC
    LIMIT $7 OFFSET $8
)
FROM found
"""


@lru_cache
def _statement(alias: str, *, is_of_words: bool, compared: int, worth: float) -> Statement:
    """The search as it is sent, for these limits."""
    at, found_row = Parameter(0), RawSQL("entry.publication_id", ())
    is_live = Publication.objects.live(cast("datetime", at)).filter(pk=found_row)
    live = f"({sql_of(is_live.annotate(yes=Value(True)).values('yes'), alias)})"
    counted = COUNTED + 1
    ways = [
        way.format(live=live, limit=counted)
        if is_of_words
        else _COMPARED.format(
            candidates=way.format(live="TRUE", limit=compared), live=live, limit=counted
        )
        for way in (_WALKED, _LOOKED_UP)
    ]
    found = " UNION ALL ".join(f"({way})" for way in ways)
    return Statement(
        sql=_BEST.format(
            found=found,
            looked=LOOKED,
            sampled=SAMPLED,
            worth=worth,
            ranked=RANKED,
            half_life=HALF_LIFE.total_seconds(),
        ),
        places=tuple(range(8)),
        columns=("count", "best"),
        converters=(),
    )


def _best(
    query: Query, site_id: int, at: datetime, *, start: int, size: int
) -> tuple[int, list[int]]:
    """How many there are, up to 1,001, and one page of the best."""
    alias = router.db_for_read(SearchEntry)
    code = query.language_code
    # The lexeme says to the index of words which edition's they are.
    here = f"{quoted(edition_lexeme(site_id, code))} & {query.words_literal}"
    length = max(0, min(size, RANKED - start)) if start >= 0 else 0
    (row,) = _statement(
        alias, is_of_words=query.is_of_words, compared=COMPARED, worth=WORTH_WALKING
    ).read(
        alias,
        (at, site_id, code, query.words_literal, here, query.literal, length, max(0, start)),
    )
    return row["count"], row["best"]


@prepared
def _shown(ids: Any) -> QuerySet[Publication, Row]:
    revision = {f"revision_{name}": F(f"revision__{name}") for name in _SHOWN}
    found = Publication.objects.filter(IsAmong("pk", ids))
    rows: QuerySet[Publication, Row] = found.values(*_OWN, **revision)
    return rows


def _publication(row: Row) -> Publication:
    """With its revision; what is not shown of that would be loaded if it were asked for."""
    alias = router.db_for_read(Publication)
    publication = Publication.from_db(alias, _OWN, [row[name] for name in _OWN])
    names = ("id", *_SHOWN)
    values = [row["revision_id"], *(row[f"revision_{name}"] for name in _SHOWN)]
    publication.revision = Revision.from_db(alias, names, values)
    return publication


def _hit(publication: Publication, query: Query) -> Hit:
    revision = publication.revision
    return Hit(
        publication=publication,
        title=highlight(publication.headline or revision.title, query),
        excerpt=_excerpt(revision.dek, revision.body, query),
    )


def _excerpt(dek: str, body: str, query: Query) -> SafeString:
    """From the dek if all that was asked for is in it, as it was written to stand alone."""
    asked = len(query.wanted)
    if dek and len({match.term for match in matches(dek, query)}) == asked:
        return excerpt(dek, query)
    return excerpt(plain_text(body) or dek, query)
