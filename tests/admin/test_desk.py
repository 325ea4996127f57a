"""The admin's frame: signing in, the first page, the language of the interface."""

from datetime import timedelta

import pytest
from django.contrib.auth.management.commands import createsuperuser
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Story, StoryTranslation
from articles.workflow import submit
from tests.admin.desk import signed_in
from tests.factories import make_live_story, make_story, publish_story, write_text

INDEX = reverse("admin:index")


def titles(response, key):
    """What a list of the first page shows."""
    [panel] = [panel for panel in response.context["panels"] if panel["key"] == key]
    if "texts" in panel:
        return [text.title for text in panel["texts"]]
    return [publication.revision.title for publication in panel["publications"]]


def test_login_page_is_open_to_all(db):
    response = Client().get(reverse("admin:login"))

    assert response.status_code == 200
    assert "Newscenter" in response.content.decode()


def test_createsuperuser_makes_somebody_who_may_do_everything(db, site, section, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "mua xuan den roi")

    call_command(
        createsuperuser.Command(),
        username="root",
        email="root@example.org",
        interactive=False,
        verbosity=0,
    )

    client = Client()
    client.post(reverse("admin:login"), {"username": "root", "password": "mua xuan den roi"})
    assert client.get(reverse("admin:articles_story_add")).status_code == 200
    assert client.get(reverse("admin:articles_site_change", args=[site.pk])).status_code == 200


def test_first_page_shows_what_waits_and_nothing_of_another_site(
    site, other_site, section, reporter, editor
):
    now = timezone.now()
    for where in (other_site, site):
        name = where.key
        story = make_story(where, texts={"title": f"Chờ {name}"})
        submit(story, "vi", actor=None)
        draft = make_story(where, texts={"title": f"Nháp {name}"})
        text = draft.translations.get()
        StoryTranslation.objects.filter(pk=text.pk).update(changed_by=reporter)
        later = make_story(where, texts={"title": f"Mai {name}"})
        publish_story(later, where, publish_at=now + timedelta(days=1))
        make_live_story(where, texts={"title": f"Nay {name}"})
        stale = make_story(where, ("vi", "en"))
        write_text(stale, "en", title=f"Old {name}")
        write_text(stale, "vi", dek="Mới")

    response = signed_in(reporter).get(INDEX)

    shown = {key: titles(response, key) for key in ("review", "scheduled", "published", "stale")}
    assert shown == {
        "review": ["Chờ news"],
        "scheduled": ["Mai news"],
        "published": ["Nay news"],
        "stale": ["Old news"],
    }
    assert titles(response, "drafts") == ["Nháp news"]
    assert "sports" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_first_page_makes_the_same_queries(site, section, editor, django_assert_num_queries, count):
    for _number in range(count):
        submit(make_story(site), "vi", actor=None)
        make_live_story(site)
        write_text(make_story(site), "vi", actor=editor, title="Mới")
        stale = make_story(site, ("vi", "en"))
        write_text(stale, "vi", dek="Mới")
    client = signed_in(editor)

    with django_assert_num_queries(11):
        response = client.get(INDEX)

    assert len(titles(response, "review")) == count


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.5", "vi"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("en-GB", "en"),
        # Stories are written in Arabic; the admin is not offered in it.
        ("ar", "en"),
        ("fr;q=0.9,vi;q=0.8", "vi"),
        ("nonsense;;q=x", "en"),
    ],
)
def test_login_page_speaks_the_best_language_of_the_browser(db, accepted, shown):
    response = Client().get(reverse("admin:login"), headers={"accept-language": accepted})

    assert f'<html lang="{shown}"' in response.content.decode()
    assert response["Content-Language"] == shown


def test_chosen_language_is_kept_with_the_person(site, reporter):
    client = signed_in(reporter)

    response = client.post(
        reverse("admin:language"), {"language": "vi", "next": "/admin/articles/story/"}
    )

    assert response["Location"] == "/admin/articles/story/"
    reporter.refresh_from_db()
    assert reporter.interface_language == "vi"
    page = client.get(INDEX, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="vi"' in page


def test_language_can_be_chosen_before_signing_in(db):
    client = Client()

    client.post(reverse("admin:language"), {"language": "zh-hans", "next": "/admin/login/"})

    assert '<html lang="zh-hans"' in client.get("/admin/login/").content.decode()


@pytest.mark.parametrize(
    ("posted", "location"),
    [
        ({"language": "ar", "next": "/admin/"}, "/admin/"),
        ({"language": "vi", "next": "https://elsewhere.example/"}, "/admin/"),
        ({"language": "vi", "next": "//elsewhere.example/"}, "/admin/"),
    ],
)
def test_language_menu_leads_nowhere_else(site, reporter, posted, location):
    response = signed_in(reporter).post(reverse("admin:language"), posted)

    assert response["Location"] == location
    reporter.refresh_from_db()
    assert reporter.interface_language in {"", "vi"}


def test_times_are_those_of_the_persons_first_site(site, section, reporter):
    story = make_story(site)
    moment = timezone.now().replace(hour=20, minute=30)
    Story.objects.filter(pk=story.pk).update(updated_at=moment)

    page = signed_in(reporter).get(reverse("admin:articles_story_changelist")).content.decode()

    # Half past eight in the evening in UTC is half past three the next morning in Ho Chi Minh City.
    assert "T03:30+07:00" in page
