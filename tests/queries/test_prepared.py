from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import OperationalError, connection
from django.db.models import CharField, F, Func, OuterRef, Q, Value
from django.db.models.functions import Concat, JSONObject
from django.utils import timezone

from articles.models import Publication, SectionListing, Story
from articles.queries.prepared import IsAmong, prepared
from tests.factories import make_live_story

pytestmark = pytest.mark.django_db


@prepared
def live_rows(site_id, at, begin, *, size):
    rows = Publication.objects.live(at).filter(site=site_id)
    if begin is not None:
        rows = rows.filter(publish_at__gte=begin)
    words = Concat(Value("100% '"), "site__key", output_field=CharField())
    return rows.order_by("pk").values("pk", words=words)[:size]


@prepared
def among(ids):
    return Publication.objects.filter(IsAmong("pk", ids)).order_by("pk").values("pk")


@prepared
def not_among(ids):
    return Publication.objects.filter(~Q(IsAmong("pk", ids))).order_by("pk").values("pk")


@prepared
def with_lists(story_id):
    lists = SectionListing.objects.filter(publication=OuterRef("pk"))
    return Publication.objects.filter(story=story_id).values(
        words=F("revision__author_ids"),
        lists=ArraySubquery(lists.values(data=JSONObject(at=F("section_id")))),
    )


@prepared
def both(first, second):
    one, other = (
        Publication.objects.filter(story=number).values("pk", place=Value(place))
        for place, number in enumerate((second, first))
    )
    return one.union(other, all=True)


@prepared
def headlines(ids):
    return Publication.objects.filter(IsAmong("pk", ids)).order_by("pk").values("headline")


@prepared
def slow():
    sleep = Func(Value(0.5), function="pg_sleep", output_field=CharField())
    return Publication.objects.order_by().values("pk", slept=sleep)


@pytest.fixture
def publications(site, section):
    for _ in range(3):
        make_live_story(site, section=section)
    return list(Publication.objects.order_by("pk"))


def test_rows_are_those_of_the_query_with_its_values(site, publications):
    at = timezone.now() + timedelta(seconds=1)

    rows = live_rows(site.pk, at, None, size=2)

    assert rows == [{"pk": one.pk, "words": "100% 'news"} for one in publications[:2]]


def test_same_shape_gives_each_value_its_own_answer(site, other_site, publications):
    at = timezone.now() + timedelta(seconds=1)

    assert len(live_rows(site.pk, at, None, size=9)) == 3
    assert live_rows(other_site.pk, at, None, size=9) == []
    assert live_rows(site.pk, at - timedelta(days=9), None, size=9) == []


def test_none_and_keywords_make_another_query(site, publications):
    at = timezone.now() + timedelta(seconds=1)

    assert len(live_rows(site.pk, at, None, size=1)) == 1
    assert len(live_rows(site.pk, at, None, size=3)) == 3
    assert live_rows(site.pk, at, at, size=3) == []


def test_list_is_one_argument_whatever_its_length(publications):
    first, second, third = (one.pk for one in publications)

    assert [row["pk"] for row in among([first, third])] == [first, third]
    assert [row["pk"] for row in not_among([first, third])] == [second]
    assert among([]) == []


def test_columns_are_read_as_django_reads_them(publications, section):
    rows = with_lists(publications[0].story_id)

    assert rows == [{"words": [], "lists": [{"at": section.pk}]}]


def test_arguments_find_their_places_in_a_union(publications):
    first, second, _third = publications

    rows = both(first.story_id, second.story_id)

    assert {row["place"]: row["pk"] for row in rows} == {0: second.pk, 1: first.pk}


def test_one_query_is_seen_and_counted(publications, django_assert_num_queries):
    ids = [one.pk for one in publications]
    for _ in range(4):
        with django_assert_num_queries(1):
            among(ids)


def test_connection_keeps_the_plan(publications):
    ids = [one.pk for one in publications]
    for _ in range(3):
        among(ids)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%ANY($1)%%'"
        )
        assert cursor.fetchone() == (1,)


def test_new_rows_are_seen(site, section):
    assert not with_lists(0)
    story: Story = make_live_story(site, section=section)

    assert len(with_lists(story.pk)) == 1


@pytest.mark.django_db(transaction=True)
def test_one_plan_does_for_all_values(site, publications):
    at = timezone.now() + timedelta(seconds=1)
    for size in range(12):
        live_rows(site.pk, at - timedelta(days=size), None, size=7)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements "
            "WHERE statement LIKE '%%LIMIT 7'"
        )
        [(generic, custom)] = cursor.fetchall()
        cursor.execute("SHOW jit")
        (compiling,) = cursor.fetchone()
    assert generic > 0
    assert custom == 0
    assert compiling == "off"


@pytest.mark.django_db(transaction=True)
def test_connection_that_is_gone_is_replaced(publications):
    ids = [one.pk for one in publications]
    among(ids)
    end_connection()
    begin_request()

    rows = among(ids)

    assert [row["pk"] for row in rows] == ids
    assert connection.health_check_done


@pytest.mark.django_db(transaction=True)
def test_connection_that_goes_within_a_request_is_not(publications):
    begin_request()
    among([1])
    end_connection()

    with pytest.raises(OperationalError):
        among([1])
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_query_that_fails_is_not_asked_again(publications):
    begin_request()
    with connection.cursor() as cursor:
        # Enough for asking whether the connection stands, also on a busy machine.
        cursor.execute("SET statement_timeout = '400ms'")
        # Checked by this question already; it is the next request that asks first.
        connection.health_check_done = False
    try:
        with pytest.raises(OperationalError):
            slow()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_plan_of_a_column_that_became_another_is_made_anew(publications):
    ids = [one.pk for one in publications]
    for _ in range(3):
        assert len(headlines(ids)) == 3
    kept = connection.connection
    alter = "ALTER TABLE articles_publication ALTER COLUMN headline TYPE"
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(f"{alter} varchar(249)")

        assert headlines(ids) == [{"headline": ""}] * 3

        assert connection.connection is not kept
    finally:
        connection.close()
        with other.cursor() as cursor:
            cursor.execute(f"{alter} varchar(250)")
        other.close()


def begin_request() -> None:
    """As Django does between two requests of a process that keeps its connections."""
    connection.health_check_enabled = True
    connection.close_if_unusable_or_obsolete()


def end_connection() -> None:
    """From another one, as a server that restarts would."""
    pid = connection.connection.info.backend_pid
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    finally:
        other.close()
