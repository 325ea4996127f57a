"""Views, roll-ups and prunings in any order, against a model that knows the rule and no SQL."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.counting.ledger import View, number_of_views, record
from articles.counting.roll_up import prune, roll_up, roll_up_batch, roll_up_unless_busy
from articles.models import Publication, ViewEvent, ViewHour, ViewTotal
from tests.counting.conftest import NOON, PUBLISHED
from tests.factories import make_live_story

WINDOW = timedelta(minutes=30)

batches = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=5).map(
    lambda views: ("read", views)
)
waits = st.integers(1, 45 * 60).map(lambda seconds: ("wait", seconds))
chores = st.sampled_from(["roll_up", "one_batch", "unless_busy", "prune"]).map(
    lambda name: ("chore", name)
)


class Model:
    """When each visitor was last counted on each publication."""

    def __init__(self) -> None:
        self.last: dict[tuple[int, int], datetime] = {}
        self.counted = [0, 0]

    def read(self, publication: int, visitor: int, at: datetime) -> bool:
        last = self.last.get((publication, visitor))
        if last is not None and at - last < WINDOW:
            return False
        self.last[publication, visitor] = at
        self.counted[publication] += 1
        return True


@pytest.fixture
def publications(site):
    stories = [make_live_story(site, publish={"publish_at": PUBLISHED}) for _ in range(2)]
    ViewTotal.objects.filter(publication__story=stories[1]).update(opening=121)
    return list(Publication.objects.filter(story__in=stories).order_by("pk"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.one_of(batches, batches, waits, chores), max_size=25))
def test_numbers_are_right_after_every_step(publications, steps):
    ViewEvent.objects.all().delete()
    ViewHour.objects.all().delete()
    ViewTotal.objects.update(counted=0)
    model, at = Model(), NOON

    for kind, value in steps:
        if kind == "wait":
            at += timedelta(seconds=value)
        elif kind == "read":
            views = [View(publications[one].pk, visitor.to_bytes(16)) for one, visitor in value]
            outcomes = record(views, at)
            assert [outcome.counted for outcome in outcomes] == [
                model.read(one, visitor, at) for one, visitor in value
            ]
        else:
            do_chore(value, at)
        assert [number_of_views(one.pk) for one in publications] == [
            model.counted[0],
            model.counted[1] + 121,
        ]
    roll_up()

    for publication, counted in zip(publications, model.counted, strict=True):
        hours = ViewHour.objects.filter(publication=publication)
        assert sum(hour.views for hour in hours) == counted
        assert ViewTotal.objects.get(publication=publication).counted == counted


def do_chore(name: str, at: datetime) -> None:
    if name == "prune":
        prune(at - timedelta(days=1))
    else:
        {
            "roll_up": roll_up,
            "one_batch": roll_up_batch,
            "unless_busy": roll_up_unless_busy,
        }[name]()
