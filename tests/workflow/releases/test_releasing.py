"""Everything goes out in the same instant, or nothing does and every reason is said."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from articles.enums import ReleaseState, Role, Verb
from articles.models import (
    Publication,
    Release,
    ReleaseItem,
    SearchEntry,
    SectionListing,
    StateChange,
)
from articles.workflow import (
    PublicationRefused,
    ReleaseRefused,
    add_to_release,
    approve,
    plan_release,
    publish,
    publish_release,
    submit,
)
from articles.workflow.releasing import object_to_parts
from tests.factories import (
    make_live_story,
    make_section,
    make_site,
    make_source,
    make_story,
    make_user,
    write_text,
)
from tests.workflow.releases.deciding import refusal, tomorrow


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


def test_what_another_release_has_scheduled_is_not_taken_from_it(site, release, stories, both):
    publish_release(release, actor=both, publish_at=tomorrow())
    other = plan_release(site, name="Other", actor=both)
    add_to_release(other, stories[0], site=site, languages=["vi"], actor=both)

    refused = refusal(lambda: publish_release(other, actor=both))

    assert "Election night places it on" in str(refused)


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
