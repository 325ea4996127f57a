"""The list of stories: columns, filters, search, and what is done to several at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import Role, WorkflowState
from articles.models import Publication, Story
from articles.workflow import submit, take_down
from tests.admin.desk import signed_in, story_url
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_story,
    make_tag,
    make_user,
    publish_story,
    write_text,
)


def listed(user, **query):
    response = signed_in(user).get(story_url("changelist"), query)
    assert response.status_code == 200
    return {story.pk for story in response.context["cl"].result_list}


def act(user, action, stories, **fields):
    return signed_in(user).post(
        story_url("changelist"),
        {"action": action, "_selected_action": [story.pk for story in stories]} | fields,
        follow=True,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_queries(  # noqa: PLR0917
    site, other_site, section, editor, django_assert_num_queries, count
):
    for number in range(count):
        image = make_image(site)
        image.translations.create(language_code="vi", alt="Cầu", master=image)
        story = make_live_story(
            site,
            ("vi", "en"),
            authors=(make_author(),),
            tags=(make_tag(),),
            lead_image=image,
            section=make_section(site, f"s{number}"),
        )
        publish_story(story, other_site, section=make_section(other_site))
    client = signed_in(editor)

    with django_assert_num_queries(21):
        response = client.get(story_url("changelist"))
    with django_assert_num_queries(21 + 3):
        searched = client.get(story_url("changelist"), {"q": "cau moi"})

    assert response.content.decode().count('class="field-headline"') == count
    assert searched.content.decode().count('class="field-headline"') == count


def test_chips_say_how_each_language_stands(site, section, editor):
    story = make_story(site, ("vi", "en"))
    publish_story(story, site, ("vi", "en"))
    write_text(story, "vi", dek="Mới")

    page = signed_in(editor).get(story_url("changelist")).content.decode()

    chips = page[page.index('<ul class="chips">') : page.index("</ul>", page.index("chips"))]
    assert chips.count("chip-live") == 2
    assert chips.count("newer text") == 1
    assert chips.count("1 behind") == 1
    assert "chip-missing" in chips
    assert "العربيّة" in chips


@pytest.fixture
def shelf(site, section, editor):
    """One story of each kind; all in Vietnamese, some in English."""
    now = timezone.now()
    story = {
        "draft": make_story(site, texts={"title": "Bản nháp"}),
        "review": make_story(site),
        "live": make_live_story(site, ("vi", "en")),
        "scheduled": make_story(site),
        "expired": make_live_story(
            site,
            publish={
                "publish_at": now - timedelta(days=2),
                "expire_at": now - timedelta(days=1),
            },
        ),
        "withdrawn": make_live_story(site),
        "stale": make_story(site, ("vi", "en"), section=make_section(site, "khac")),
    }
    submit(story["review"], "vi", actor=None)
    publish_story(story["scheduled"], site, publish_at=now + timedelta(days=1))
    take_down(story["withdrawn"], actor=None, reason="Wrong")
    write_text(story["stale"], "vi", dek="Mới", actor=editor)
    return story


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "in_review"}, {"review"}),
        ({"state": "draft", "language": "en"}, {"stale"}),
        ({"language": "en"}, {"live", "stale"}),
        ({"stale": "1"}, {"stale"}),
        ({"stale": "1", "language": "vi"}, set()),
        ({"mine": "1"}, {"stale"}),
        ({"public": "live"}, {"live"}),
        ({"public": "scheduled"}, {"scheduled"}),
        ({"public": "expired"}, {"expired"}),
        ({"public": "withdrawn"}, {"withdrawn"}),
        ({"public": "never"}, {"draft", "review", "stale"}),
        ({"q": "nháp"}, {"draft"}),
        ({"q": "NEW BRIDGE"}, {"live", "stale"}),
        ({"site": "sports"}, set()),
    ],
)
def test_filters_and_search(shelf, editor, query, expected):
    assert listed(editor, **query) == {shelf[name].pk for name in expected}


def test_section_filter_offers_own_sections_by_name(shelf, site, other_site, editor):
    make_section(other_site, "bi-mat", vi="Bí mật", en="Secret")

    response = signed_in(editor).get(
        story_url("changelist"), {"section": shelf["stale"].section_id}
    )

    assert {story.pk for story in response.context["cl"].result_list} == {shelf["stale"].pk}
    page = response.content.decode()
    assert "News" in page
    assert "Secret" not in page


def test_search_finds_authors_and_numbers(site, section, editor):
    story = make_story(site, authors=(make_author("Trần Mỹ Linh"),))
    make_story(site)

    assert listed(editor, q="Mỹ Linh") == {story.pk}
    assert listed(editor, q=str(story.pk)) == {story.pk}


def test_search_shows_nobody_what_the_list_does_not(  # noqa: PLR0917
    site, other_site, section, editor, outsider, translator
):
    ours, theirs = make_story(site), make_story(other_site)
    carried = make_story(other_site)
    publish_story(carried, site, section=section)

    assert listed(editor, q="cau moi") == listed(translator, q="cau moi") == {ours.pk, carried.pk}
    assert listed(outsider, q="cau moi") == {theirs.pk, carried.pk}
    assert listed(outsider, q=f"#{ours.pk}") == set()
    assert listed(editor, q="cau moi", state="in_review") == set()


def test_several_are_submitted(site, section, reporter):
    one, other = make_story(site), make_story(site, ("vi", "en"))

    page = act(reporter, "submit_selected", [one, other]).content.decode()

    states = {t.state for s in (one, other) for t in s.translations.all()}
    assert states == {WorkflowState.IN_REVIEW}
    assert "3 texts done." in page


def test_several_are_published_if_they_wait_for_review(site, section, editor):
    waiting, draft, empty = make_story(site), make_story(site), make_story(site)
    submit(waiting, "vi", actor=None)
    submit(empty, "vi", actor=None)
    write_text(empty, "vi", body="")

    page = act(editor, "publish_selected", [waiting, draft, empty]).content.decode()

    assert [p.story for p in Publication.objects.all()] == [waiting]
    assert "1 text done." in page
    assert "nothing to do" in page
    assert "The title or the body is empty." in page


def test_several_are_taken_down_after_a_reason(site, section, editor):
    one, other = make_live_story(site), make_live_story(site, ("vi", "en"))

    asked = act(editor, "take_down_selected", [one, other])
    assert Publication.objects.filter(withdrawn_at__isnull=False).count() == 0
    act(editor, "take_down_selected", [one, other], confirmed="yes", reason="Court order")

    assert 'name="reason"' in asked.content.decode()
    assert Publication.objects.filter(withdrawn_at__isnull=True).count() == 0


def test_actions_are_offered_to_those_who_may(site, section):
    make_story(site)
    offered = {}
    for role in (Role.REPORTER, Role.PHOTO_DESK, Role.EDITOR):
        user = make_user((role, site))
        page = signed_in(user).get(story_url("changelist")).content.decode()
        names = ("submit_selected", "publish_selected", "take_down_selected", "delete_selected")
        offered[role] = {name for name in names if f'value="{name}"' in page}

    assert offered == {
        Role.REPORTER: {"submit_selected"},
        Role.PHOTO_DESK: set(),
        Role.EDITOR: {"submit_selected", "publish_selected", "take_down_selected"},
    }


def test_action_cannot_be_posted_without_the_right(site, section, reporter):
    story = make_story(site)
    submit(story, "vi", actor=None)

    act(reporter, "publish_selected", [story])

    assert not Publication.objects.exists()


def test_action_reaches_no_story_of_another_site(site, other_site, section, reporter):
    theirs = make_story(other_site)

    act(reporter, "submit_selected", [theirs])

    assert Story.objects.get(pk=theirs.pk).translations.get().state == WorkflowState.DRAFT
