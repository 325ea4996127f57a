"""Who has a story open: one row a page, forgotten by itself, and never a lock."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from articles.enums import DeskPage
from articles.models import Presence, Story
from articles.queries.presence import PersonHere, people_here
from articles.workflow import attend, leave
from tests.factories import make_story


@pytest.fixture
def story(site):
    return make_story(site, ("vi", "en"))


def open_page(story, user, page=DeskPage.FORM, code="vi", tab=None):
    return attend(story, actor=user, tab=tab or uuid4(), page=page, language_code=code)


def pass_time(**fields):
    """As if all rows had been written that long ago."""
    Presence.objects.update(seen_at=timezone.now() - timedelta(**fields))


@pytest.mark.parametrize(
    ("names", "shown"),
    [(("Lan", "Phạm"), "Lan Phạm"), (("", "Phạm"), "Phạm"), (("", ""), "reporter")],
)
def test_people_are_called_by_their_names(story, reporter, translator, names, shown):
    reporter.first_name, reporter.last_name = names
    reporter.save()
    open_page(story, reporter)

    assert str(reporter) == shown
    assert open_page(story, translator) == [PersonHere(shown, DeskPage.FORM, "vi")]
    assert people_here([story.pk], translator)[story.pk][0].name == shown


def test_each_sees_the_other_and_not_themselves(story, reporter, translator):
    assert open_page(story, reporter) == []

    seen = open_page(story, translator, DeskPage.WORKBENCH, "en")

    assert seen == [PersonHere("reporter", DeskPage.FORM, "vi")]
    assert open_page(story, reporter) == [PersonHere("translator", DeskPage.WORKBENCH, "en")]
    assert people_here([story.pk], reporter) == {
        story.pk: [PersonHere("translator", DeskPage.WORKBENCH, "en")]
    }


def test_two_tabs_of_one_person_are_one_and_outlive_each_other(story, reporter, translator):
    first, second = uuid4(), uuid4()
    open_page(story, reporter, tab=first)
    open_page(story, reporter, tab=second)
    assert len(open_page(story, translator)) == 1

    assert leave(first, actor=reporter)

    assert len(open_page(story, translator)) == 1
    leave(second, actor=reporter)
    assert open_page(story, translator) == []


def test_language_follows_the_tab(story, reporter, translator):
    tab = uuid4()
    open_page(story, reporter, tab=tab)
    open_page(story, reporter, code="en", tab=tab)

    assert [person.language_code for person in open_page(story, translator)] == ["en"]


@pytest.mark.parametrize(("seconds", "is_here"), [(50, True), (61, False)])
def test_page_that_says_nothing_is_forgotten(story, reporter, translator, seconds, is_here):
    open_page(story, reporter)
    pass_time(seconds=seconds)

    assert bool(people_here([story.pk], translator)) is is_here
    assert bool(open_page(story, translator)) is is_here
    # The writing of one row has removed what nobody counts any more.
    assert Presence.objects.count() == 1 + is_here


def test_other_stories_are_not_told(site, story, reporter, translator):
    open_page(make_story(site), reporter)

    assert open_page(story, translator) == []
    assert people_here([story.pk], translator) == {}


def test_nobody_speaks_for_the_page_of_another(site, story, reporter, translator):
    tab = uuid4()
    open_page(story, reporter, tab=tab)

    open_page(story, translator, code="en", tab=tab)
    assert not leave(tab, actor=translator)

    row = Presence.objects.get()
    assert (row.user, row.language_code) == (reporter, "vi")


def test_one_query(story, reporter, django_assert_num_queries):
    with django_assert_num_queries(1):
        open_page(story, reporter)
    with django_assert_num_queries(1):
        people_here([story.pk, story.pk + 1, story.pk + 2], reporter)
    with django_assert_num_queries(0):
        people_here([], reporter)


def test_it_goes_with_the_story(story, reporter):
    open_page(story, reporter)

    story.delete()

    assert not Presence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_nobody_who_saves(story, reporter):
    """A saver holds the story for as long as the save takes."""
    failures = []

    def beat():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            open_page(story, reporter)
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    with transaction.atomic():
        Story.objects.select_for_update().get(pk=story.pk)
        thread = Thread(target=beat)
        thread.start()
        thread.join(timeout=10)

    assert failures == []
    assert Presence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_clean_up_together(story, reporter, translator):
    for _number in range(40):
        open_page(story, translator)
    pass_time(minutes=5)
    barrier, failures = Barrier(6), []

    def beat():
        try:
            barrier.wait(timeout=10)
            for _number in range(5):
                open_page(story, reporter)
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [Thread(target=beat) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert failures == []
    assert Presence.objects.filter(user=reporter).count() == 30
    open_page(story, reporter)
    assert not Presence.objects.filter(user=translator).exists()
