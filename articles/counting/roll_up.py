"""From the ledger into hours, days and totals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Min

from articles.models import ViewEvent

BATCH = 10_000
# Any numbers that nothing else in this database uses for an advisory lock.
LOCK, PRUNING = 0x76696577, 0x7072756E

# The ids are handed over rather than joined: on a ledger that was empty when PostgreSQL last
# counted it, a join compares every event with every other.
TAKE = """
    SELECT id FROM articles_viewevent
    WHERE NOT rolled_up ORDER BY publication_id LIMIT %s
    FOR UPDATE SKIP LOCKED
"""

# One transaction, so whatever is killed, events are marked and added, or neither. Rows that another
# roll-up has taken are passed over. Each table is added to in the order of its keys: two
# roll-ups never wait for each other in a circle. A view of a publication that is no more is marked
# only, or it would stop every later roll-up.
MOVE = """
    WITH marked AS (
        UPDATE articles_viewevent SET rolled_up = true
        WHERE id = ANY(%s::bigint[])
        RETURNING publication_id, at
    ), kept AS (
        SELECT publication_id, story_id, site_id, language_code, section_id,
               date_trunc('hour', at, 'UTC') AS hour,
               (at AT TIME ZONE time_zone)::date AS day, count(*) AS views
        FROM marked
        JOIN articles_publication ON articles_publication.id = publication_id
        JOIN articles_site ON articles_site.id = site_id
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ), hours AS (
        INSERT INTO articles_viewhour AS old (publication_id, hour, views)
        SELECT publication_id, hour, sum(views) FROM kept GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (publication_id, hour) DO UPDATE SET views = old.views + excluded.views
    ), days AS (
        INSERT INTO articles_viewday AS old (publication_id, day, views)
        SELECT publication_id, day, sum(views) FROM kept GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (publication_id, day) DO UPDATE SET views = old.views + excluded.views
    ), sections AS (
        INSERT INTO articles_sectionviewday AS old (site_id, day, language_code, section_id, views)
        SELECT site_id, day, language_code, section_id, sum(views) FROM kept
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (site_id, day, language_code, section_id)
        DO UPDATE SET views = old.views + excluded.views
    ), section_hours AS (
        INSERT INTO articles_sectionviewhour AS old
            (site_id, hour, language_code, section_id, views)
        SELECT site_id, hour, language_code, section_id, sum(views) FROM kept
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (site_id, hour, language_code, section_id)
        DO UPDATE SET views = old.views + excluded.views
    ), totals AS (
        INSERT INTO articles_viewtotal AS old (publication_id, opening, counted)
        SELECT publication_id, 0, sum(views) FROM kept GROUP BY 1 ORDER BY 1
        ON CONFLICT (publication_id) DO UPDATE SET counted = old.counted + excluded.counted
    ), stories AS (
        INSERT INTO articles_storyviewtotal AS old (story_id, site_id, views)
        SELECT story_id, site_id, sum(views) FROM kept GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (story_id, site_id) DO UPDATE SET views = old.views + excluded.views
    )
    SELECT count(*) FROM marked
"""


def roll_up(progress: Callable[[int], object] | None = None) -> int:
    """Add all waiting views to hours, days and totals, batch by batch; how many there were.

    Safe to call from several places at once: each takes other events, so one may find none left
    while another is still adding them.
    """
    moved = 0
    while True:
        batch = roll_up_batch()
        moved += batch
        if progress is not None:
            progress(batch)
        if batch < BATCH:
            return moved


def roll_up_batch() -> int:
    """Add up to BATCH waiting views in one transaction; how many there were."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TAKE, [BATCH])
        ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return 0
        cursor.execute(MOVE, [ids])
        (moved,) = cursor.fetchone()
    return int(moved)


def roll_up_unless_busy() -> int:
    """One batch, unless another process is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        (free,) = cursor.fetchone()
        return roll_up_batch() if free else 0


def waiting_views() -> int:
    """How many views are in no total yet."""
    return ViewEvent.objects.filter(rolled_up=False).count()


def prune(before: datetime, progress: Callable[[int], object] | None = None) -> int:
    """Delete rolled-up rows from before a time, batch by batch; how many there were.

    A row that still refuses repeats must stay: `before` lies a day back at least. Whatever stops
    it, from the hour of its oldest row on the ledger has all of them, or nobody could prove hours
    from it: so the oldest go first, one process after the other, and none goes that is newer than
    one that waits.
    """
    pruned = 0
    while True:
        batch = _prune_batch(before)
        pruned += batch
        if progress is not None:
            progress(batch)
        if batch < BATCH:
            return pruned


@transaction.atomic
def _prune_batch(before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PRUNING])
    waiting = ViewEvent.objects.filter(rolled_up=False).aggregate(oldest=Min("at"))["oldest"]
    until = before if waiting is None else min(before, waiting)
    oldest = ViewEvent.objects.filter(at__lt=until, rolled_up=True).order_by("at")[:BATCH]
    return ViewEvent.objects.filter(pk__in=oldest.values("pk")).delete()[0]
