"""The verb of the front page: who may, what is refused, what the log keeps, and two at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.enums import Role, Verb
from articles.models import FrontPage, FrontPageSlot, StateChange
from articles.permissions import can
from articles.workflow import (
    ArrangedMeanwhile,
    ArrangementRefused,
    Slot,
    arrange,
    retract,
    take_down,
)
from tests.factories import make_live_story, make_section, make_site, make_story, make_user

NOW = timezone.now()
HOUR = timedelta(hours=1)


def stand(site, code="vi"):
    rows = FrontPageSlot.objects.on(site, code).in_order()
    return [Slot(row.position, row.story_id, row.begins_at, row.ends_at) for row in rows]


def put(row):
    """Past the verb, and as far as the end of a transaction."""
    with transaction.atomic():
        row.save(force_insert=True)
        connection.check_constraints()


def refusals(site, slots, base=0):
    with pytest.raises(ArrangementRefused) as refused:
        arrange(site, "vi", slots, actor=None, base=base)
    return [(objection.slot, objection.message) for objection in refused.value.objections]


def test_arrangement_is_kept_whole_and_logged(site, section, editor):
    first, second = make_live_story(site), make_live_story(site)
    slots = [Slot(1, first.pk), Slot(1, second.pk, NOW + HOUR, NOW + 2 * HOUR)]

    page = arrange(site, "vi", slots, actor=editor, base=0)

    assert (page.version, page.changed_by) == (1, editor)
    assert stand(site) == [slots[1], slots[0]]
    entry = StateChange.objects.get(verb=Verb.CURATE)
    assert (entry.story, entry.site, entry.language_code) == (None, site, "vi")
    assert entry.actor == editor
    assert entry.detail == {
        "version": 1,
        "slots": [
            {"place": 1, "story": first.pk},
            {
                "place": 1,
                "story": second.pk,
                "from": (NOW + HOUR).isoformat(),
                "until": (NOW + 2 * HOUR).isoformat(),
            },
        ],
    }


def test_same_slots_again_change_nothing(site, section, editor):
    story = make_live_story(site)
    arrange(site, "vi", [Slot(1, story.pk)], actor=editor, base=0)

    page = arrange(site, "vi", [Slot(1, story.pk)], actor=editor, base=1)

    assert page.version == 1
    assert StateChange.objects.filter(verb=Verb.CURATE).count() == 1


def test_second_of_two_editors_is_told_and_overwrites_nothing(site, section, editor, chief):
    theirs, mine = make_live_story(site), make_live_story(site)
    arrange(site, "vi", [Slot(1, theirs.pk)], actor=chief, base=0)

    with pytest.raises(ArrangedMeanwhile) as refused:
        arrange(site, "vi", [Slot(1, mine.pk)], actor=editor, base=0)

    assert refused.value.front_page.changed_by == chief
    assert stand(site) == [Slot(1, theirs.pk)]
    arrange(site, "vi", [Slot(1, mine.pk)], actor=editor, base=1)
    assert stand(site) == [Slot(1, mine.pk)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_in_the_same_moment_one_is_told():
    site = make_site("news", ("vi",))
    make_section(site)
    stories = [make_live_story(site) for _ in range(2)]
    start, ends = Barrier(2), []

    def save(story):
        try:
            start.wait(timeout=10)
            arrange(site, "vi", [Slot(1, story.pk)], actor=None, base=0)
            ends.append("saved")
        except ArrangedMeanwhile:
            ends.append("told")
        finally:
            connection.close()

    editors = [Thread(target=save, args=[story]) for story in stories]
    for one in editors:
        one.start()
    for one in editors:
        one.join(timeout=20)

    assert sorted(ends) == ["saved", "told"]
    assert len(stand(site)) == 1
    assert StateChange.objects.filter(verb=Verb.CURATE).count() == 1


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("own", "code"), [(True, "vi"), (True, "en"), (False, "vi")])
def test_only_editors_of_that_site_in_that_language(site, other_site, role, own, code):
    member = make_user((role, site), languages=("vi",))
    target = site if own else other_site
    story = make_live_story(target, ("vi", "en"))
    editors = {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER}
    allowed = role in editors and own and code == "vi"

    assert can(member, Verb.CURATE, target, code) is allowed
    if allowed:
        arrange(target, code, [Slot(1, story.pk)], actor=member, base=0)
    else:
        with pytest.raises(PermissionDenied):
            arrange(target, code, [Slot(1, story.pk)], actor=member, base=0)
    assert FrontPageSlot.objects.exists() is allowed
    assert FrontPage.objects.exists() is allowed


def test_each_fault_is_named_at_its_slot_and_nothing_is_written(site, other_site, section):
    story = make_live_story(site)
    foreign = make_live_story(other_site, section=make_section(other_site))
    draft = make_story(site)

    found = refusals(
        site,
        [
            Slot(11, story.pk),
            Slot(0, story.pk),
            Slot(2, story.pk, NOW, NOW),
            Slot(2, story.pk, NOW),
            Slot(3, foreign.pk),
            Slot(4, draft.pk),
        ],
    )

    assert found == [
        (0, "The places are 1 to 10."),
        (1, "The places are 1 to 10."),
        (2, "It would end before it begins."),
        (3, "Another story has this place from the same time on."),
        (4, "The story was never published in this edition."),
        (5, "The story was never published in this edition."),
    ]
    assert not FrontPageSlot.objects.exists()
    assert not FrontPage.objects.exists()
    assert refusals(site, [Slot(1, story.pk)] * 61)[0] == (
        None,
        "A front page holds at most 60 stories with their times.",
    )


def test_an_edition_that_the_site_lacks(site, section):
    with pytest.raises(ArrangementRefused, match="no edition"):
        arrange(site, "zh-hans", [], actor=None, base=0)


def test_what_readers_lost_is_not_placed_anew_and_may_stay(site, section, chief):
    stays, gone = make_live_story(site), make_live_story(site)
    arrange(site, "vi", [Slot(1, stays.pk)], actor=None, base=0)
    take_down(stays, actor=None)
    retract(gone, notices={"vi": "Bịa đặt."}, actor=chief)

    assert refusals(site, [Slot(1, stays.pk), Slot(2, gone.pk)], base=1) == [
        (1, "Readers do not see it here any more.")
    ]
    assert arrange(site, "vi", [Slot(2, stays.pk)], actor=None, base=1).version == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"position": 0},
        {"position": 1, "begins_at": None},
        {"begins_at": NOW, "ends_at": NOW},
        {"language_code": "en"},
        {"language_code": "zh-hans"},
    ],
)
def test_the_database_refuses_it_too(site, section, fields):
    """No such place, two at once, an end before the start, not published there, no edition."""
    story = make_live_story(site)
    arrange(site, "vi", [Slot(1, story.pk)], actor=None, base=0)
    right = {"site": site, "language_code": "vi", "position": 2, "story": story}

    FrontPageSlot.objects.create(**right | {"position": 3})
    with pytest.raises(IntegrityError):
        put(FrontPageSlot(**right | fields))


def test_a_front_page_is_of_an_edition_that_there_is(site):
    with pytest.raises(IntegrityError):
        put(FrontPage(site=site, language_code="zh-hans", changed_at=NOW))


def test_log_names_a_story_or_a_site(site):
    with pytest.raises(IntegrityError), transaction.atomic():
        StateChange.objects.create(verb=Verb.CURATE)
