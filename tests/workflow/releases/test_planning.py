"""What is put together: a text is in one release, on a site that carries it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.enums import Role, Verb
from articles.models import Edition, Release, ReleaseItem, StateChange
from articles.workflow import (
    PublicationRefused,
    ReleaseRefused,
    add_to_release,
    cancel_release,
    move_release,
    offer,
    plan_release,
    publish_release,
    remove_from_release,
)
from tests.factories import make_story, make_user
from tests.workflow.attempts import may
from tests.workflow.releases.deciding import refusal, tomorrow


def test_a_release_needs_a_name(site, both):
    with pytest.raises(ReleaseRefused, match="Give the release a name"):
        plan_release(site, name=" ", actor=both)


def test_a_text_is_in_one_planned_release_only(site, section, release, stories, both):
    other = plan_release(site, name="Other", actor=both)

    with pytest.raises(PublicationRefused, match="Election night"):
        add_to_release(other, stories[0], site=site, languages=["vi"], actor=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseItem.objects.create(release=other, story=stories[0], site=site, language_code="vi")
    cancel_release(release, actor=both)
    add_to_release(other, stories[0], site=site, languages=["vi"], actor=both)

    assert other.items.count() == 1


def test_parts_are_taken_out(site, release, stories, both):
    gone = release.items.filter(story=stories[1])

    remove_from_release(release, list(gone), actor=both)

    assert release.items.count() == 4
    entry = StateChange.objects.filter(verb=Verb.PLAN_RELEASE).first()
    assert (entry.story, entry.detail["what"]) == (stories[1], "removed")


def test_edition_that_is_given_up_leaves_the_release(other_site, release):
    Edition.objects.get(site=other_site, language_code="en").delete()

    assert release.items.filter(site=other_site).count() == 1


def create_at_once(**fields):
    """With its deferred constraints judged."""
    ReleaseItem.objects.create(**fields)
    connection.check_constraints()


def test_the_database_keeps_parts_to_their_release_site_and_edition(
    site, other_site, theirs, release, stories
):
    for fields in (
        {"state": "scheduled"},
        {"language_code": "ar", "site": other_site},
        {"section": theirs},
    ):
        row = {"site": site, "language_code": "ar"} | fields
        with pytest.raises(IntegrityError), transaction.atomic():
            create_at_once(release=release, story=stories[0], **row)
    for fields in ({"state": "scheduled"}, {"publish_at": timezone.now()}, {"state": "odd"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**fields)


def test_story_that_was_not_offered_is_not_added_and_an_offer_taken_back_is_an_objection(
    site, other_site, theirs, outsider
):
    story = make_story(site)
    release = plan_release(other_site, name="Theirs", actor=outsider)

    def add():
        add_to_release(
            release, story, site=other_site, languages=["vi"], section=theirs, actor=outsider
        )

    with pytest.raises(PermissionDenied, match="has not offered"):
        add()
    delivery = offer(story, to_site=other_site, languages=["vi"], actor=None)
    add()
    delivery.delete()

    refused = refusal(lambda: publish_release(release, actor=outsider))
    assert "has not offered" in str(refused)


@pytest.mark.parametrize("role", Role)
def test_who_may_plan_and_release(site, other_site, theirs, role):
    story = make_story(site, ("vi", "en"))
    publishes = role in {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER}
    people = {
        "own": make_user((role, site)),
        "other": make_user((role, other_site)),
        "both": make_user((role, site), (role, other_site)),
        "Vietnamese": make_user((role, site), (role, other_site), languages=("vi",)),
    }
    on_own = plan_release(site, name="Own", actor=None)
    add_to_release(on_own, story, site=site, languages=["en"], actor=None)
    on_both = plan_release(site, name="Both", actor=None)
    add_to_release(on_both, story, site=site, languages=["vi"], actor=None)
    add_to_release(on_both, story, site=other_site, languages=["vi"], section=theirs, actor=None)

    def who(act):
        return {name for name, actor in people.items() if may(lambda a=actor: act(a))}

    everybody = {"own", "both", "Vietnamese"} if publishes else set()
    assert who(lambda a: plan_release(site, name="x", actor=a)) == everybody
    assert who(lambda a: publish_release(on_own, actor=a)) == everybody - {"Vietnamese"}
    assert who(lambda a: publish_release(on_both, actor=a)) == everybody - {"own"}
    assert who(lambda a: cancel_release(on_both, actor=a)) == everybody - {"own"}
    assert who(
        lambda a: add_to_release(on_own, story, site=site, languages=["ar"], actor=a)
    ) == everybody - {"Vietnamese"}
    assert (
        who(lambda a: remove_from_release(on_both, on_both.items.filter(site=site), actor=a))
        == everybody
    )
    waiting = publish_release(on_both, actor=None, publish_at=tomorrow())
    late = tomorrow() + timedelta(hours=1)
    assert who(lambda a: move_release(waiting, actor=a, publish_at=late)) == everybody - {"own"}
    assert who(lambda a: cancel_release(waiting, actor=a)) == everybody - {"own"}
