from datetime import UTC, date, datetime, timedelta

import pytest

from articles.counting.roll_up import roll_up
from articles.counting.tops import keep_tops
from articles.models import Publication, ViewEvent
from articles.queries.view_figures import (
    Amount,
    Place,
    days_from,
    last_hours,
    most_read_stories,
    parts_of_site,
    points_of_publications,
    points_of_site,
    total,
)
from tests.factories import make_live_story, make_section

# At Hồ Chí Minh's it is already the sixth.
NOW = datetime(2026, 3, 5, 17, 20, tzinfo=UTC)
HOURS = last_hours(NOW, 48)
DAYS = days_from(date(2026, 2, 28), date(2026, 3, 6))


def tell(site, section, *hours_ago, language="vi", title="Tin"):
    """A story that was read once at each of these hours before now."""
    story = make_live_story(
        site,
        (language,),
        section=section,
        texts={"title": title},
        publish={"publish_at": datetime(2026, 1, 1, tzinfo=UTC)},
    )
    publication = Publication.objects.get(story=story)
    for number, hours in enumerate(hours_ago):
        at = NOW - timedelta(hours=hours)
        ViewEvent.objects.create(
            publication=publication, visitor=number.to_bytes(16), window=at, at=at
        )
    return publication


@pytest.fixture
def read(site, section):
    below = make_section(site, "bong-da", parent=section)
    told = {
        "one": tell(site, section, 0, 0, 1, 30, 50, title="Một"),
        "two": tell(site, below, 2, 200, title="Hai"),
        "english": tell(site, section, 1, language="en", title="Three"),
    }
    roll_up()
    keep_tops(date(2026, 1, 1))
    return told


def test_hours_end_with_the_one_that_runs_and_are_set_beside_those_before(site, read):
    points = points_of_site(Place(site.pk), HOURS)

    assert len(points) == 48
    assert points[-1].moment == datetime(2026, 3, 5, 17, tzinfo=UTC)
    assert [point.amount.views for point in points[-3:]] == [1, 2, 2]
    # 50 hours ago is two hours before the 48; 200 is in neither.
    assert total(points) == Amount(6, 1)
    assert points[45].amount.before == 1


def test_days_are_those_of_the_site(site, read):
    points = {point.moment: point.amount for point in points_of_site(Place(site.pk), DAYS)}

    assert points[date(2026, 3, 6)] == Amount(2, 0)
    assert points[date(2026, 3, 5)] == Amount(3, 0)
    assert points[date(2026, 2, 28)] == Amount(0, 0)
    assert total(points_of_site(Place(site.pk), DAYS)) == Amount(7, 1)


def test_an_edition_and_a_section(site, section, read):
    below = read["two"].section_id

    assert total(points_of_site(Place(site.pk, "en"), HOURS)) == Amount(1, 0)
    assert total(points_of_site(Place(site.pk, "", (below,)), DAYS)) == Amount(1, 1)
    assert parts_of_site(Place(site.pk), DAYS) == {
        (section.pk, "vi"): Amount(5, 0),
        (section.pk, "en"): Amount(1, 0),
        (below, "vi"): Amount(1, 1),
    }


def test_another_site_has_views_of_its_own(other_site, read):
    place = Place(other_site.pk)

    assert total(points_of_site(place, DAYS)) == Amount()
    assert parts_of_site(place, DAYS) == {}
    assert most_read_stories(place, DAYS) == []


def test_publications_together_and_each(read):
    ids = [read["one"].pk, read["english"].pk]

    points, each = points_of_publications(ids, HOURS)

    assert total(points) == Amount(5, 1)
    assert each == {read["one"].pk: Amount(4, 1), read["english"].pk: Amount(1, 0)}


@pytest.mark.parametrize("span", [HOURS, DAYS])
def test_the_most_read_stories_of_a_time(site, section, read, span):
    found = most_read_stories(Place(site.pk), span)

    expected = {"Một": 4 if span is HOURS else 5, "Hai": 1, "Three": 1}
    assert {story.title: story.views for story in found} == expected
    assert found[0].title == "Một"
    assert [s.title for s in most_read_stories(Place(site.pk, "en"), span)] == ["Three"]
    below = (read["two"].section_id,)
    assert [s.title for s in most_read_stories(Place(site.pk, "", below), span)] == ["Hai"]


@pytest.mark.parametrize(
    ("amount", "change"),
    [(Amount(3, 2), 50), (Amount(1, 4), -75), (Amount(2, 2), 0), (Amount(2, 0), None)],
)
def test_change_is_of_the_time_before(amount, change):
    assert amount.change == change
