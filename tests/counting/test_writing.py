"""Views that are written together: who is acknowledged, who is told to come again."""

import threading
import time

import pytest
from django.db import connection

from articles.counting import ledger, upkeep, writing
from articles.counting.ledger import Outcome, View, record
from articles.counting.numbers import AHEAD, FRESH, OFTEN, TOGETHER, Numbers
from articles.counting.visit import Visit
from articles.counting.writing import Busy, NotWritten, Writer
from articles.models import ViewEvent, ViewTotal
from tests.counting.conftest import NOON
from tests.waiting import eventually

pytestmark = pytest.mark.django_db(transaction=True)


def visit(publication, number, *, is_reader=True):
    return Visit(publication.pk, f"10.0.{number >> 8}.{number & 255}", "Firefox", is_reader)


@pytest.fixture
def writer():
    one = Writer()
    yield one
    one.stop()


@pytest.fixture
def locked(publication):
    """The ledger, locked by somebody else until the test calls it."""
    other = connection.copy()
    other.set_autocommit(False)
    other.cursor().execute("LOCK TABLE articles_viewevent IN ACCESS EXCLUSIVE MODE")
    yield other.rollback
    other.close()


def submit_together(writer, visits):
    """What each became, in their order: an outcome, or what was raised."""
    outcomes = [None] * len(visits)

    def come(place):
        try:
            outcomes[place] = writer.submit(visits[place])
        except NotWritten as error:
            outcomes[place] = type(error)

    threads = [threading.Thread(target=come, args=[place]) for place in range(len(visits))]
    for thread in threads:
        thread.start()
    return threads, outcomes


def join(threads):
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def test_a_view_is_on_disk_when_it_is_acknowledged(publication, writer):
    outcome = writer.submit(visit(publication, 1))

    assert outcome == Outcome(counted=True, views=1)
    assert ViewEvent.objects.get().publication_id == publication.pk


def test_plans_made_of_an_empty_ledger_look_up(writer):
    """They are kept for minutes, in which many thousands of views may come."""
    statements = ledger._without_numbers(), ledger.NUMBERS.format(place="$1")
    plans = []
    cursor = writer._cursor()
    try:
        # Of what it never looked at, PostgreSQL takes more to be there.
        cursor.execute("VACUUM ANALYZE articles_viewevent")
        for statement in statements:
            cursor.execute(f"EXPLAIN (GENERIC_PLAN) {statement}")
            plans.append("\n".join(line for (line,) in cursor.fetchall()))
    finally:
        connection.close()  # and what was set for it

    for plan in plans:
        assert "view_event_" in plan
        assert "Seq Scan" not in plan


def test_what_waits_is_written_with_one_statement(publication, writer, locked, monkeypatch):
    written = []
    add = writing.add
    monkeypatch.setattr(
        writing,
        "add",
        lambda cursor, views, at: written.append(len(views)) or add(cursor, views, at),
    )

    first, _outcomes = submit_together(writer, [visit(publication, 0)])
    eventually(lambda: written)
    others, outcomes = submit_together(writer, [visit(publication, n) for n in range(1, 13)])
    eventually(lambda: writer._queue.qsize() == 12)
    locked()
    join(first + others)

    assert written == [1, 12]
    assert outcomes == [Outcome(counted=True, views=13)] * 12
    assert ViewEvent.objects.count() == 13


def test_repeats_within_a_batch_and_between_batches_count_once(publication, writer):
    threads, outcomes = submit_together(writer, [visit(publication, 1)] * 6)
    join(threads)

    assert sorted(outcome.counted for outcome in outcomes) == [False] * 5 + [True]
    assert writer.submit(visit(publication, 1)) == Outcome(counted=False, views=1)
    assert ViewEvent.objects.count() == 1


def test_who_does_not_read_is_told_the_number(publication, writer):
    ViewTotal.objects.update(opening=121)

    outcome = writer.submit(visit(publication, 1, is_reader=False))

    assert outcome == Outcome(counted=False, views=121)
    assert not ViewEvent.objects.exists()


def test_the_number_is_what_the_database_said_and_what_was_counted_here_since(publication, writer):
    ViewTotal.objects.update(opening=121)
    assert writer.submit(visit(publication, 1)).views == 122
    record([View(publication.pk, bytes(16))], NOON)  # by another process

    assert writer.submit(visit(publication, 2)).views == 123
    writer._numbers.learn({publication.pk: 123}, time.monotonic() - FRESH)
    assert writer.submit(visit(publication, 3)).views == 125


