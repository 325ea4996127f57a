from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Publication, ViewEvent, ViewSalt, ViewTotal
from tests.factories import make_live_story


@pytest.fixture
def publication(site):
    return Publication.objects.get(story=make_live_story(site))


def add_event(publication, number, *, days_ago=0.0, rolled_up=False):
    at = timezone.now() - timedelta(days=days_ago)
    return ViewEvent.objects.create(
        publication=publication,
        visitor=number.to_bytes(16),
        window=at,
        at=at,
        rolled_up=rolled_up,
    )


def test_it_rolls_up_and_prunes_and_says_so(publication, capsys):
    for number in range(3):
        add_event(publication, number)
    add_event(publication, 9, days_ago=40)
    ViewSalt.objects.create(day=(timezone.now() - timedelta(days=2)).date(), salt=b"old")

    call_command("roll_up_views")

    assert capsys.readouterr().out == (
        "4 views rolled up, 4 kinds of lists made anew, 1 old rows of the ledger "
        "deleted, 1 salts of past days deleted.\n"
    )
    assert ViewTotal.objects.get().counted == 4
    assert ViewEvent.objects.count() == 3
    assert not ViewSalt.objects.exists()


def test_a_second_run_changes_nothing(publication, capsys):
    add_event(publication, 1)
    call_command("roll_up_views")
    capsys.readouterr()

    call_command("roll_up_views")

    assert capsys.readouterr().out.startswith(
        "0 views rolled up, 0 kinds of lists made anew, 0 old rows"
    )
    assert ViewTotal.objects.get().counted == 1


@pytest.mark.parametrize(("days", "left"), [(1, 1), (3, 2), (100, 3)])
def test_it_keeps_as_many_days_as_it_is_told(publication, days, left, monkeypatch):
    monkeypatch.setattr("articles.counting.roll_up.BATCH", 1)
    for number, age in enumerate([0.9, 2, 50]):
        add_event(publication, number, days_ago=age, rolled_up=True)

    call_command("roll_up_views", "--days", str(days))

    assert ViewEvent.objects.count() == left


@pytest.mark.parametrize("days", ["0", "-1", "many", "36501"])
def test_it_refuses_days_in_which_repeats_would_count(days):
    with pytest.raises(CommandError, match=r"write a number of days from 1 to 36500"):
        call_command("roll_up_views", "--days", days)


def test_a_dry_run_only_counts(publication, capsys):
    add_event(publication, 1)

    call_command("roll_up_views", "--dry-run")

    assert capsys.readouterr().out == "1 views to roll up.\n"
    assert ViewTotal.objects.get().counted == 0
