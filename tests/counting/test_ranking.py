from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from articles.counting.ranking import rank
from articles.counting.upkeep import Upkeep
from articles.enums import Ranks
from articles.models import (
    Publication,
    RankedPublication,
    Ranking,
    TopOfDay,
    ViewEvent,
    ViewHour,
)
from articles.workflow import take_down
from tests.counting.conftest import PUBLISHED
from tests.factories import make_live_story, make_section

# Lists of 14:20 count to 14:15, and to 14:00 that of the week.
NOW = datetime(2026, 3, 4, 14, 20, tzinfo=UTC)


def tell(site, section=None, *, publish_at=PUBLISHED, languages=("vi",)):
    section = section or site.categories.first() or make_section(site)
    story = make_live_story(site, languages, section=section, publish={"publish_at": publish_at})
    return Publication.objects.get(story=story, language_code=languages[0])


def read(publication, views, hours_ago):
    hour = NOW.replace(minute=0) - timedelta(hours=hours_ago)
    ViewHour.objects.create(publication=publication, hour=hour, views=views)


def ranked(kind, **more):
    places = RankedPublication.objects.filter(ranking=kind, **{"section": None} | more)
    return list(places.order_by("position").values_list("publication", "views"))


def test_each_list_counts_from_a_full_hour_to_its_last_step(site):
    one = tell(site)
    for hours_ago, views in ((0, 1), (1, 2), (2, 4), (24, 8), (25, 16), (168, 32), (169, 64)):
        read(one, views, hours_ago)

    assert set(rank(NOW)) == set(Ranks)

    assert ranked("hour") == [(one.pk, 1 + 2)]
    assert ranked("day") == [(one.pk, 1 + 2 + 4 + 8)]
    # The week ends with the last full hour.
    assert ranked("week") == [(one.pk, 2 + 4 + 8 + 16 + 32)]
    spans = {one.kind: (one.since, one.until) for one in Ranking.objects.all()}
    assert spans["hour"] == (NOW.replace(hour=13, minute=0), NOW.replace(minute=15))
    assert spans["day"] == (NOW.replace(day=3, minute=0), NOW.replace(minute=15))
    assert spans["week"] == (
        datetime(2026, 2, 25, 14, tzinfo=UTC),
        datetime(2026, 3, 4, 14, tzinfo=UTC),
    )


def test_editions_and_sections_have_lists_of_their_own(site, other_site):
    sport = make_section(site, "the-thao")
    football = make_section(site, "bong-da", parent=sport)
    other = make_section(other_site)
    match, swim = tell(site, football), tell(site, sport)
    elsewhere, english = tell(other_site, other), tell(site, sport, languages=("en",))
    for publication, views in ((match, 3), (swim, 5), (elsewhere, 7), (english, 9)):
        read(publication, views, 0)

    rank(NOW)

    vietnamese = {"site": site, "language_code": "vi"}
    assert ranked("hour", **vietnamese) == [(swim.pk, 5), (match.pk, 3)]
    assert ranked("hour", **vietnamese, section=sport) == [(swim.pk, 5), (match.pk, 3)]
    assert ranked("hour", **vietnamese, section=football) == [(match.pk, 3)]
    assert ranked("hour", site=site, language_code="en") == [(english.pk, 9)]
    assert ranked("hour", site=other_site, language_code="vi") == [(elsewhere.pk, 7)]


def test_of_equals_the_newer_comes_first_and_a_list_has_an_end(site, monkeypatch):
    monkeypatch.setattr("articles.counting.ranking.KEPT", 4)
    stories = [tell(site, publish_at=PUBLISHED + timedelta(days=n // 2)) for n in range(6)]
    for story in stories:
        read(story, 4, 0)

    rank(NOW)

    newest_first = sorted(stories, key=lambda one: (one.publish_at, one.pk), reverse=True)
    assert ranked("day") == [(one.pk, 4) for one in newest_first[:4]]


def test_what_is_not_live_is_in_no_list(site):
    gone, over, later, there = (tell(site) for _ in range(4))
    for publication in (gone, over, later, there):
        read(publication, 5, 0)
    take_down(gone.story, site=site, languages=["vi"], actor=None, reason="x")
    Publication.objects.filter(pk=over.pk).update(expire_at=NOW)
    Publication.objects.filter(pk=later.pk).update(publish_at=NOW + timedelta(hours=1))

    rank(NOW)

    assert ranked("day") == [(there.pk, 5)]


def test_lists_are_made_once_a_step(site):
    one, two = tell(site), tell(site)
    read(one, 5, 1)
    rank(NOW)
    read(two, 9, 1)

    assert rank(NOW + timedelta(minutes=9)) == []
    assert ranked("hour") == [(one.pk, 5)]

    assert set(rank(NOW + timedelta(minutes=10))) == {Ranks.HOUR, Ranks.DAY, Ranks.TRENDING}
    assert ranked("hour") == [(two.pk, 9), (one.pk, 5)]
    assert ranked("week") == [(one.pk, 5)]

    assert Ranks.WEEK in rank(NOW + timedelta(minutes=40))
    assert ranked("week") == [(two.pk, 9), (one.pk, 5)]


@pytest.mark.django_db(transaction=True)
def test_a_list_that_another_process_makes_is_passed_over():
    rank(NOW)
    later = NOW + timedelta(hours=1)
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT FROM articles_ranking WHERE kind = 'day' FOR UPDATE")
            assert set(rank(later)) == {Ranks.HOUR, Ranks.WEEK, Ranks.TRENDING}
        # Closing alone would not wait until the server has let go.
        other.rollback()
    finally:
        other.close()
    assert rank(later) == [Ranks.DAY]


def test_whoever_rolls_up_makes_the_lists_and_what_each_day_read_most(site, monkeypatch):
    one = tell(site)
    # Lists count full hours that are over.
    at = timezone.now() - timedelta(hours=1)
    ViewEvent.objects.create(publication=one, visitor=b"1", window=NOW, at=at)
    upkeep = Upkeep()
    monkeypatch.setattr("articles.counting.upkeep.EVERY_VIEWS", 0)

    upkeep.run_if_due()

    assert ranked("day") == [(one.pk, 1)]
    assert TopOfDay.objects.get().publications == [one.pk]


def test_trending_is_what_takes_twice_its_share_of_the_day_before(site):
    steady, rising, few, fresh, rest = (tell(site) for _ in range(5))
    Publication.objects.filter(pk=fresh.pk).update(publish_at=NOW - timedelta(hours=1))
    # Before: 1,000 views, 100 each of two. Since 12:00: 200 views, so 20 each are expected.
    for publication, earlier, lately in (
        (steady, 100, 39),
        (rising, 100, 40),
        (few, 0, 9),
        (fresh, 0, 50),
        (rest, 800, 62),
    ):
        read(publication, earlier, 10)
        read(publication, lately, 1)

    rank(NOW)

    assert ranked("trending") == [(rising.pk, 40)]
    assert ranked("trending", section=rising.section_id) == [(rising.pk, 40)]


def test_nothing_trends_because_the_morning_comes(site):
    stories = [tell(site) for _ in range(3)]
    for story in stories:
        read(story, 10, 9)
        read(story, 500, 0)

    rank(NOW)

    assert ranked("trending") == []
