"""Which saves the server answers with a receipt for the browser's draft."""

import pytest

from tests.admin.desk import errors_on, signed_in, story_post, story_url, texts_of
from tests.factories import make_story

DRAFT = "0123456789abcdef" * 2
RECEIPT = f"newscenter-saved-{DRAFT}"


def post(user, story, **fields):
    texts = texts_of(story)
    texts["vi"]["title"] = fields.pop("title", "Tiêu đề mới")
    return signed_in(user).post(story_url("change", story), story_post(story, texts, **fields))


@pytest.mark.parametrize("button", ["_continue", "_save", "_publish"])
def test_saved_story_carries_the_receipt_of_its_draft(site, editor, button):
    response = post(editor, make_story(site), draft_id=DRAFT, **{button: "1"})

    assert response.status_code == 302, errors_on(response)
    receipt = response.cookies[RECEIPT]
    assert (receipt["path"], receipt["samesite"], receipt["httponly"]) == ("/admin/", "Strict", "")


def test_story_that_is_added_carries_it_too(site, section, editor):
    texts = {"vi": {"language_code": "vi", "title": "Mới", "body": "<p>Chữ.</p>"}}
    data = story_post(
        None, texts, origin=site.pk, original_language="vi", section=section.pk, draft_id=DRAFT
    )

    response = signed_in(editor).post(story_url("add"), data)

    assert response.status_code == 302, errors_on(response)
    assert RECEIPT in response.cookies


def test_refused_form_carries_none_and_gives_the_draft_back(site, editor):
    response = post(editor, make_story(site), draft_id=DRAFT, title="")

    assert response.status_code == 200
    assert RECEIPT not in response.cookies
    assert f'data-unsaved data-draft-id="{DRAFT}"' in response.content.decode()


def test_page_that_is_opened_says_whose_drafts_are_offered(site, editor):
    page = signed_in(editor).get(story_url("change", make_story(site))).content.decode()

    assert f'data-draft-user="{editor.pk}"' in page
    assert "data-unsaved" not in page


def test_story_that_is_gone_carries_none(site, editor):
    story = make_story(site)
    client, data = signed_in(editor), story_post(story, texts_of(story), draft_id=DRAFT)
    story.translations.all().delete()
    story.delete()

    response = client.post(story_url("change", story), data)

    assert response.status_code == 302
    assert RECEIPT not in response.cookies


@pytest.mark.parametrize("draft", ["", "abc", "../../" + DRAFT, DRAFT + "\nx", DRAFT.upper()])
def test_what_is_no_id_of_a_draft_becomes_no_cookie(site, editor, draft):
    response = post(editor, make_story(site), draft_id=draft)

    assert response.status_code == 302
    assert not [name for name in response.cookies if name.startswith("newscenter-saved")]
