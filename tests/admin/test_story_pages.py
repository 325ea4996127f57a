"""The pages of the verbs: what they show, what they do, and what they say when they do not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.enums import PublicState, Verb, WorkflowState
from articles.models import Publication, StateChange
from articles.workflow import return_to_writer, submit
from tests.admin.desk import placement, signed_in, story_url
from tests.factories import (
    make_blocking_finding,
    make_live_story,
    make_section,
    make_story,
    publish_story,
    write_text,
)


def test_editor_publishes_now_with_a_headline(site, section, editor):
    story = make_story(site, ("vi", "en"))

    response = signed_in(editor).post(
        story_url("publish", story),
        placement(site, section, ("vi", "en"), **{"headline-en": "A bridge at last"}),
    )

    assert response["Location"] == story_url("change", story)
    shown = {p.language_code: p.headline for p in Publication.objects.live(timezone.now())}
    assert shown == {"vi": "", "en": "A bridge at last"}


def test_time_is_read_by_the_clocks_of_the_site(site, section, editor):
    story = make_story(site)

    response = signed_in(editor).post(
        story_url("publish", story),
        placement(
            site,
            section,
            when="later",
            publish_at="2031-05-04T07:30",
            expire_at="2031-05-05T07:30",
        ),
        follow=True,
    )

    publication = Publication.objects.get()
    assert publication.publish_at == datetime(2031, 5, 4, 0, 30, tzinfo=UTC)
    assert publication.expire_at == datetime(2031, 5, 5, 0, 30, tzinfo=UTC)
    assert publication.public_state(timezone.now()) == PublicState.SCHEDULED
    assert "Asia/Ho_Chi_Minh" in response.content.decode()


def test_time_in_the_past_is_named_to_who_publishes(site, section, editor):
    story = make_story(site)

    response = signed_in(editor).post(
        story_url("publish", story),
        placement(site, section, when="later", publish_at="2021-05-04T07:30"),
        follow=True,
    )

    [message] = map(str, response.context["messages"])
    assert "dated 4 May 2021, 07:30 (Asia/Ho_Chi_Minh)" in message


def test_page_of_a_scheduled_story_shows_its_times_again(site, section, editor):
    story = make_story(site)
    publish_story(story, site, publish_at=datetime(2031, 5, 4, 0, 30, tzinfo=UTC))

    page = signed_in(editor).get(story_url("publish", story)).content.decode()

    assert 'value="2031-05-04T07:30"' in page


def test_hour_that_the_clocks_skip_is_refused(site, section, editor):
    site.time_zone = "Europe/Berlin"
    site.save()
    story = make_story(site)

    response = signed_in(editor).post(
        story_url("publish", story),
        placement(site, section, when="later", publish_at="2031-03-30T02:30"),
    )

    assert response.status_code == 200
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"languages": []}, "Choose at least one language."),
        ({"when": "later"}, "Say from when."),
        ({"expire_at": "2020-01-01T00:00"}, "It would end before it begins."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_published(site, section, editor, fields, said):
    story = make_story(site)

    response = signed_in(editor).post(
        story_url("publish", story), placement(site, section, **fields)
    )

    assert said in response.content.decode()
    assert not Publication.objects.exists()


def test_refusal_shows_every_objection_and_keeps_what_was_filled_in(site, section, editor):
    story = make_story(site, ("vi", "en"))
    make_blocking_finding(story, "vi")
    make_blocking_finding(story, "en")

    response = signed_in(editor).post(
        story_url("publish", story),
        placement(site, section, ("vi", "en"), **{"headline-en": "Kept on the page"}),
    )

    page = response.content.decode()
    [panel] = response.context["panels"]
    assert len(panel.form.non_field_errors()) == 2
    assert "Kept on the page" in page
    assert "override_reason" not in page
    assert not Publication.objects.exists()


def test_chief_publishes_in_spite_of_findings_with_a_reason(site, section, chief):
    story = make_story(site)
    make_blocking_finding(story)
    client = signed_in(chief)

    refused = client.post(story_url("publish", story), placement(site, section))
    client.post(
        story_url("publish", story), placement(site, section, override_reason="A quotation.")
    )

    assert "override_reason" in refused.content.decode()
    assert Publication.objects.get().public_state(timezone.now()) == PublicState.LIVE
    assert StateChange.objects.get(verb=Verb.OVERRIDE).reason == "A quotation."


def test_story_is_placed_on_another_site_in_its_own_section(site, other_site, section, admin):
    story, theirs = make_live_story(site), make_section(other_site)

    page = signed_in(admin).get(story_url("publish", story))
    signed_in(admin).post(story_url("publish", story), placement(other_site, theirs))

    assert [panel.site for panel in page.context["panels"]] == [site, other_site]
    assert Publication.objects.get(site=other_site).section == theirs


def test_only_what_readers_do_not_have_is_ticked(site, section, editor):
    story = make_story(site, ("vi", "en"))
    publish_story(story, site, ("vi",))

    page = signed_in(editor).get(story_url("publish", story))

    [panel] = page.context["panels"]
    assert panel.form["languages"].value() == ["en"]


@pytest.mark.parametrize("count", [1, 3])
def test_publish_page_makes_the_same_queries(
    site, section, editor, django_assert_num_queries, count
):
    story = make_live_story(site, ("vi", "en", "ar")[:count])
    client = signed_in(editor)

    # One more for the glossary, which only translations are held to.
    with django_assert_num_queries(24 + (count > 1)):
        response = client.get(story_url("publish", story))

    assert len(response.context["panels"][0].rows) == count


def test_take_down_needs_a_reason_and_takes_what_was_chosen(site, section, editor):
    story = make_live_story(site, ("vi", "en"))
    english = Publication.objects.get(language_code="en")
    client, url = signed_in(editor), story_url("take_down", story)

    refused = client.post(url, {"publications": [english.pk], "reason": " "})
    assert refused.status_code == 200
    assert Publication.objects.filter(withdrawn_at__isnull=False).count() == 0
    client.post(url, {"publications": [english.pk], "reason": "A wrong name."})

    withdrawn = Publication.objects.filter(withdrawn_at__isnull=False)
    assert [p.language_code for p in withdrawn] == ["en"]
    assert StateChange.objects.get(verb=Verb.TAKE_DOWN).reason == "A wrong name."


def test_submit_and_return_move_the_chosen_languages(site, section, reporter, editor):
    story = make_story(site, ("vi", "en"))

    signed_in(reporter).post(story_url("submit", story), {"languages": ["vi"]})
    after = {t.language_code: t.state for t in story.translations.all()}
    signed_in(editor).post(
        story_url("return", story), {"languages": ["vi"], "comment": "Who said this?"}
    )

    assert after == {"vi": WorkflowState.IN_REVIEW, "en": WorkflowState.DRAFT}
    assert story.translations.get(language_code="vi").state == WorkflowState.DRAFT
    for name in ("history", "change"):
        assert "Who said this?" in signed_in(reporter).get(story_url(name, story)).content.decode()


def test_comment_is_gone_when_the_text_is_handed_over_again(site, section, reporter, editor):
    story = make_story(site)
    submit(story, "vi", actor=reporter)
    return_to_writer(story, "vi", actor=editor, comment="Who said this?")
    submit(story, "vi", actor=reporter)

    page = signed_in(reporter).get(story_url("change", story)).content.decode()

    assert "Who said this?" not in page


def times_url(story):
    publication = Publication.objects.get(story=story)
    return reverse("admin:articles_story_times", args=[story.pk, publication.pk])


def test_times_move_and_readers_keep_their_text(site, section, editor):
    story = make_live_story(site)
    shown = Publication.objects.get()
    write_text(story, "vi", title="Chưa đăng")

    response = signed_in(editor).post(
        times_url(story), {"publish_at": "2026-01-02T07:00", "expire_at": "2031-05-04T07:30"}
    )

    assert response["Location"] == story_url("change", story)
    publication = Publication.objects.get()
    assert publication.revision == shown.revision
    assert publication.publish_at == datetime(2026, 1, 2, 0, 0, tzinfo=UTC)
    assert publication.expire_at == datetime(2031, 5, 4, 0, 30, tzinfo=UTC)


def test_times_that_end_before_they_begin_are_refused(site, section, editor):
    story = make_live_story(site)

    response = signed_in(editor).post(
        times_url(story), {"publish_at": "2031-01-02T07:00", "expire_at": "2030-05-04T07:30"}
    )

    assert "It would end before it begins." in response.content.decode()
    assert Publication.objects.get().expire_at is None


@pytest.mark.parametrize(("name", "status"), [("reporter", 403), ("outsider", 404)])
def test_times_are_moved_by_those_who_publish(request, site, section, name, status):
    story = make_live_story(site)
    client = signed_in(request.getfixturevalue(name))

    assert client.get(times_url(story)).status_code == status
    posted = client.post(times_url(story), {"publish_at": "2031-01-02T07:00"})

    assert posted.status_code == status
    assert Publication.objects.get().public_state(timezone.now()) == PublicState.LIVE


def test_submitting_an_empty_text_is_refused(site, section, reporter):
    story = make_story(site, texts={"body": ""})

    response = signed_in(reporter).post(story_url("submit", story), {"languages": ["vi"]})

    assert "The title or the body is empty." in response.content.decode()
    assert story.translations.get().state == WorkflowState.DRAFT


def test_change_page_says_where_it_is_public_and_how_often_it_was_read(site, section, reporter):
    story = make_live_story(site)
    total = Publication.objects.get().view_total
    total.opening = 121
    total.save()

    page = signed_in(reporter).get(story_url("change", story)).content.decode()

    assert f"http://news.example/vi/thoi-su/cau-moi-noi-hai-bo-song-{story.pk}/" in page
    assert "121 views" in page


@pytest.mark.parametrize("count", [1, 3])
def test_history_makes_the_same_queries(site, section, editor, django_assert_num_queries, count):
    story = make_story(site)
    for number in range(count):
        submit(story, "vi", actor=editor)
        text = story.translations.get()
        text.state, text.title = WorkflowState.DRAFT, f"{number}"
        text.save()
    client = signed_in(editor)

    with django_assert_num_queries(16):
        response = client.get(story_url("history", story))

    assert len(response.context["entries"]) == count + 1


def test_scheduled_story_is_shown_as_such(site, section, editor):
    story = make_story(site)
    publish_story(story, site, publish_at=timezone.now() + timedelta(days=2))

    response = signed_in(editor).get(story_url("change", story))

    [place] = response.context["whereabouts"]
    assert place.state == PublicState.SCHEDULED
    assert "View on site" not in response.content.decode()


def test_override_is_offered_where_something_blocks(site, section, chief):
    clean, blocked = make_story(site), make_story(site)
    make_blocking_finding(blocked)
    client = signed_in(chief)

    pages = [client.get(story_url("publish", s)).content.decode() for s in (clean, blocked)]

    assert ["override_reason" in page for page in pages] == [False, True]


def verbs_on(user, story):
    page = signed_in(user).get(story_url("change", story))
    return [offer.name for offer in page.context["verbs"]]


def test_each_person_is_offered_what_they_may_do_now(site, section, reporter, editor):
    story = make_story(site)
    assert verbs_on(reporter, story) == ["submit"]
    submit(story, "vi", actor=reporter)
    assert verbs_on(reporter, story) == []
    assert verbs_on(editor, story) == ["return", "approve", "publish", "release"]

    signed_in(editor).post(story_url("approve", story), {"languages": ["vi"]})
    assert story.translations.get().state == WorkflowState.APPROVED
    publish_story(story, site)
    write_text(story, "vi", title="Bản mới")

    assert verbs_on(editor, story) == [
        "submit",
        "discard_changes",
        "publish",
        "release",
        "correct",
        "take_down",
    ]
    signed_in(editor).post(story_url("discard_changes", story), {"languages": ["vi"]})
    assert story.translations.get().title != "Bản mới"


def test_verb_that_is_not_offered_is_refused(site, section, reporter):
    story = make_story(site)
    submit(story, "vi", actor=reporter)

    for verb in ("approve", "return", "discard_changes"):
        response = signed_in(reporter).post(story_url(verb, story), {"languages": ["vi"]})
        assert response.status_code == 403, verb
