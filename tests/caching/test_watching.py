"""A store kept in step with a real database, in its real thread."""

from __future__ import annotations

import time
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from articles.caching import watching
from articles.caching.entry import make_entry
from articles.caching.store import PageStore
from articles.caching.watching import Watcher
from articles.models import Publication
from articles.workflow import publish
from tests.factories import make_live_story, make_section, make_site, make_story
from tests.waiting import eventually

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(transactional_db):
    site = make_site("news", ("vi", "en"))
    make_section(site)
    return site


@pytest.fixture
def watcher(transactional_db):
    watcher = Watcher(PageStore(1_000_000))
    watcher.start()
    yield watcher
    watcher.stop()


def kept(watcher, address, *keys):
    eventually(lambda: watcher.is_trusted(time.time()))
    entry = make_entry(
        "200 OK", [], b"x", keys=frozenset(keys), site_id=1, frame=1, until=float("inf")
    )
    assert watcher.store.keep(address, entry, watcher.store.begin())
    return entry


def test_a_publication_is_heard(site, watcher):
    story = make_story(site, ("vi",))
    mine, other = kept(watcher, "a", f"e{site.pk}.vi"), kept(watcher, "b", f"e{site.pk}.en")

    publish(story, site=site, languages=["vi"], actor=None)

    eventually(lambda: mine.stale)
    assert not other.stale


def test_nothing_is_trusted_before_it_listens(transactional_db):
    assert not Watcher(PageStore(1)).is_trusted(time.time())


def test_a_scheduled_time_is_not_missed_by_anyone(site, watcher):
    """From its moment on nothing is trusted until what changed is dropped."""
    story = make_story(site, ("vi",))
    moment = timezone.now() + timedelta(seconds=2)
    publish(story, site=site, languages=["vi"], actor=None, publish_at=moment)
    # The publication itself is heard first.
    eventually(lambda: watcher._next == moment.timestamp())
    mine, other = kept(watcher, "a", f"e{site.pk}.vi"), kept(watcher, "b", f"e{site.pk}.en")

    while time.time() < moment.timestamp():
        assert not mine.stale or time.time() >= moment.timestamp()
        time.sleep(0.001)

    assert not watcher.is_trusted(time.time()) or mine.stale
    eventually(lambda: watcher.is_trusted(time.time()))
    assert mine.stale
    assert not other.stale


def test_an_end_is_a_scheduled_time_too(site, watcher):
    story = make_live_story(site, ("vi",))
    end = timezone.now() + timedelta(seconds=1)
    Publication.objects.filter(story=story).update(expire_at=end)
    eventually(lambda: watcher._next == end.timestamp())
    mine = kept(watcher, "a", f"n{story.pk}")

    eventually(lambda: mine.stale)
    assert time.time() >= end.timestamp()


def test_a_lost_line_drops_everything(site, watcher, monkeypatch):
    monkeypatch.setattr(watching, "RETRY", 0.01)
    mine = kept(watcher, "a", "n1")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = %s AND datname = current_database()",
            [watching.APPLICATION],
        )
        assert cursor.rowcount == 1

    eventually(lambda: mine.stale)
    kept(watcher, "b", "n2")


def test_a_database_that_is_away_is_not_trusted(transactional_db, monkeypatch):
    def refuse():
        raise psycopg.OperationalError("away")

    monkeypatch.setattr(watching, "_connect", refuse)
    watcher = Watcher(PageStore(1_000_000))
    watcher.start()
    try:
        time.sleep(0.1)
        assert not watcher.is_trusted(time.time())
    finally:
        watcher.stop()


class Position:
    """In the place of replicas: what they hear, and whether the store knew of the change then."""

    def __init__(self, store):
        self.store = store
        self.told_positions, self.announcements, self.lines = [], [], []

    def connected(self, position):
        self.lines.append(position)

    def announced(self, position):
        self.announcements.append((position, self.store.counts.invalidated))

    def told(self, position):
        self.told_positions.append(position)

    def lost(self):
        self.lines.append("lost")


def test_a_position_past_the_change_is_known_before_a_page_is_dropped(site):
    store = PageStore(1_000_000)
    position = Position(store)
    watcher = Watcher(store, replicas=position)
    watcher.start()
    try:
        mine = kept(watcher, "a", f"e{site.pk}.vi")
        publish(make_story(site, ("vi",)), site=site, languages=["vi"], actor=None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint")
            (committed,) = cursor.fetchone()
        eventually(lambda: mine.stale and position.told_positions)
    finally:
        watcher.stop()

    assert position.lines[0] <= committed
    newest, dropped_before = position.announcements[-1]
    assert newest >= committed
    assert dropped_before == 0


def test_replicas_hear_that_the_line_is_lost(transactional_db, monkeypatch):
    def refuse():
        raise psycopg.OperationalError("away")

    monkeypatch.setattr(watching, "_connect", refuse)
    position = Position(PageStore(1))
    watcher = Watcher(position.store, replicas=position)
    watcher.start()
    try:
        eventually(lambda: position.lines == ["lost"])
    finally:
        watcher.stop()
