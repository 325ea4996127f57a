"""Readers for the demo: rows of the ledger, rolled up like any others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from articles.models import Publication

# Half of a story's readers come on its first day, which random()^3 over its life roughly gives.
# Every reader is a different visitor, so the window does not matter; it is the hour of the view.
INSERT = """
    INSERT INTO articles_viewevent (publication_id, visitor, "window", at, rolled_up)
    SELECT %(publication)s, uuid_send(gen_random_uuid()), date_trunc('hour', at), at, false
    FROM generate_series(1, %(views)s),
         LATERAL (SELECT %(start)s + (%(end)s::timestamptz - %(start)s) * pow(random(), 3) AS at
                  WHERE generate_series > 0) AS moment
"""


def read_by_many(publications: Iterable[Publication], views: int, now: datetime) -> None:
    """Give a story this many views, the most to its first edition; none before it is public."""
    left = views
    with connection.cursor() as cursor:
        for publication in publications:
            share = left * 6 // 10
            left -= share
            if publication.publish_at < now and share:
                cursor.execute(
                    INSERT,
                    {
                        "publication": publication.pk,
                        "views": share,
                        "start": publication.publish_at,
                        "end": now,
                    },
                )
