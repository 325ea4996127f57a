"""Readers' searches of one edition: found, counted, ranked and highlighted in two queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
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
# A phrase or an unwanted word is looked for, text by text, in this many of the newest stories that
# have all wanted words: more would take longer than a reader waits.
COMPARED: Final = 5_000
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
    count, best = _best(query, site_id, at, start=(page - 1) * size, size=size)
    shown = Publication.objects.select_related("revision__lead_image").in_bulk(best) if best else {}
    return Results(
        query=query,
        hits=[_hit(shown[pk], query) for pk in best if pk in shown],
        count=min(count, COUNTED),
        has_more=count > COUNTED,
        page=page,
        pages=-(-min(count, RANKED) // size),
    )


class _Matches(Func):
    """Whether a vector answers a query; the lookup of contrib would parse the query as text."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, literal: str) -> None:
        super().__init__(F("vector"), Value(literal))


def _entries(query: Query, site_id: int, at: datetime) -> QuerySet[SearchEntry]:
    """The entries that have the wanted words, newest first.

    They answer a query that is of words alone; for others, the newest candidates.
    """
    edition = quoted(edition_lexeme(site_id, query.language_code))
    # The columns lead to the index by time, the lexeme says the same to the index of words: the
    # planner takes the first for frequent words and the second for rare ones.
    entries = SearchEntry.objects.filter(
        _Matches(f"{edition} & {query.words_literal}"),
        site=site_id,
        language_code=query.language_code,
        publish_at__lte=at,
    )
    if query.is_of_words:
        return entries
    return entries.order_by("-publish_at", "-publication")[:COMPARED]


# Phrases are compared outside the LIMIT of the candidates, so that no plan can compare them with
# every text. The score counts how near to each other and where the words stand, long texts less;
# the weights are those of body, nothing, dek and title. A story of this moment has twice the score
# of an old one; half of that bonus is gone after 90 days.
_BEST = """
WITH found AS MATERIALIZED (
    SELECT publication_id, publish_at, vector FROM ({entries}) entries
    WHERE {compared} AND publication_id IN ({live})
    ORDER BY publish_at DESC, publication_id DESC LIMIT %s
)
SELECT count(*), ARRAY(
    SELECT publication_id
    FROM (SELECT * FROM found ORDER BY publish_at DESC, publication_id DESC LIMIT %s) ranked
    ORDER BY
        ts_rank_cd('{{0.1, 0.1, 0.4, 1.0}}', vector, %s::tsquery, 1)
        * (1 + power(2.0, -least(extract(epoch FROM %s - publish_at), 1e9) / %s)) DESC,
        publish_at DESC, publication_id DESC
    LIMIT %s OFFSET %s
)
FROM found
"""


def _best(
    query: Query, site_id: int, at: datetime, *, start: int, size: int
) -> tuple[int, list[int]]:
    """How many there are, up to 1,001, and one page of the best."""
    columns = ("publication_id", "publish_at", "vector")
    entries = _entries(query, site_id, at).values(*columns).query.sql_with_params()
    live = Publication.objects.live(at).values("pk").query.sql_with_params()
    compared = ("TRUE", ()) if query.is_of_words else ("vector @@ %s::tsquery", (query.literal,))
    length = max(0, min(size, RANKED - start)) if start >= 0 else 0
    with connection.cursor() as cursor:
        cursor.execute(
            _BEST.format(entries=entries[0], compared=compared[0], live=live[0]),
            [
                *(*entries[1], *compared[1], *live[1], COUNTED + 1, RANKED),
                *(query.literal, at, HALF_LIFE.total_seconds(), length, max(0, start)),
            ],
        )
        count, best = cursor.fetchone()
    return count, best


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
