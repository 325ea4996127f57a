"""The few that were read most in each section on each day.

Whoever asks what was read most in a month adds up the days of these, and not of every text that
somebody looked at.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

KEPT = 10

KEEP = """
    WITH placed AS (
        SELECT site_id, day, language_code, section_id, publication_id, row_number() OVER (
            PARTITION BY site_id, day, language_code, section_id
            ORDER BY views DESC, publication_id DESC
        ) AS place
        FROM articles_viewday
        JOIN articles_publication AS publication ON publication.id = publication_id
        WHERE day >= %s
    )
    INSERT INTO articles_topofday AS old (site_id, day, language_code, section_id, publications)
    SELECT site_id, day, language_code, section_id, array_agg(publication_id ORDER BY place)
    FROM placed WHERE place <= %s GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (site_id, day, language_code, section_id) DO UPDATE
    SET publications = excluded.publications
    WHERE old.publications IS DISTINCT FROM excluded.publications
"""


def keep_tops(since: date) -> None:
    """Of this day and all later ones. Safe to repeat, and to call from several places at once."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [since, KEPT])
