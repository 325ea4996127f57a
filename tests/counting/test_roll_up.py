import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.models import Sum

from articles.counting.roll_up import LOCK, roll_up, roll_up_unless_busy
from articles.models import (
    Publication,
    SectionViewDay,
    StoryViewTotal,
    ViewDay,
    ViewEvent,
    ViewHour,
    ViewTotal,
)
from tests.counting.conftest import NOON
from tests.counting.ledger import add_event
from tests.factories import make_live_story, make_section, make_site, publish_story


def test_it_adds_waiting_views_to_their_hours_and_the_total(publication):
    ViewTotal.objects.filter(publication=publication).update(opening=121, counted=5)
    for number, at in enumerate([NOON, NOON.replace(minute=59), NOON.replace(hour=13)]):
        add_event(publication.pk, number, at)

    moved = roll_up()

    assert moved == 3
    hours = ViewHour.objects.order_by("hour").values_list("publication", "hour", "views")
    assert list(hours) == [
        (publication.pk, NOON, 2),
        (publication.pk, NOON.replace(hour=13), 1),
    ]
    total = ViewTotal.objects.get(publication=publication)
    assert (total.opening, total.counted) == (121, 8)
    assert not ViewEvent.objects.filter(rolled_up=False).exists()


def test_it_adds_up_all_languages_of_a_story_on_a_site(db):
    site, carrier = make_site(languages=("vi", "en")), make_site(languages=("vi",))
    story, unread = make_live_story(site, ("vi", "en")), make_live_story(site)
    publish_story(story, carrier, section=make_section(carrier))
    for number, publication in enumerate(story.publications.order_by("pk")):
        for visitor in range(number + 1):
            add_event(publication.pk, visitor, NOON)

    roll_up()
    add_event(story.publications.filter(site=site).first().pk, 99, NOON)
    roll_up()

    totals = StoryViewTotal.objects.values_list("story", "site", "views")
    assert set(totals) == {(story.pk, site.pk, 4), (story.pk, carrier.pk, 3)}
    assert not StoryViewTotal.objects.filter(story=unread).exists()


def test_days_are_those_of_the_site_and_sections_those_of_the_reading(publication):
    site = publication.site
    assert site.time_zone == "Asia/Ho_Chi_Minh"
    add_event(publication.pk, 1, NOON)
    add_event(publication.pk, 2, NOON.replace(hour=17))  # midnight in Vietnam
    roll_up()
    before = publication.section
    moved_to = make_section(site)
    Publication.objects.update(section=moved_to)
    add_event(publication.pk, 3, NOON.replace(hour=18))
    roll_up()

    days = ViewDay.objects.order_by("day").values_list("publication", "day", "views")
    assert list(days) == [
        (publication.pk, date(2026, 3, 4), 1),
        (publication.pk, date(2026, 3, 5), 2),
    ]
    sections = SectionViewDay.objects.values_list(
        "site", "language_code", "section", "day", "views"
    )
    assert set(sections) == {
        (site.pk, "vi", before.pk, date(2026, 3, 4), 1),
        (site.pk, "vi", before.pk, date(2026, 3, 5), 1),
        (site.pk, "vi", moved_to.pk, date(2026, 3, 5), 1),
    }


def test_it_adds_each_view_once_however_often_it_is_called(publication):
    add_event(publication.pk, 1, NOON)

    assert [roll_up(), roll_up()] == [1, 0]
    add_event(publication.pk, 2, NOON)
    assert roll_up() == 1

    assert ViewHour.objects.get().views == 2
    assert ViewTotal.objects.get().counted == 2


def test_it_works_through_several_batches(publication, monkeypatch):
    monkeypatch.setattr("articles.counting.roll_up.BATCH", 2)
    for number in range(5):
        add_event(publication.pk, number, NOON)
    seen = []

    assert roll_up(seen.append) == 5

    assert seen == [2, 2, 1]
    assert ViewTotal.objects.get().counted == 5


def test_it_makes_a_total_that_is_missing(publication):
    ViewTotal.objects.all().delete()
    add_event(publication.pk, 1, NOON)

    roll_up()

    total = ViewTotal.objects.get()
    assert (total.publication_id, total.opening, total.counted) == (publication.pk, 0, 1)


def test_views_of_a_publication_that_is_no_more_stop_nothing(publication):
    add_event(publication.pk + 1, 1, NOON)
    add_event(publication.pk, 1, NOON)

    assert roll_up() == 2

    assert ViewTotal.objects.aggregate(Sum("counted"))["counted__sum"] == 1
    assert roll_up() == 0


@pytest.mark.django_db(transaction=True)
def test_several_at_once_add_each_view_once(publication, monkeypatch):
    monkeypatch.setattr("articles.counting.roll_up.BATCH", 7)
    for number in range(100):
        add_event(publication.pk, number, NOON + timedelta(minutes=number))
    moved, barrier = [], threading.Barrier(4)

    def move():
        barrier.wait(10)
        try:
            moved.append(roll_up())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=move) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(moved) == 4
    assert sum(moved) == 100
    assert ViewTotal.objects.get().counted == 100
    assert ViewHour.objects.aggregate(Sum("views"))["views__sum"] == 100


@pytest.mark.django_db(transaction=True)
def test_one_that_never_ends_has_done_nothing(publication):
    add_event(publication.pk, 1, NOON)

    with transaction.atomic():
        assert roll_up() == 1
        transaction.set_rollback(True)

    assert ViewTotal.objects.get().counted == 0
    assert roll_up() == 1
    assert ViewTotal.objects.get().counted == 1


@pytest.mark.django_db(transaction=True)
def test_it_leaves_the_work_to_another_where_that_is_asked_for(publication):
    add_event(publication.pk, 1, NOON)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            assert roll_up_unless_busy() == 0
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    finally:
        other.close()

    assert roll_up_unless_busy() == 1
