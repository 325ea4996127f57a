"""Readers' searches of one edition: found, counted, ranked and read in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from time import monotonic
from typing import Any, Final, NamedTuple, cast

from django.db import router
from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf
from django.utils.safestring import SafeString

from articles.models import Publication, SearchEntry
from articles.models.publication import MAY_NOT_BE_LIVE, live_clauses
from articles.queries.prepared import Parameter, Row, Statement, columns_of, sql_of
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
# For so many words of editions, and so many seconds, it is remembered how frequent they are.
WAYS: Final = 1_024
WAY_SECONDS: Final = 60
# So many of the newest publications that may not be live are read at first: most editions have
# fewer.
DOUBTED: Final = 100


class Hit(NamedTuple):
    """A story that was found; `title` and `excerpt` are safe HTML with the matches in `<mark>`."""

    publication_id: int
    story_id: int
    section_id: int
    slug: str
    publish_at: datetime
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

    Any text will do. One query, or none where nothing is asked for. A page beyond the last has
    no hits; `pages` counts those of the newest 500 matches.
    """
    query = _parsed(text, language_code)
    if not query:
        return Results(query, (), 0, False, page, 0)
    rows = _best(query, site_id, at, start=(page - 1) * size, size=size)
    count = rows[0]["count"]
    return Results(
        query=query,
        hits=[_hit(row, query) for row in rows if row["id"] is not None],
        count=min(count, COUNTED),
        has_more=count > COUNTED,
        page=page,
        pages=-(-min(count, RANKED) // size),
    )


_parsed = lru_cache(maxsize=256)(parse)


# Whether an entry is live. Asking each for its publication would take most of a search; so those of
# the edition that may not be live are read first, the newest of them, and an entry that is newer is
# looked up among these.
_LIVE = """CASE WHEN entry.publish_at > (SELECT since FROM known)
    THEN entry.publication_id NOT IN (SELECT id FROM gone) ELSE {live} END"""
# The newest entries of an edition one by one, until enough have the words: right for frequent ones.
_WALKED = """
    SELECT publication_id, publish_at, ctid AS place{shown} FROM articles_searchentry AS entry
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
    WHERE {is_right} AND {live} LIMIT {limit}
"""
_COMPARED_AT_PLACE = """(
    SELECT vector @@ $6::tsquery FROM articles_searchentry AS compared
    WHERE compared.ctid = entry.place
)"""
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
    -- Nothing is looked at where it is known. The years are asked only where the newest would say
    -- yes if all were as they are.
    SELECT CASE WHEN $9::boolean IS NOT NULL THEN $9::boolean ELSE (
        SELECT CASE WHEN had::float * entries > looked::float * {worth}
            THEN had::float * entries * (SELECT share FROM ever) > looked::float * {worth}
            ELSE false END
        FROM recent, (
            SELECT greatest(reltuples, 0) AS entries FROM pg_class
            WHERE oid = 'articles_searchentry'::regclass
        ) AS size
    ) END AS is_frequent
), doubtful AS MATERIALIZED ({doubtful}
), gone AS MATERIALIZED (
    SELECT id FROM doubtful WHERE NOT is_live
), known AS MATERIALIZED (
    SELECT CASE WHEN count(*) < {doubted} THEN '-infinity' ELSE min(publish_at) END AS since
    FROM doubtful
), found AS MATERIALIZED ({found})
SELECT counted.*, shown.* FROM (
    SELECT count(*), (SELECT is_frequent FROM way) FROM found
) AS counted LEFT JOIN (
    SELECT score, best.publish_at AS score_at, found_story.* FROM (
        SELECT publication_id, publish_at,
            ts_rank_cd('{{0.1, 0.1, 0.4, 1.0}}', vector, $6::tsquery, 1) * (1 + power(
                2.0::float8, -least(date_part('epoch', $1 - publish_at), 1e9) / {half_life}
            )) AS score
        FROM articles_searchentry
        WHERE ctid = ANY(ARRAY(
            SELECT place FROM found ORDER BY publish_at DESC, publication_id DESC LIMIT {ranked}
        ))
        ORDER BY score DESC, publish_at DESC, publication_id DESC
        LIMIT $7 OFFSET $8
    ) AS best
    JOIN LATERAL ({shown}) AS found_story ON TRUE
) AS shown ON TRUE
ORDER BY score DESC, score_at DESC, id DESC
"""


@lru_cache
def _statement(
    alias: str, *, is_of_words: bool, compared: int, worth: float, doubted: int
) -> Statement:
    """The search as it is sent, for these limits."""
    at, found_row = cast("datetime", Parameter(0)), RawSQL("entry.publication_id", ())
    is_live = Publication.objects.live(at).filter(pk=found_row)
    live = _LIVE.format(live=f"({sql_of(is_live.annotate(yes=Value(True)).values('yes'), alias)})")
    counted = COUNTED + 1
    ways = [
        way.format(shown="", live=live, limit=counted)
        if is_of_words
        else _COMPARED.format(
            candidates=way.format(
                shown=", vector @@ $6::tsquery AS is_right", live="TRUE", limit=compared
            ),
            is_right=is_right,
            live=live,
            limit=counted,
        )
        for way, is_right in ((_WALKED, "is_right"), (_LOOKED_UP, _COMPARED_AT_PLACE))
    ]
    shown = _shown()
    return Statement(
        sql=_BEST.format(
            doubtful=sql_of(_doubtful(at, doubted), alias),
            doubted=doubted,
            found=" UNION ALL ".join(f"({way})" for way in ways),
            looked=LOOKED,
            sampled=SAMPLED,
            worth=worth,
            ranked=RANKED,
            half_life=HALF_LIFE.total_seconds(),
            shown=sql_of(shown, alias),
        ),
        places=tuple(range(9)),
        columns=("count", "is_frequent", "score", "score_at", *columns_of(shown)),
        converters=(),
    )


def _doubtful(at: datetime, count: int) -> QuerySet[Publication, Row]:
    """The newest of the edition that were taken down, or end some day."""
    rows: Any = (
        Publication.objects.filter(site=Parameter(1))
        .filter(language_code=Parameter(2))
        .filter(MAY_NOT_BE_LIVE, publish_at__lte=at)
        .annotate(
            is_live=Case(
                When(Q(*live_clauses(at).values()), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
        .order_by("-publish_at")
        .values("id", "publish_at", "is_live")[:count]
    )
    return cast("QuerySet[Publication, Row]", rows)


def _shown() -> QuerySet[Publication, Row]:
    """What is shown of the row `best`."""
    rows: QuerySet[Publication, Row] = Publication.objects.filter(
        pk=RawSQL("best.publication_id", ())
    ).values(
        *("id", "story_id", "section_id", "publish_at"),
        title=Coalesce(NullIf("headline", Value("")), "revision__title"),
        dek=F("revision__dek"),
        body=F("revision__body"),
        slug=F("revision__slug"),
    )
    return rows


class _Way:
    """Whether words are frequent, once that is known."""

    is_frequent: bool | None = None


@lru_cache(maxsize=WAYS)
def _way(statement: Statement, site_id: int, language_code: str, words: str, minute: float) -> _Way:
    """What is remembered of these words for a minute. Both ways lead to the same stories."""
    return _Way()


def _best(query: Query, site_id: int, at: datetime, *, start: int, size: int) -> list[Row]:
    """One page of the best, or a row without a story; each with how many there are, up to 1,001."""
    alias = router.db_for_read(SearchEntry)
    code, words = query.language_code, query.words_literal
    # The lexeme says to the index of words which edition's they are.
    here = f"{quoted(edition_lexeme(site_id, code))} & {words}"
    length = max(0, min(size, RANKED - start)) if start >= 0 else 0
    statement = _statement(
        alias,
        is_of_words=query.is_of_words,
        compared=COMPARED,
        worth=WORTH_WALKING,
        doubted=DOUBTED,
    )
    way = _way(statement, site_id, code, words, monotonic() // WAY_SECONDS)
    # As text: another type would be another plan.
    known = None if way.is_frequent is None else str(way.is_frequent)
    rows = statement.read(
        alias, (at, site_id, code, words, here, query.literal, length, max(0, start), known)
    )
    way.is_frequent = rows[0]["is_frequent"]
    return rows


def _hit(row: Row, query: Query) -> Hit:
    title, words = _marked(row["title"], row["dek"], row["body"], query)
    return Hit(
        publication_id=row["id"],
        story_id=row["story_id"],
        section_id=row["section_id"],
        slug=row["slug"],
        publish_at=row["publish_at"],
        title=title,
        excerpt=words,
    )


# The same words are asked for again and again, and find the same texts. What is known is found by
# all that it is made from, as cards are. Some five megabytes.
@lru_cache(maxsize=512)
def _marked(title: str, dek: str, body: str, query: Query) -> tuple[SafeString, SafeString]:
    return highlight(title, query), _excerpt(dek, body, query)


def _excerpt(dek: str, body: str, query: Query) -> SafeString:
    """From the dek if all that was asked for is in it, as it was written to stand alone."""
    asked = len(query.wanted)
    if dek and len({match.term for match in matches(dek, query)}) == asked:
        return excerpt(dek, query)
    return excerpt(plain_text(body) or dek, query)
