"""What is read most: small lists of each edition and section, made from hours of views.

A page reads a few rows of a list that is ready, however many stories there are. The lists of one
kind are made together, at most once in the time that it names, by whoever rolls up first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from articles.counting.tops import keep_tops
from articles.enums import Ranks
from articles.models import Publication, Ranking

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
# Places of a list. Pages show fewer, so that what is taken down meanwhile leaves no gap.
KEPT = 30

# Trending: at least so many views, and so many times what the day before lets one expect.
LEAST_VIEWS = 10
TIMES = 2
BEFORE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Window:
    """Which views a list counts: from a full hour, this long at least, to its last step."""

    length: timedelta
    step: timedelta
    # A list that ends longer ago than this tells nobody what is read now.
    shown_for: timedelta

    def until(self, now: datetime) -> datetime:
        return _floor(now, self.step)

    def since(self, until: datetime) -> datetime:
        return _floor(until - self.length, HOUR)


WINDOWS = {
    Ranks.HOUR: Window(HOUR, QUARTER, timedelta(hours=3)),
    Ranks.DAY: Window(timedelta(hours=24), QUARTER, timedelta(hours=24)),
    Ranks.WEEK: Window(timedelta(days=7), HOUR, timedelta(days=7)),
    Ranks.TRENDING: Window(2 * HOUR, QUARTER, timedelta(hours=3)),
}

# Of equal numbers of views the newer story comes first, and of those of one moment the later one.
# A story stands in the lists of its section and of all sections above.
LISTS = """
    , lists AS (
        SELECT id, site_id, language_code, NULL::bigint AS section_id, views, score, publish_at
        FROM chosen
        UNION ALL
        SELECT chosen.id, chosen.site_id, chosen.language_code, listing.section_id, views, score,
               chosen.publish_at
        FROM chosen JOIN articles_sectionlisting AS listing ON listing.publication_id = chosen.id
    ), ordered AS (
        SELECT *, row_number() OVER (
            PARTITION BY site_id, language_code, section_id
            ORDER BY score DESC, publish_at DESC, id DESC
        ) AS position
        FROM lists
    )
    INSERT INTO articles_rankedpublication
        (ranking_id, site_id, language_code, section_id, position, publication_id, views)
    SELECT %(kind)s, site_id, language_code, section_id, position, id, views
    FROM ordered WHERE position <= %(kept)s
"""
MOST_READ = """
    WITH read AS (
        SELECT publication_id, sum(views) AS views FROM articles_viewhour
        WHERE hour >= %(since)s AND hour < %(until)s GROUP BY 1
    ), chosen AS (
        SELECT id, site_id, language_code, views, views AS score, publish_at
        FROM read JOIN ({live}) AS live ON live.id = publication_id
    )
"""
# What was expected of a story: its share of all views of its edition in the day before. So the
# morning, when everything is read more, puts nothing on the list.
TRENDING = """
    WITH read AS (
        SELECT publication_id,
               coalesce(sum(views) FILTER (WHERE hour >= %(since)s), 0) AS views,
               coalesce(sum(views) FILTER (WHERE hour < %(since)s), 0) AS earlier
        FROM articles_viewhour WHERE hour >= %(before)s AND hour < %(until)s GROUP BY 1
    ), known AS (
        SELECT id, site_id, language_code, publish_at, views, coalesce(
            earlier * sum(views) OVER edition / nullif(sum(earlier) OVER edition, 0), 0
        ) AS expected
        FROM read JOIN ({live}) AS live ON live.id = publication_id
        WINDOW edition AS (PARTITION BY site_id, language_code)
    ), chosen AS (
        SELECT id, site_id, language_code, views, views - expected AS score, publish_at
        FROM known
        WHERE publish_at < %(since)s AND views >= %(least)s AND views >= %(times)s * expected
    )
"""


def rank(now: datetime | None = None) -> list[Ranks]:
    """Make the lists whose next step has come, and say of which kinds.

    Safe to call from several places at once: one makes a list, the others pass it over. Call it
    when views are rolled up; a list says to when it counts, and one that nobody makes says so too.
    """
    now = now or timezone.now()
    known = dict(Ranking.objects.values_list("kind", "until"))
    made = [
        kind
        for kind, window in WINDOWS.items()
        if (kind not in known or known[kind] < window.until(now)) and _make(kind, window, now)
    ]
    if Ranks.WEEK in made:
        # Once an hour. From the day before the last time on, wherever the site is.
        last = known.get(Ranks.WEEK)
        keep_tops(last.date() - timedelta(days=1) if last else date.min)
    return made


def _make(kind: Ranks, window: Window, now: datetime) -> bool:
    """False where another process makes it, or has made it meanwhile."""
    until = window.until(now)
    since = window.since(until)
    with transaction.atomic(), connection.cursor() as cursor:
        Ranking.objects.bulk_create(
            [Ranking(kind=kind, since=since - HOUR, until=since)], ignore_conflicts=True
        )
        turn = Ranking.objects.select_for_update(skip_locked=True).filter(pk=kind, until__lt=until)
        ranking = turn.first()
        if ranking is None:
            return False
        ranking.places.all().delete()
        live, moments = _live(now)
        cursor.execute(
            (TRENDING if kind == Ranks.TRENDING else MOST_READ).format(live=live) + LISTS,
            {
                **{"kind": kind, "kept": KEPT, "since": since, "until": until},
                **{"before": since - BEFORE, "least": LEAST_VIEWS, "times": TIMES},
                **moments,
            },
        )
        ranking.since, ranking.until = since, until
        ranking.save()
    return True


def _live(now: datetime) -> tuple[str, dict[str, datetime]]:
    """The one definition of what is public, as SQL with named parameters, and these."""
    columns = ("id", "site_id", "language_code", "publish_at")
    query = Publication.objects.live(now).values(*columns).query
    text, parameters = query.sql_with_params()
    moments = {f"moment_{number}": moment for number, moment in enumerate(parameters)}
    return text % tuple(f"%({name})s" for name in moments), moments


def _floor(moment: datetime, step: timedelta) -> datetime:
    return moment - (moment - _EPOCH) % step


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
