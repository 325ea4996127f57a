"""When public pages change by themselves: publications begin and end, places of front pages change
hands, rights in pictures end.

Nothing has to run at a scheduled time; a process that keeps pages asks when the next one is, and
from that moment on gives nothing from its store before it has dropped what changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

# The first time after a moment, by the indexes of editions and of ends.
NEXT = """
    SELECT least(
        (SELECT min(soonest) FROM articles_edition AS edition, LATERAL (
            SELECT publish_at AS soonest FROM articles_publication AS one
            WHERE one.site_id = edition.site_id AND one.language_code = edition.language_code
            AND one.withdrawn_at IS NULL AND one.publish_at > %(after)s
            ORDER BY publish_at LIMIT 1
        ) AS begin),
        (SELECT min(expire_at) FROM articles_publication
            WHERE withdrawn_at IS NULL AND expire_at > %(after)s),
        (SELECT min(moment) FROM articles_frontpageslot,
            LATERAL unnest(ARRAY[begins_at, ends_at]) AS moment WHERE moment > %(after)s),
        (SELECT min(rights_until) FROM articles_image WHERE rights_until > %(after)s)
    )
"""

# What begins or ends after one moment and not after another.
BETWEEN = """
    SELECT key FROM articles_page_keys(ARRAY(
        SELECT one.id FROM articles_edition AS edition, LATERAL (
            SELECT id FROM articles_publication AS one
            WHERE one.site_id = edition.site_id AND one.language_code = edition.language_code
            AND one.withdrawn_at IS NULL
            AND one.publish_at > %(after)s AND one.publish_at <= %(until)s
        ) AS one
        UNION
        SELECT id FROM articles_publication
        WHERE withdrawn_at IS NULL AND expire_at > %(after)s AND expire_at <= %(until)s
    )) AS key
    UNION SELECT 'f' || site_id || '.' || language_code FROM articles_frontpageslot,
        LATERAL unnest(ARRAY[begins_at, ends_at]) AS moment
        WHERE moment > %(after)s AND moment <= %(until)s
    UNION SELECT unnest(ARRAY['m' || id, 'images']) FROM articles_image
        WHERE rights_until > %(after)s AND rights_until <= %(until)s
"""


class Cursor(Protocol):
    """As much of a database cursor as is needed, Django's or psycopg's."""

    def execute(self, query: Any, params: Any = None) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> Any: ...


def next_moment(cursor: Cursor, after: datetime) -> datetime | None:
    """The first scheduled change after this moment, on any site."""
    cursor.execute(NEXT, {"after": after})
    (moment,) = cursor.fetchone()
    found: datetime | None = moment
    return found


def keys_between(cursor: Cursor, after: datetime, until: datetime) -> set[str]:
    """Surrogate keys of what changed by itself after the one moment and until the other."""
    cursor.execute(BETWEEN, {"after": after, "until": until})
    return {key for (key,) in cursor.fetchall()}
