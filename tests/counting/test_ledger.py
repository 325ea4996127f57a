import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from articles.counting.ledger import Outcome, View, number_of_views, record, window_of
from articles.counting.roll_up import roll_up
from articles.models import Publication, ViewEvent, ViewTotal
from tests.counting.conftest import NOON, PUBLISHED
from tests.factories import make_live_story

MINUTE = timedelta(minutes=1)


def visitor(number):
    return number.to_bytes(16)


def counted(publication, number, at):
    (outcome,) = record([View(publication.pk, visitor(number))], at)
    return outcome.counted


def test_a_view_is_a_row_of_the_ledger(publication):
    outcomes = record([View(publication.pk, visitor(1))], NOON + 40 * MINUTE)

    assert outcomes == [Outcome(counted=True, views=1)]
    event = ViewEvent.objects.get()
    assert event.publication_id == publication.pk
    assert bytes(event.visitor) == visitor(1)
    assert (event.window, event.at) == (NOON + 30 * MINUTE, NOON + 40 * MINUTE)
    assert event.rolled_up is False


def test_the_number_is_the_opening_balance_the_total_and_what_waits(publication):
    ViewTotal.objects.update(opening=121)
    counted(publication, 1, NOON)
    roll_up()
    counted(publication, 2, NOON)

    assert record([View(publication.pk, visitor(3))], NOON) == [Outcome(counted=True, views=124)]
    assert number_of_views(publication.pk) == 124
    roll_up()
    assert number_of_views(publication.pk) == 124


def test_repeats_are_answered_but_not_counted(publication):
    counted(publication, 1, NOON)

    repeat = record([View(publication.pk, visitor(1))], NOON + 29 * MINUTE)

    assert repeat == [Outcome(counted=False, views=1)]


def test_the_window_begins_with_the_view_that_counted_and_not_with_the_clock(publication):
    start = NOON + 29 * MINUTE
    moments = [0, 2, 29, 30, 31, 59, 60.5]

    answers = [counted(publication, 1, start + minutes * MINUTE) for minutes in moments]

    assert answers == [True, False, False, True, False, False, True]


def test_the_window_is_as_long_as_the_settings_say(publication, settings):
    settings.VIEW_WINDOW_MINUTES = 1440
    counted(publication, 1, NOON)

    assert not counted(publication, 1, NOON + timedelta(hours=11))
    assert not counted(publication, 1, NOON + timedelta(hours=23, minutes=59))
    assert counted(publication, 1, NOON + timedelta(hours=24))


@pytest.mark.parametrize(
    ("minutes", "length", "expected"),
    [(0, 30, 0), (29.9, 30, 0), (30, 30, 30), (1439, 30, 1410), (1439, 7, 1435), (1439, 1440, 0)],
)
def test_slots_are_laid_from_midnight_utc(minutes, length, expected):
    midnight = datetime(2026, 3, 4, tzinfo=UTC)

    start = window_of(midnight + minutes * MINUTE, length * MINUTE)

    assert start == midnight + expected * MINUTE


def test_a_batch_is_answered_view_by_view(publication, site):
    other = Publication.objects.get(story=make_live_story(site, publish={"publish_at": PUBLISHED}))
    counted(publication, 1, NOON)
    batch = [(publication, 2), (other, 1), (publication, 1), (publication, 2), (publication, 3)]

    outcomes = record([View(one.pk, visitor(number)) for one, number in batch], NOON)

    assert outcomes == [
        Outcome(counted=True, views=3),
        Outcome(counted=True, views=1),
        Outcome(counted=False, views=3),
        Outcome(counted=False, views=3),
        Outcome(counted=True, views=3),
    ]
    assert ViewEvent.objects.count() == 4


def test_what_is_not_live_is_not_counted(publication):
    ViewTotal.objects.update(opening=121)

    assert not counted(publication, 1, PUBLISHED - MINUTE)
    Publication.objects.update(expire_at=NOON)
    assert counted(publication, 1, NOON - MINUTE)
    assert not counted(publication, 2, NOON)
    Publication.objects.update(expire_at=None, withdrawn_at=NOON)
    (outcome,) = record([View(publication.pk, visitor(2))], NOON)

    assert outcome == Outcome(counted=False, views=122)
    assert ViewEvent.objects.count() == 1


def test_what_never_was_is_not_counted(db):
    assert record([View(7, visitor(1))], NOON) == [Outcome(counted=False, views=0)]
    assert not ViewEvent.objects.exists()


def test_a_server_that_acknowledges_early_is_told_not_to(publication):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

        counted(publication, 1, NOON)

        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)


def test_one_view_costs_one_query(publication, django_assert_num_queries):
    with django_assert_num_queries(1):
        counted(publication, 1, NOON)


@pytest.mark.django_db(transaction=True)
def test_a_visitor_who_comes_many_times_at_once_counts_once(publication):
    answers, barrier = [], threading.Barrier(8)

    def come():
        barrier.wait(10)
        try:
            answers.extend((number, counted(publication, number, NOON)) for number in range(5))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(answers) == 40
    assert sorted(number for number, was in answers if was) == [0, 1, 2, 3, 4]
    assert ViewEvent.objects.count() == 5
