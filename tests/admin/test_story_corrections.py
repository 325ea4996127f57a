from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.enums import Role
from articles.models import Correction, Publication, Retraction
from articles.workflow import correct
from tests.admin.desk import signed_in, story_url
from tests.factories import make_live_story, make_section, make_user, publish_story


@pytest.fixture
def story(site, other_site, section):
    at = timezone.now() - timedelta(days=1)
    story = make_live_story(site, ("vi", "en"), publish={"publish_at": at})
    publish_story(story, other_site, ("vi",), section=make_section(other_site), publish_at=at)
    return story


def notices():
    return list(Correction.objects.order_by("pk").values_list("language_code", "text", "root"))


def test_all_languages_are_corrected_at_once_and_answer_the_original(story, editor):
    response = signed_in(editor).post(
        story_url("correct", story), {"text-en": "402 metres.", "text-vi": "402 mét."}
    )

    assert response.status_code == 302
    root = Correction.objects.get(language_code="vi")
    assert notices() == [("vi", "402 mét.", None), ("en", "402 metres.", root.pk)]
    assert {one.by for one in Correction.objects.all()} == {editor}


def test_task_stands_on_the_desk_and_on_the_tab_until_it_is_done(story, editor):
    root = correct(story, "vi", text="402 mét.", actor=None)
    client = signed_in(editor)

    desk = client.get(reverse("admin:index"))
    tab = client.get(story_url("change", story)).content.decode()
    page = client.get(story_url("correct", story))
    listed = client.get(reverse("admin:articles_story_changelist"), {"uncorrected": "1"})

    (panel,) = [p for p in desk.context["panels"] if p["key"] == "corrections"]
    assert [text.language_code for text in panel["texts"]] == ["en"]
    assert tab.count("correction-owed") == 1
    assert story_url("correct", story) in tab
    assert [row.pk for row in listed.context["cl"].result_list] == [story.pk]
    # The page begins with what is to be done.
    assert page.context["form"]["root"].initial == str(root.pk)

    client.post(story_url("correct", story), {"root": root.pk, "text-en": "402 metres."})

    assert notices()[1:] == [("en", "402 metres.", root.pk)]
    desk = client.get(reverse("admin:index"))
    (panel,) = [p for p in desk.context["panels"] if p["key"] == "corrections"]
    assert not panel["texts"]
    assert "correction-owed" not in client.get(story_url("change", story)).content.decode()
    listed = client.get(reverse("admin:articles_story_changelist"), {"uncorrected": "1"})
    assert not listed.context["cl"].result_list


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text-en": "  "}, "in one language at least"),
        ({"root": "root", "text-vi": "Hai", "text-en": "Two"}, "made already"),
        ({"root": "999999", "text-en": "Two"}, "not one of the available choices"),
    ],
)
def test_refusal_is_said_and_nothing_is_made(story, editor, data, said):
    root = correct(story, "vi", text="Một", actor=None)
    data = {key: str(root.pk) if value == "root" else value for key, value in data.items()}

    response = signed_in(editor).post(story_url("correct", story), data)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert len(notices()) == 1


def test_editor_of_one_language_corrects_that_one_only(story, site):
    limited = make_user((Role.EDITOR, site), languages=("en",))
    client = signed_in(limited)

    page = client.get(story_url("correct", story))
    client.post(story_url("correct", story), {"text-vi": "Lén", "text-en": "Mine."})

    assert page.context["form"].languages == ["en"]
    assert notices() == [("en", "Mine.", None)]


def test_retraction_asks_for_every_language_and_takes_all(story, chief):
    client = signed_in(chief)
    half = client.post(story_url("retract", story), {"text-vi": "Sai."})
    assert half.status_code == 200
    assert half.context["form"].errors.keys() == {"text-en"}
    assert not Retraction.objects.exists()

    done = client.post(story_url("retract", story), {"text-vi": "Sai.", "text-en": "Wrong."})

    assert done.status_code == 302
    assert not Publication.objects.filter(withdrawn_at=None).exists()
    assert Retraction.objects.count() == 3
    assert client.get(story_url("retract", story)).status_code == 403


def test_chief_editor_of_some_languages_does_not_retract_the_others(story, site):
    limited = make_user((Role.CHIEF_EDITOR, site), languages=("en",))

    assert signed_in(limited).get(story_url("retract", story)).status_code == 403


def test_chief_editor_of_a_carrying_site_neither_corrects_nor_retracts(story, outsider):
    client = signed_in(outsider)

    for verb in ("correct", "retract"):
        assert client.get(story_url(verb, story)).status_code == 403
        assert client.post(story_url(verb, story), {"text-vi": "x"}).status_code == 403
    assert notices() == []
