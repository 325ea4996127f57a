"""Presence as the pages of the desk show it, and who may ask."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from articles.enums import DeskPage
from articles.models import Presence
from articles.workflow import attend
from tests.admin.desk import signed_in, story_url
from tests.factories import make_section, make_story


@pytest.fixture
def story(site):
    return make_story(site, ("vi", "en"))


def address(story):
    return reverse("admin:articles_story_presence", args=[story.pk])


def bench(story):
    return reverse("admin:articles_story_translate", args=[story.pk, "en"])


def words(user, **more):
    return {"tab": uuid4(), "page": "form", "language": "vi", "user": user.pk} | more


def beat(user, story, **more):
    return signed_in(user).post(address(story), words(user, **more))


def test_opening_a_page_counts_without_any_script(story, editor, translator):
    signed_in(translator).get(bench(story))

    page = signed_in(editor).get(story_url("change", story)).content.decode()

    shown = page[page.index("data-open-page") : page.index("</ul>", page.index("data-open-page"))]
    assert "<b>translator</b>" in shown
    assert '<span lang="en">English</span>' in shown
    assert "the workbench" in shown
    rows = set(Presence.objects.values_list("user__username", "page", "language_code"))
    assert rows == {("translator", "workbench", "en"), ("editor", "form", "vi")}


def test_workbench_shows_who_has_the_form_open(story, editor, translator):
    signed_in(editor).get(story_url("change", story))

    assert "<b>editor</b>" in signed_in(translator).get(bench(story)).content.decode()


def test_list_and_board_show_it_small(site, story, editor, translator):
    make_story(site)
    attend(story, actor=translator, tab=uuid4(), page=DeskPage.WORKBENCH, language_code="en")
    client = signed_in(editor)

    for name in ("changelist", "board"):
        page = client.get(story_url(name)).content.decode()
        assert page.count('<li class="person"><b>translator</b>') == 1


def test_heartbeat_tells_and_leaving_forgets(story, editor, translator):
    tab = uuid4()
    beat(translator, story, tab=tab, page="workbench", language="en")

    assert "<b>translator</b>" in beat(editor, story).json()["html"]

    assert beat(translator, story, tab=tab, page="workbench", gone="1").status_code == 204
    assert beat(editor, story).json() == {"html": ""}


def test_outsider_neither_sees_nor_is_seen(story, outsider, editor):
    beat(editor, story)

    assert beat(outsider, story).status_code == 404
    assert Presence.objects.count() == 1
    page = signed_in(outsider).get(story_url("changelist")).content.decode()
    assert "editor</b>" not in page


def test_whoever_signed_in_since_is_not_spoken_for(story, editor, translator):
    answer = signed_in(editor).post(address(story), words(translator))

    assert answer.json() == {"html": "", "stop": True}
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"tab": "x"}, {"page": "elsewhere"}, {"language": "xx"}, {"tab": ""}]
)
def test_nonsense_is_refused(story, editor, wrong):
    assert beat(editor, story, **wrong).status_code == 400
    assert not Presence.objects.exists()


def test_only_posts_change_anything(story, editor):
    assert signed_in(editor).get(address(story)).status_code == 405


def test_heartbeat_is_light(story, editor, django_assert_num_queries):
    client = signed_in(editor)

    with django_assert_num_queries(5):
        client.post(address(story), words(editor))


def test_new_story_and_popup_have_no_presence(site, editor):
    make_section(site)

    page = signed_in(editor).get(story_url("add")).content.decode()

    assert "data-open-page" not in page
