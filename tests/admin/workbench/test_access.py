"""Who may read the workbench, who may write in it, and what it refuses of anybody."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from articles.enums import Role
from articles.models import SegmentDraft
from tests.admin.desk import signed_in
from tests.admin.workbench.bench import address, bench_of, edit_of, send
from tests.factories import head_of, make_user

CALLS = ("save", "drafts", "claim", "dismiss")


def test_languages_that_were_not_given_are_there_to_read(story, translator):
    client = signed_in(translator)

    own, other = client.get(address(story, "en")), client.get(address(story, "ar"))

    assert own.status_code == other.status_code == 200
    assert own.context["may_edit"]
    assert 'name="text-1"' in own.content.decode()
    assert not other.context["may_edit"]
    assert "<textarea" not in other.content.decode()
    assert "js/workbench" not in other.content.decode()


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("who", ["translator", "photo"])
def test_what_was_not_given_is_refused(story, site, translator, who, call):
    photo = make_user((Role.PHOTO_DESK, site), username="photo")
    user, language = {"translator": (translator, "ar"), "photo": (photo, "en")}[who]
    line = bench_of(story, user, language).lines[0]

    calls = send(user, story, call, language, segments=[edit_of(line, "x")])
    plain = signed_in(user).post(address(story, language), {"row-1": "", "text-1": "x"})

    assert (calls.status_code, plain.status_code) == (403, 403)
    assert not SegmentDraft.objects.exists()
    assert head_of(story, "en").title == "Title"


def test_story_of_another_site_is_not_there(story, outsider):
    client = signed_in(outsider)

    assert client.get(address(story)).status_code == 404
    assert client.get(address(story, call="rows")).status_code == 404
    assert send(outsider, story, "save", segments=[]).status_code == 404


@pytest.mark.parametrize("language", ["vi", "fr", "zh-hans", "nonsense"])
def test_languages_without_a_translation_to_be_made_are_not_there(story, translator, language):
    # The original's own, and those in which the site has no edition.
    assert signed_in(translator).get(address(story, language)).status_code == 404


@pytest.mark.parametrize("call", CALLS)
def test_calls_need_a_token_and_a_post(story, editor, call):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert send(editor, story, call, client=strict).status_code == 403
    assert signed_in(editor).get(address(story, call=call)).status_code == 405


def test_page_of_another_person_writes_nothing(story, editor, chief):
    line = bench_of(story, editor).lines[0]

    response = send(editor, story, "drafts", user=chief.pk, segments=[edit_of(line, "x")])

    assert response.status_code == 409
    assert not SegmentDraft.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("not json", "not JSON"),
        ({"segments": "x"}, "“segments” must be a list"),
        ({"segments": ["x"]}, "segments[0] must be an object"),
        ({"segments": [{"source": "ZZ"}]}, "segments[0].source must be the hash"),
        ({"segments": [{"source": 5}]}, "segments[0].source must be text"),
        ({"segments": [{"occurrence": True}]}, "segments[0].occurrence must be a whole number"),
        ({"segments": [{"occurrence": -1}]}, "segments[0].occurrence must be a whole number"),
        ({"segments": [{"html": "x" * 100_001}]}, "segments[0].html must be text of at most"),
    ],
)
@pytest.mark.parametrize("call", ["save", "drafts"])
def test_bad_input_is_refused_by_name(story, translator, call, data, words):
    body = data if isinstance(data, str) else json.dumps(data)

    response = signed_in(translator).post(
        address(story, call=call), body, content_type="application/json"
    )

    assert response.status_code == 400
    assert words in response.json()["errors"][0]
    assert not SegmentDraft.objects.exists()


def test_story_form_leads_to_the_workbench(story, translator):
    page = signed_in(translator).get(reverse("admin:articles_story_change", args=[story.pk]))

    content = page.content.decode()
    assert address(story, "en") in content
    assert "translate/vi/" not in content
