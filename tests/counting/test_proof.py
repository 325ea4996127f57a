"""`verify_views` finds every kind of difference, and changes none."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, ProtectedError

from articles.counting.roll_up import prune, roll_up
from articles.models import (
    SectionViewDay,
    SectionViewHour,
    StoryViewTotal,
    ViewDay,
    ViewEvent,
    ViewHour,
    ViewTotal,
)
from tests.counting.conftest import NOON
from tests.counting.ledger import add_event
from tests.factories import make_section


@pytest.fixture
def counted(publication):
    """Three views in two hours, rolled up, and one that waits; 121 were brought along."""
    ViewTotal.objects.update(opening=121)
    StoryViewTotal.objects.create(story=publication.story, site=publication.site, views=121)
    for number, at in enumerate([NOON, NOON.replace(hour=13), NOON.replace(hour=13)]):
        add_event(publication.pk, number, at)
    roll_up()
    add_event(publication.pk, 9, NOON)
    return publication


def verify(capsys, *arguments):
    """The exit code, and what was written."""
    code = 0
    try:
        call_command("verify_views", *arguments)
    except SystemExit as stop:
        code = stop.code
    written = capsys.readouterr()
    return code, written.out, written.err


def test_what_agrees_is_said_so(counted, capsys):
    assert verify(capsys) == (
        0,
        "All views agree: 1 publications with 3 views, 3 of them in the ledger; "
        "1 more wait for the next roll-up.\n",
        "",
    )


def test_an_empty_ledger_agrees(publication, capsys):
    assert verify(capsys)[0] == 0


def test_pruned_rows_are_not_missed(counted, capsys):
    roll_up()
    prune(NOON.replace(hour=13, minute=30))

    assert ViewEvent.objects.count() == 0
    assert verify(capsys)[0] == 0
    add_event(counted.pk, 20, NOON.replace(hour=15))
    roll_up()
    assert verify(capsys)[0] == 0


def test_what_waited_longer_than_rows_are_kept_is_not_missed(counted, capsys):
    """A roll-up that was at it while another process pruned, or that failed for long."""
    add_event(counted.pk, 20, NOON.replace(hour=18))
    prune(NOON.replace(hour=17))
    roll_up()

    assert verify(capsys)[0] == 0
    assert ViewEvent.objects.count() == 5
    assert prune(NOON.replace(hour=17)) == 4


def test_what_was_read_is_not_deleted(counted, capsys):
    """Its section and its story would keep views of which nobody knows whence they came."""
    with pytest.raises(ProtectedError):
        counted.delete()

    assert verify(capsys)[0] == 0


@pytest.mark.parametrize("model", [SectionViewDay, SectionViewHour])
def test_views_that_stand_in_another_section_differ(counted, capsys, model):
    model.objects.filter(views=model.objects.latest("pk").views).update(
        section=make_section(counted.site)
    )

    code, out, _err = verify(capsys)

    assert code == 1
    assert f"section {counted.section_id}: its hours say" in out


@pytest.mark.parametrize(
    ("model", "change", "sentence"),
    [
        (ViewTotal, {"counted": 4}, "the total says 4, its hours 3, its days 3."),
        (ViewDay, {"views": 2}, "the total says 3, its hours 3, its days 2."),
        (StoryViewTotal, {"views": 125}, "its total says 125, its languages together 124."),
        (SectionViewDay, {"views": 1}, "2026-03-04: its sections say 1, its publications 3."),
        (SectionViewHour, {"views": 5}, "13:00 UTC: its sections say 5, its publications 2."),
        (
            ViewHour,
            {"views": F("views") + 1},
            "the hour of 2026-03-04 13:00 UTC: the ledger has 2 views, the hour says 3.",
        ),
        (ViewHour, {"views": 0}, "12:00 UTC: the ledger has 1 views, the hour says 0."),
    ],
)
def test_what_differs_is_named_and_left_alone(counted, capsys, model, change, sentence):
    model.objects.update(**change)
    before = list(model.objects.values())

    code, out, err = verify(capsys)

    assert code == 1
    assert sentence in out
    assert err.startswith("Views do not agree. 1 publications")
    assert list(model.objects.values()) == before


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (ViewHour, "its hours 0"),
        (ViewTotal, "the total says 0"),
        (SectionViewDay, "2026-03-04: its sections say 0"),
        (SectionViewHour, "UTC: its sections say 0"),
        (StoryViewTotal, "its total says 0"),
    ],
)
def test_what_is_missing_differs(counted, capsys, model, sentence):
    model.objects.all().delete()

    code, out, _err = verify(capsys)

    assert code == 1
    assert sentence in out


def test_a_row_that_the_ledger_lost_differs(counted, capsys):
    ViewEvent.objects.filter(at=NOON.replace(hour=13)).first().delete()

    code, out, _err = verify(capsys)

    assert code == 1
    assert "13:00 UTC: the ledger has 1 views, the hour says 2." in out


def test_it_names_as_many_as_it_is_told(counted, capsys):
    ViewHour.objects.update(views=0)

    assert verify(capsys, "--most", "1")[1].count("the hour of") == 1
    assert verify(capsys)[1].count("the hour of") == 2


@pytest.mark.parametrize("most", ["0", "-1", "many", "1000001", "9" * 20])
def test_it_refuses_a_number_that_is_none(most):
    with pytest.raises(CommandError, match="write a number from 1"):
        call_command("verify_views", f"--most={most}")