def test_a_number_is_asked_for_once_in_a_while(publication, writer, monkeypatch):
    asked = []
    numbers_of = writing.numbers_of
    monkeypatch.setattr(
        writing, "numbers_of", lambda cursor, ids: asked.append(ids) or numbers_of(cursor, ids)
    )

    for number in range(5):
        writer.submit(visit(publication, number))

    assert asked == [[publication.pk]]


def test_numbers_that_many_want_are_asked_for_together_as_they_run_out():
    numbers = Numbers()
    numbers.learn({1: 10, 2: 20, 3: 30}, now=0.0)
    numbers.learn({4: 40}, now=1.0)
    for publication_id in (1, 2, 3, 4):
        for _ in range(OFTEN - (publication_id == 3)):
            numbers.of(publication_id)

    assert numbers.unknown([1, 2, 3, 4], now=FRESH - 0.1) == set()
    assert numbers.unknown([5], now=FRESH - AHEAD - 0.1) == {5}
    assert numbers.unknown([5], now=FRESH - 0.1) == {5, 1, 2}
    assert numbers.unknown([1], now=FRESH) == {1, 2, 4}
    # The third is wanted by few: it is forgotten, and asked for when somebody comes.
    numbers.learn({1: 11, 2: 21, 4: 41}, now=FRESH)
    assert numbers.unknown([1, 2, 3, 4], now=FRESH) == {3}
    assert [numbers.of(one) for one in (1, 2, 4)] == [11, 21, 41]


def test_no_batch_waits_for_more_than_some_numbers():
    numbers = Numbers()
    numbers.learn(dict.fromkeys(range(1000), 1), now=0.0)
    for publication_id in range(1000):
        for _ in range(OFTEN):
            numbers.of(publication_id)

    asked = numbers.unknown([0], now=FRESH)
    assert len(asked) == TOGETHER
    numbers.learn(dict.fromkeys(asked, 2), now=FRESH)
    assert not asked & numbers.unknown([TOGETHER], now=FRESH)


def test_an_error_reaches_everybody_who_waits_and_nobody_after(publication, writer, locked, caplog):
    threads, outcomes = submit_together(writer, [visit(publication, n) for n in range(4)])
    eventually(lambda: writer._begun_at)
    time.sleep(0.2)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
    locked()
    join(threads)

    assert NotWritten in outcomes
    assert "could not be counted" in caplog.text
    acknowledged = sum(isinstance(outcome, Outcome) for outcome in outcomes)
    assert ViewEvent.objects.count() == acknowledged
    assert writer.submit(visit(publication, 9)) == Outcome(counted=True, views=acknowledged + 1)


def test_a_slow_database_holds_nobody_who_comes_later(publication, writer, locked, monkeypatch):
    monkeypatch.setattr(writing, "SLOW", 0.05)
    monkeypatch.setattr(writing, "PATIENCE", 1.0)
    threads, outcomes = submit_together(writer, [visit(publication, 1)])
    eventually(lambda: writer._begun_at and time.monotonic() - writer._begun_at > 0.1)

    began = time.monotonic()
    with pytest.raises(Busy):
        writer.submit(visit(publication, 2))
    assert time.monotonic() - began < 0.5
    join(threads)
    assert outcomes == [Busy]
    locked()
    eventually(lambda: not writer._begun_at)

    assert writer.submit(visit(publication, 2)).counted
    # What was written after all is a repeat now, as when a reader's browser sends it again.
    assert not writer.submit(visit(publication, 1)).counted


def test_a_queue_that_is_full_takes_no_more(publication, writer, locked, monkeypatch):
    monkeypatch.setattr(writing, "WAITING", 2)
    first, _outcomes = submit_together(writer, [visit(publication, 0)])
    eventually(lambda: writer._begun_at)
    others, _outcomes = submit_together(writer, [visit(publication, n) for n in (1, 2)])
    eventually(lambda: writer._queue.qsize() == 2)

    with pytest.raises(Busy):
        writer.submit(visit(publication, 3))
    locked()
    join(first + others)

    assert ViewEvent.objects.count() == 3


def test_a_thread_that_is_gone_is_started_again(publication, writer):
    writer.submit(visit(publication, 1))
    writer.stop()

    assert writer.submit(visit(publication, 2)) == Outcome(counted=True, views=2)


def test_views_are_rolled_up_while_nobody_waits_for_it(publication, writer, monkeypatch):
    monkeypatch.setattr(upkeep, "EVERY_SECONDS", 0.05)

    writer.submit(visit(publication, 1))
    eventually(lambda: not ViewEvent.objects.filter(rolled_up=False).exists())

    assert ViewTotal.objects.get().counted == 1
