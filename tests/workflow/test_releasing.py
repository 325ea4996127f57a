import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from articles.enums import ReleaseState, Role, Verb, WorkflowState
from articles.models import (
    Edition,
    Publication,
    Release,
    ReleaseItem,
    SearchEntry,
    SectionListing,
    StateChange,
)
from articles.queries.history import shown_at
from articles.workflow import (
    PublicationRefused,
    ReleaseRefused,
    add_to_release,
    approve,
    cancel_release,
    discard,
    move_release,
    offer,
    plan_release,
    publish,
    publish_release,
    remove_from_release,
    reschedule,
    submit,
    take_down,
)
from articles.workflow.releasing import object_to_parts
from tests.factories import (
    make_live_story,
    make_section,
    make_site,
    make_source,
    make_story,
    make_user,
    publish_story,
    write_text,
)


@pytest.fixture
def theirs(section, other_site):
    return make_section(other_site)


@pytest.fixture
def both(site, other_site):
    """Edits both sites."""
    return make_user((Role.EDITOR, site), (Role.EDITOR, other_site), username="both")


@pytest.fixture
def stories(site, theirs):
    return [make_story(site, ("vi", "en")), make_story(site, ("vi", "en"))]


@pytest.fixture
def release(site, other_site, theirs, stories, both):
    """Two stories in two languages, the first on two sites: six texts."""
    made = plan_release(site, name="Election night", actor=both)
    for story in stories:
        add_to_release(made, story, site=site, languages=["vi", "en"], actor=both)
    add_to_release(
        made,
        stories[0],
        site=other_site,
        languages=["vi", "en"],
        actor=both,
        section=theirs,
        headlines={"vi": "Tít riêng"},
    )
    return made


def tomorrow():
    return timezone.now() + timedelta(days=1)


def refusal(act):
    with pytest.raises(ReleaseRefused) as refused:
        act()
    return refused.value


def test_everything_goes_out_in_the_same_instant(site, other_site, release, stories, both):
    at = tomorrow()

    publish_release(release, actor=both, publish_at=at)

    release.refresh_from_db()
    assert (release.state, release.publish_at, release.decided_by) == ("scheduled", at, both)
    placed = Publication.objects.all()
    assert placed.count() == 6
    assert {publication.publish_at for publication in placed} == {at}
    assert not placed.live(at - timedelta(microseconds=1)).exists()
    assert placed.live(at).count() == 6
    assert SearchEntry.objects.filter(publish_at=at).count() == 6
    assert not SectionListing.objects.exclude(publish_at=at).exists()
    headlines = placed.filter(site=other_site, language_code="vi").values_list("headline")
    assert list(headlines) == [("Tít riêng",)]
    entry = StateChange.objects.filter(verb=Verb.RELEASE).first()
    assert (entry.actor, entry.detail["name"]) == (both, "Election night")
    assert StateChange.objects.filter(verb=Verb.PUBLISH).count() == 6


def test_released_now_is_out_at_once(release, both):
    before = timezone.now()

    publish_release(release, actor=both)

    [moment] = {publication.publish_at for publication in Publication.objects.all()}
    assert before <= moment <= timezone.now()
    assert Publication.objects.live(timezone.now()).count() == 6
    assert Release.objects.get().is_out(timezone.now())


def test_one_that_is_not_ready_holds_all_and_every_reason_is_said(
    site, other_site, release, stories, both
):
    source = make_source("Reuters")
    source.licensed_sites.set([site])
    stories[0].source = source
    stories[0].save()
    write_text(stories[0], "vi", dek="Mới.")
    write_text(stories[1], "en", body=" ")
    site.review_required = True
    site.save()
    submit(stories[1], "vi", actor=None)
    approve(stories[1], "vi", actor=None)
    logged = StateChange.objects.count()

    refused = refusal(lambda: publish_release(release, actor=both))

    said = {
        (item.story_id, item.site.key, item.language_code): " ".join(o.message for o in found)
        for item, found in refused.by_item.items()
    }
    first, second = stories
    assert (second.pk, "news", "vi") not in said
    assert "approved" in said[first.pk, "news", "vi"]
    assert "approved" in said[first.pk, "sports", "vi"]
    assert "Reuters does not permit this site" in said[first.pk, "sports", "vi"]
    assert "body is empty" in said[second.pk, "news", "en"]
    assert "approved" in said[second.pk, "news", "en"]
    assert len(said) == 5
    assert not Publication.objects.exists()
    assert not SearchEntry.objects.exists()
    assert StateChange.objects.count() == logged
    release.refresh_from_db()
    assert release.state == ReleaseState.PLANNED
    assert set(ReleaseItem.objects.values_list("text_state", flat=True)) == {""}


def test_empty_release_and_a_time_that_has_passed_are_refused(site, section, release, both):
    empty = plan_release(site, name="Empty", actor=both)
    past = timezone.now() - timedelta(minutes=1)

    assert "nothing in the release" in str(refusal(lambda: publish_release(empty, actor=both)))
    passed = refusal(lambda: publish_release(release, actor=both, publish_at=past))
    assert "has passed" in str(passed)
    with pytest.raises(PublicationRefused, match="name"):
        plan_release(site, name=" ", actor=both)


def test_newer_text_of_a_live_story_goes_out_with_a_release_that_is_released_now(
    site, section, both
):
    yesterday = timezone.now() - timedelta(days=1)
    live = make_live_story(site, publish={"publish_at": yesterday})
    fresh = make_story(site)
    text = write_text(live, "vi", title="Bản mới")
    release = plan_release(site, name="Together", actor=both)
    for story in (live, fresh):
        add_to_release(release, story, site=site, languages=["vi"], actor=both)

    later = refusal(lambda: publish_release(release, actor=both, publish_at=tomorrow()))
    assert "Readers see it now" in str(later)
    assert {item.story for item in later.by_item} == {live}
    assert not Publication.objects.filter(story=fresh).exists()
    shown_now = publish_release(release, actor=both).publish_at

    shown = Publication.objects.get(story=live)
    assert (shown.revision, shown.publish_at) == (text.head, yesterday)
    assert Publication.objects.get(story=fresh).publish_at == shown_now


