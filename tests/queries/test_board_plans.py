"""A page of the board goes by index: in a large archive no table is read from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.enums import Role
from articles.models import (
    Publication,
    Revision,
    Site,
    Story,
    StoryTranslation,
    StoryViewTotal,
    TranslationClaim,
    User,
    ViewHour,
)
from articles.queries.board import BoardQuery, CellState, Cursor, Desk, Order
from articles.queries.board_pages import EPOCH, MICROSECOND, board_page
from tests.archive import multiply, one_of
from tests.factories import make_live_story, make_section, make_site, make_user
from tests.plans import nodes

LARGE = {
    model._meta.db_table
    for model in (
        *(Story, StoryTranslation, Revision, Publication),
        *(StoryViewTotal, ViewHour, TranslationClaim),
    )
}
CODES = ("vi", "en", "ar")


@dataclass(frozen=True)
class Archive:
    site: Site
    carrier: Site
    sections: list[int]
    user: User
    at: datetime


@pytest.fixture
def archive(db):
    """Rolled back before the test ends, which would look through all that was copied."""
    with transaction.atomic():
        yield _archive()
        transaction.set_rollback(True)


def _archive() -> Archive:
    """Twenty thousand stories live in Vietnamese and English; the desk has more languages.

    Every fiftieth English is behind, every seventh has no Arabic, one in twenty is carried
    elsewhere, and as many were read in each of the last hours.
    """
    site, carrier = make_site("plans", CODES), make_site("carrier", CODES)
    sections = [make_section(site) for _ in range(10)]
    user = make_user((Role.TRANSLATOR, site))
    story = make_live_story(site, CODES, section=sections[0])
    new = "1000000 + n"
    older = "updated_at - n * interval '1 minute'"
    multiply(story, id=new, updated_at=older, section_id=one_of(sections))
    for number, text in enumerate(story.translations.order_by("pk")):
        own = f"{1 + number}000000 + n"
        head = {"story_id": new, "id": own}
        multiply(
            text,
            id=own,
            master_id=new,
            head_id=own,
            stale_segments="(n % 50 = 0)::int" if text.language_code == "en" else "0",
        )
        publication = Publication.objects.get(story=story, language_code=text.language_code)
        if text.language_code != "ar":
            multiply(publication, **head, revision_id=own, section_id=one_of(sections))
    at = timezone.now()
    total = StoryViewTotal.objects.create(story=story, site=site, views=7)
    multiply(total, id=new, story_id=new, views="n * 7919 % 10007")
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM articles_storytranslation "
            "WHERE language_code = 'ar' AND master_id > 1000000 AND master_id % 7 = 0"
        )
        cursor.execute(
            "INSERT INTO articles_publication (story_id, site_id, language_code, revision_id, "
            "section_id, headline, publish_at, updated_at) SELECT story_id, %s, language_code, "
            "revision_id, %s, headline, publish_at, updated_at FROM articles_publication "
            "WHERE site_id = %s AND language_code = 'vi' AND story_id %% 20 = 0",
            [carrier.pk, make_section(carrier).pk, site.pk],
        )
        cursor.execute(
            "INSERT INTO articles_viewhour (publication_id, hour, views) SELECT 1000000 + n, "
            "%s::timestamptz - h * interval '1 hour', 1 + n %% 7 "
            "FROM generate_series(1, 20000, 20) n, generate_series(0, 47) h",
            [at.replace(minute=0)],
        )
        cursor.execute(
            "INSERT INTO articles_translationclaim "
            "(story_id, language_code, user_id, claimed_at, expires_at) "
            "SELECT 1000000 + n, 'ar', %s, now() - interval '1 day', "
            "now() + interval '1 hour' * (CASE WHEN n %% 50 = 0 THEN 1 ELSE -1 END) "
            "FROM generate_series(1, 5000) n",
            [user.pk],
        )
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    return Archive(site, carrier, [section.pk for section in sections], user, at)


# What is asked, and the index that leads the way.
QUERIES = {
    "newest": ({}, "story_newest_change"),
    "own": ({"desk": Desk.OURS}, "story_"),
    "read most": ({"order": Order.VIEWS}, "story_most_read"),
    "read most, later": (
        {"order": Order.VIEWS, "after": Cursor(5000, 1_010_000)},
        "story_most_read",
    ),
    "read today": ({"order": Order.DAY}, "view_hour_newest"),
    "behind in English": (
        {"state": CellState.BEHIND, "language_code": "en"},
        "story_text_behind",
    ),
    "to do in English, by views": (
        {"state": CellState.TO_DO, "language_code": "en", "order": Order.VIEWS},
        "story_most_read",
    ),
    "missing in Arabic, read today": (
        {"state": CellState.MISSING, "language_code": "ar", "order": Order.DAY},
        "view_hour_newest",
    ),
    "in work": ({"state": CellState.IN_WORK}, "claim_live"),
    "live in English": (
        {"state": CellState.LIVE, "language_code": "en"},
        "story_newest_change",
    ),
    "nothing ready": ({"state": CellState.READY}, "story_text_by_state"),
    "nothing unconfirmed": ({"state": CellState.UNCONFIRMED}, "story_text_unconfirmed"),
}


def test_a_page_reads_by_index(archive):
    moment = (archive.at - timedelta(days=7) - EPOCH) // MICROSECOND
    elsewhere = {"site_id": archive.carrier.pk}
    queries = QUERIES | {
        "a later page": ({"after": Cursor(moment, 1_000_000)}, "story_newest_change"),
        "section": ({"section_ids": (archive.sections[3],)}, "story_newest_change"),
        "mine": ({"mine": archive.user.pk}, "story_pkey"),
        "another site": (elsewhere, "publication_once"),
        "carried": (elsewhere | {"desk": Desk.CARRIED}, "publication_once"),
    }
    for name, (asked, index) in queries.items():
        query = BoardQuery(languages=CODES, **{"site_id": archive.site.pk} | asked)

        plan = nodes(lambda: board_page(query, archive.at))  # noqa: B023

        scanned = {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
        used = [node["Index Name"] for node in plan if "Index Name" in node]
        assert scanned & LARGE == set(), name
        assert any(index in one for one in used), (name, used)
        assert len(board_page(query, archive.at).rows) == (0 if "nothing" in name else 50), name
