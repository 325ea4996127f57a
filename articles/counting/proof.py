"""Whether all that is told of views follows from the ledger. Reads only.

A roll-up is one transaction and each question is one statement, so the answer holds while readers
are counted and roll-ups run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString

from django.db import connection

# What each row says, and the rows that should not be there.
TOTALS: LiteralString = """
    SELECT format('Publication %%s: the total says %%s, its hours %%s, its days %%s.',
        publication_id, coalesce(counted, 0), coalesce(hours.views, 0), coalesce(days.views, 0))
    FROM articles_viewtotal AS total
    FULL JOIN (
        SELECT publication_id, sum(views) AS views FROM articles_viewhour GROUP BY 1
    ) AS hours USING (publication_id)
    FULL JOIN (
        SELECT publication_id, sum(views) AS views FROM articles_viewday GROUP BY 1
    ) AS days USING (publication_id)
    WHERE coalesce(counted, 0) <> coalesce(hours.views, 0)
    OR coalesce(counted, 0) <> coalesce(days.views, 0)
    ORDER BY publication_id LIMIT %s
"""
STORIES: LiteralString = """
    SELECT format('Story %%s on site %%s: its total says %%s, its languages together %%s.',
        story_id, site_id, coalesce(told.views, 0), coalesce(languages.views, 0))
    FROM articles_storyviewtotal AS told
    FULL JOIN (
        SELECT story_id, site_id, sum(opening + counted) AS views
        FROM articles_viewtotal JOIN articles_publication ON id = publication_id GROUP BY 1, 2
    ) AS languages USING (story_id, site_id)
    WHERE coalesce(told.views, 0) <> coalesce(languages.views, 0)
    ORDER BY story_id, site_id LIMIT %s
"""
_SECTIONS: LiteralString = """
    SELECT format('Site %%s, language %%s, %%s: its sections say %%s, its publications %%s.',
        site_id, language_code, {named}, coalesce(sections.views, 0), coalesce(own.views, 0))
    FROM (
        SELECT site_id, language_code, {time}, sum(views) AS views
        FROM articles_sectionview{time} GROUP BY 1, 2, 3
    ) AS sections
    FULL JOIN (
        SELECT site_id, language_code, {time}, sum(views) AS views
        FROM articles_view{time} JOIN articles_publication AS publication
        ON publication.id = publication_id GROUP BY 1, 2, 3
    ) AS own USING (site_id, language_code, {time})
    WHERE coalesce(sections.views, 0) <> coalesce(own.views, 0)
    ORDER BY site_id, language_code, {time} LIMIT %s
"""
_HOUR: LiteralString = "to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI UTC')"
SECTIONS: LiteralString = _SECTIONS.replace("{named}", "day").replace("{time}", "day")
SECTION_HOURS: LiteralString = _SECTIONS.replace("{named}", _HOUR).replace("{time}", "hour")
# A section's hours and days were written together, so that they agree although neither tells, and
# nobody can tell later, which texts stood in it.
SECTION_TOTALS: LiteralString = """
    SELECT format('Site %%s, language %%s, section %%s: its hours say %%s, its days %%s.',
        site_id, language_code, section_id, coalesce(hours.views, 0), coalesce(days.views, 0))
    FROM (
        SELECT site_id, language_code, section_id, sum(views) AS views
        FROM articles_sectionviewhour GROUP BY 1, 2, 3
    ) AS hours
    FULL JOIN (
        SELECT site_id, language_code, section_id, sum(views) AS views
        FROM articles_sectionviewday GROUP BY 1, 2, 3
    ) AS days USING (site_id, language_code, section_id)
    WHERE coalesce(hours.views, 0) <> coalesce(days.views, 0)
    ORDER BY site_id, language_code, section_id LIMIT %s
"""
# Of the oldest hour some rows may have been pruned: there the ledger may have fewer, not more.
HOURS: LiteralString = """
    WITH ledger AS (
        SELECT publication_id, date_trunc('hour', at, 'UTC') AS hour, count(*) AS views
        FROM articles_viewevent
        JOIN articles_publication ON articles_publication.id = publication_id
        WHERE rolled_up GROUP BY 1, 2
    ), oldest AS (SELECT min(hour) AS start FROM ledger)
    SELECT format('Publication %%s, the hour of %%s: the ledger has %%s views, the hour says %%s.',
        publication_id, to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI UTC'),
        coalesce(ledger.views, 0), coalesce(told.views, 0))
    FROM ledger
    FULL JOIN (
        SELECT publication_id, hour, views FROM articles_viewhour
        WHERE hour >= (SELECT start FROM oldest)
    ) AS told USING (publication_id, hour)
    WHERE coalesce(ledger.views, 0) > coalesce(told.views, 0)
    OR (
        coalesce(ledger.views, 0) < coalesce(told.views, 0)
        AND hour > (SELECT start FROM oldest)
    )
    ORDER BY publication_id, hour LIMIT %s
"""
SUMMARY = """
    SELECT (SELECT count(*) FROM articles_viewtotal),
           (SELECT coalesce(sum(counted), 0) FROM articles_viewtotal),
           count(*) FILTER (WHERE rolled_up), count(*) FILTER (WHERE NOT rolled_up)
    FROM articles_viewevent
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What there was to look at."""

    publications: int
    views: int
    in_ledger: int
    waiting: int


def differences(most: int) -> Iterator[str]:
    """What does not agree, a sentence each; `most` of each kind at most."""
    with connection.cursor() as cursor:
        for question in (TOTALS, STORIES, SECTIONS, SECTION_HOURS, SECTION_TOTALS, HOURS):
            cursor.execute(question, [most])
            yield from (row[0] for row in cursor.fetchall())


def summary() -> Summary:
    with connection.cursor() as cursor:
        cursor.execute(SUMMARY)
        return Summary(*(int(number) for number in cursor.fetchone()))