def test_findings_are_passed_over_only_with_a_reason_and_the_right(site, section, both, chief):
    story = make_story(site, ("vi", "en"), texts={"body": "<p>Một.</p><p>Cầu dài hai km.</p>"})
    release = plan_release(site, name="Late", actor=None)
    add_to_release(release, story, site=site, languages=["en"], actor=None)

    refused = refusal(lambda: publish_release(release, actor=chief))
    assert refused.may_be_overridden
    with pytest.raises(PermissionDenied):
        publish_release(release, actor=both, override_reason="It is right.")
    assert not Publication.objects.exists()
    publish_release(release, actor=chief, override_reason="It is right.")

    assert StateChange.objects.get(verb=Verb.OVERRIDE).reason == "It is right."


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


def test_a_text_is_in_one_planned_release_only(site, section, release, stories, both):
    other = plan_release(site, name="Other", actor=both)

    with pytest.raises(PublicationRefused, match="Election night"):
        add_to_release(other, stories[0], site=site, languages=["vi"], actor=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseItem.objects.create(release=other, story=stories[0], site=site, language_code="vi")
    cancel_release(release, actor=both)
    add_to_release(other, stories[0], site=site, languages=["vi"], actor=both)

    assert other.items.count() == 1


def test_what_another_release_has_scheduled_is_not_taken_from_it(site, release, stories, both):
    publish_release(release, actor=both, publish_at=tomorrow())
    other = plan_release(site, name="Other", actor=both)
    add_to_release(other, stories[0], site=site, languages=["vi"], actor=both)

    refused = refusal(lambda: publish_release(other, actor=both))

    assert "Election night places it on" in str(refused)


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


def test_edition_that_is_given_up_leaves_the_release(other_site, release):
    Edition.objects.get(site=other_site, language_code="en").delete()

    assert release.items.filter(site=other_site).count() == 1


def test_parts_are_taken_out(site, release, stories, both):
    gone = release.items.filter(story=stories[1])

    remove_from_release(release, list(gone), actor=both)

    assert release.items.count() == 4
    entry = StateChange.objects.filter(verb=Verb.PLAN_RELEASE).first()
    assert (entry.story, entry.detail["what"]) == (stories[1], "removed")


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

    def may(act):
        try:
            with transaction.atomic():
                act()
                transaction.set_rollback(True)
        except PermissionDenied:
            return False
        return True

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


@pytest.mark.parametrize("count", [1, 3])
def test_asking_what_is_ready_costs_the_same_for_many(
    site, section, both, count, django_assert_num_queries
):
    release = plan_release(site, name="Many", actor=both)
    source = make_source("Reuters")
    for _number in range(count):
        story = make_story(site, ("vi", "en"), source=source)
        add_to_release(release, story, site=site, languages=["vi", "en"], actor=both)
    items = list(release.items.select_related("story__origin", "story__section", "site"))
    object_to_parts(items, both, None)

    with django_assert_num_queries(10):
        found = object_to_parts(items, both, None)

    assert not any(found.values())
    assert len(found) == 2 * count


def test_publish_and_release_object_to_the_same(site, section, editor):
    story = make_story(site, texts={"body": " "})
    release = plan_release(site, name="x", actor=editor)
    items = add_to_release(release, story, site=site, languages=["vi", "en"], actor=editor)

    with pytest.raises(PublicationRefused) as alone:
        publish(story, site=site, languages=["vi", "en"], actor=editor)

    found = object_to_parts(items, editor, None)
    assert [o for item in items for o in found[item]] == list(alone.value.objections)


@pytest.mark.django_db(transaction=True)
def test_two_who_release_at_once_do_it_once():
    site = make_site("news", ("vi",))
    make_section(site)
    people = [make_user((Role.EDITOR, site)) for _number in range(4)]
    made = plan_release(site, name="Together", actor=None)
    for _number in range(2):
        add_to_release(made, make_story(site), site=site, languages=["vi"], actor=None)
    together, done, refused = threading.Barrier(len(people)), [], []

    def go(actor):
        try:
            together.wait(timeout=10)
            done.append(publish_release(made, actor=actor).publish_at)
        except ReleaseRefused as error:
            refused.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(actor,)) for actor in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(done) == 1
    assert len(refused) == 3
    assert all("has its time already" in words for words in refused)
    assert {publication.publish_at for publication in Publication.objects.all()} == set(done)
    assert StateChange.objects.filter(verb=Verb.PUBLISH).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_releases_with_the_same_stories_in_another_order_end():
    site, other = make_site("news", ("vi", "en")), make_site("sports", ("vi", "en"))
    make_section(site)
    theirs = make_section(other)
    stories = [make_story(site, ("vi", "en")) for _number in range(2)]
    first, second = (plan_release(site, name=name, actor=None) for name in ("One", "Two"))
    for story in stories:
        add_to_release(first, story, site=site, languages=["vi"], actor=None)
    for story in reversed(stories):
        add_to_release(second, story, site=other, languages=["vi"], section=theirs, actor=None)
    together, ended = threading.Barrier(2), []

    def go(release):
        try:
            together.wait(timeout=10)
            ended.append(publish_release(release, actor=None).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(release,)) for release in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(ended) == [first.pk, second.pk]
    assert Publication.objects.count() == 4
