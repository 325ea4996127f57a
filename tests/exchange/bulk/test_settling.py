"""What is left to the database once an archive is in."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection

from articles.exchange.bulk.settling import settled, side_by_side
from articles.models import SearchEntry
from articles.search.indexing import VECTOR_INDEX
from tests.factories import make_live_story, make_site

pytestmark = pytest.mark.django_db(transaction=True)


def one(statement: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return float(cursor.fetchone()[0])


def known_entries() -> float:
    """How many the planner knows of."""
    return one("SELECT reltuples FROM pg_class WHERE relname = 'articles_searchentry'")


def waiting_pages() -> float:
    return one(f"SELECT gin_clean_pending_list('{VECTOR_INDEX}')")


def test_words_are_taken_up_and_the_planner_is_told():
    site = make_site()
    make_live_story(site)
    known = known_entries()
    with pytest.raises(ZeroDivisionError), settled(2):  # noqa: PT012
        make_live_story(site)
        raise ZeroDivisionError
    assert waiting_pages() == 0
    assert known_entries() == known

    with settled(2):
        make_live_story(site)
        assert waiting_pages() > 0
        make_live_story(site)

    assert waiting_pages() == 0
    assert known_entries() == SearchEntry.objects.count() == 4


def test_what_fails_is_said():
    with pytest.raises(ProgrammingError, match="articles_nothing"):
        side_by_side(["ANALYZE articles_nothing", "ANALYZE articles_story"], 1)
