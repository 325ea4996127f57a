"""What has its time is moved or taken back as a whole, until it is out."""

from datetime import timedelta

from django.utils import timezone

from articles.enums import ReleaseState, Verb, WorkflowState
from articles.models import Publication, Release, ReleaseItem, SectionListing, StateChange
from articles.queries.history import shown_at
from articles.workflow import (
    add_to_release,
    approve,
    cancel_release,
    discard,
    move_release,
    plan_release,
    publish_release,
    remove_from_release,
    reschedule,
    submit,
    take_down,
)
from tests.factories import make_live_story, make_story, publish_story
from tests.workflow.releases.deciding import refusal, tomorrow


def test_moving_moves_everything(release, both):
    first, second = tomorrow(), tomorrow() + timedelta(hours=3)
    publish_release(release, actor=both, publish_at=first)

    move_release(release, actor=both, publish_at=second)

    assert {publication.publish_at for publication in Publication.objects.all()} == {second}
    assert not Publication.objects.live(first).exists()
    assert Publication.objects.live(second).count() == 6
    assert SectionListing.objects.exclude(publish_at=second).count() == 0
    assert Release.objects.get().publish_at == second


def test_moving_is_refused_as_a_whole_where_a_part_was_changed_since(
    site, other_site, release, stories, both
):
    at = tomorrow()
    publish_release(release, actor=both, publish_at=at)
    own = Publication.objects.get(story=stories[1], language_code="vi")
    reschedule(own, actor=both, publish_at=at + timedelta(hours=1), expire_at=None)
    take_down(stories[0], site=other_site, languages=["en"], actor=both)

    refused = refusal(lambda: move_release(release, actor=both, publish_at=at + timedelta(hours=2)))

    said = {
        (item.story, item.language_code): found[0].message
        for item, found in refused.by_item.items()
    }
    assert said == {
        (stories[1], "vi"): "It was given a time of its own since.",
        (stories[0], "en"): "It was taken down since.",
    }
    times = Publication.objects.exclude(pk=own.pk).values_list("publish_at", flat=True)
    assert set(times) == {at}


def test_moving_beyond_the_end_of_a_part_is_refused(site, section, both):
    story = make_story(site)
    at = tomorrow()
    release = plan_release(site, name="Short", actor=both)
    add_to_release(
        release,
        story,
        site=site,
        languages=["vi"],
        actor=both,
        expire_at=at + timedelta(hours=1),
    )
    publish_release(release, actor=both, publish_at=at)

    refused = refusal(lambda: move_release(release, actor=both, publish_at=at + timedelta(hours=2)))

    assert "end before it begins" in str(refused)
    assert Publication.objects.get().publish_at == at


def test_cancelling_takes_back_what_was_placed_and_leaves_the_rest(
    site, other_site, release, stories, both
):
    shown = make_live_story(site)
    taken = stories[1]
    publish_story(taken, site, ("en",))
    take_down(taken, site=site, languages=["en"], actor=None)
    site.review_required = True
    site.save()
    for story in stories:
        for code in ("vi", "en"):
            submit(story, code, actor=None)
            approve(story, code, actor=None)
    at = tomorrow()
    publish_release(release, actor=both, publish_at=at)

    cancel_release(release, actor=both, reason="Postponed.")

    left = Publication.objects.get(withdrawn_at__isnull=False)
    assert (left.story, left.language_code) == (taken, "en")
    assert list(Publication.objects.live(at)) == [Publication.objects.get(story=shown)]
    states = {t.state for story in stories for t in story.translations.all()}
    assert states == {WorkflowState.APPROVED}
    assert shown_at(stories[0], site, "vi", at) is None
    release.refresh_from_db()
    assert (release.state, release.publish_at) == (ReleaseState.CANCELLED, None)
    assert StateChange.objects.filter(verb=Verb.CANCEL_RELEASE, reason="Postponed.").count() == 6
    discard(stories[0], actor=both)
    assert not ReleaseItem.objects.filter(story=stories[0].pk).exists()


def test_cancelling_lets_be_what_was_moved_since(release, stories, both):
    at = tomorrow()
    publish_release(release, actor=both, publish_at=at)
    own = Publication.objects.filter(story=stories[1], language_code="vi").get()
    reschedule(own, actor=both, publish_at=at + timedelta(hours=1), expire_at=None)

    cancel_release(release, actor=both)

    assert list(Publication.objects.filter(withdrawn_at=None)) == [own]


def test_what_is_out_can_neither_be_moved_nor_cancelled(release, both):
    publish_release(release, actor=both)

    for act in (
        lambda: move_release(release, actor=both, publish_at=tomorrow()),
        lambda: cancel_release(release, actor=both),
        lambda: publish_release(release, actor=both),
        lambda: remove_from_release(release, release.items.all(), actor=both),
    ):
        assert "already" in str(refusal(act))
    assert Publication.objects.live(timezone.now()).count() == 6
