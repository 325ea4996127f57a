import json
import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.counting import limits, upkeep, visitors
from articles.counting.tokens import make_token, read_token
from articles.models import Publication, ViewEvent, ViewHour, ViewSalt, ViewTotal
from articles.sites import addresses
from articles.views import beacon
from tests.factories import make_live_story, make_user

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """Salts and the next roll-up of this process, which outlive a test's transaction."""
    monkeypatch.setattr(visitors, "_salts", visitors.DailySalts())
    monkeypatch.setattr(beacon, "upkeep", upkeep.Upkeep())
    monkeypatch.setattr(beacon, "limits", limits.Limits())


@pytest.fixture
def publication(site):
    return Publication.objects.get(story=make_live_story(site))


@pytest.fixture
def post(client):
    """Send a token as the script does, with other headers where they are given."""

    def send(token, content_type="text/plain;charset=UTF-8", **headers):
        sent = {"host": "news.example", "user-agent": FIREFOX, **headers}
        return client.post("/-/view", token, content_type=content_type, headers=sent)

    return send


@pytest.fixture
def load_pixel(client):
    def load(token, **headers):
        sent = {"host": "news.example", "user-agent": FIREFOX, **headers}
        return client.get("/-/view.gif", {"t": token}, headers=sent)

    return load


def test_the_addresses_are_those_that_pages_name():
    assert reverse("view") == addresses.VIEW_PATH
    assert reverse("view_pixel") == addresses.VIEW_PIXEL_PATH


def test_a_reader_is_counted(publication, post):
    ViewTotal.objects.update(opening=121)

    response = post(make_token(publication.pk))

    assert response.status_code == 200
    assert response.json() == {"views": 122, "counted": True}
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert ViewEvent.objects.get().publication_id == publication.pk


def test_a_form_is_understood(publication, post):
    body = f"t={make_token(publication.pk)}"

    response = post(body, content_type="application/x-www-form-urlencoded")

    assert response.json() == {"views": 1, "counted": True}


def test_the_browser_of_the_page_may_name_its_origin(publication, post):
    response = post(
        make_token(publication.pk),
        origin="http://news.example",
        **{"sec-fetch-site": "same-origin"},
    )

    assert response.json()["counted"] is True


def test_pages_from_a_cache_need_no_csrf_token(publication):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(
        "/-/view",
        make_token(publication.pk),
        content_type="text/plain",
        headers={"host": "news.example", "user-agent": FIREFOX},
    )

    assert response.json()["counted"] is True


def test_a_browser_without_script_is_counted_by_a_picture(publication, load_pixel):
    response = load_pixel(make_token(publication.pk))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/gif"
    assert response.content.startswith(b"GIF89a")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert ViewEvent.objects.count() == 1


def test_the_picture_and_the_script_count_one_reader_once(publication, post, load_pixel):
    post(make_token(publication.pk))
    load_pixel(make_token(publication.pk))

    assert ViewEvent.objects.count() == 1


def test_a_repeat_is_answered_with_the_number_of_now(publication, post):
    post(make_token(publication.pk))
    post(make_token(publication.pk), **{"user-agent": f"{FIREFOX} other"})

    response = post(make_token(publication.pk))

    assert response.json() == {"views": 2, "counted": False}
    assert ViewEvent.objects.count() == 2


def test_the_number_alone_is_read_without_counting(publication, client):
    ViewTotal.objects.update(opening=121)

    response = client.get("/-/view", {"t": make_token(publication.pk)})

    assert response.json() == {"views": 121}
    assert response["Cache-Control"] == "public, max-age=30"
    assert not ViewEvent.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": ""},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
    ],
)
def test_programs_and_prefetches_are_answered_but_not_counted(
    publication, post, load_pixel, headers
):
    ViewTotal.objects.update(opening=121)

    response = post(make_token(publication.pk), **headers)

    assert response.status_code == 200
    assert response.json() == {"views": 121, "counted": False}
    assert load_pixel(make_token(publication.pk), **headers).status_code == 200
    assert not ViewEvent.objects.exists()


def test_staff_are_not_counted(publication, post, client):
    client.force_login(make_user())

    response = post(make_token(publication.pk))

    assert response.json() == {"views": 0, "counted": False}
    assert not response.cookies
    assert not ViewEvent.objects.exists()


def test_readers_with_an_account_are_counted(publication, post, client):
    client.force_login(make_user(is_staff=False))

    assert post(make_token(publication.pk)).json()["counted"] is True


def test_a_dead_session_is_a_reader_and_gets_no_cookie(publication, post, client):
    client.cookies["sessionid"] = "0123456789abcdefghijklmnopqrstuv"

    response = post(make_token(publication.pk))

    assert response.json()["counted"] is True
    assert not response.cookies


def test_what_is_not_live_is_not_counted(publication, post):
    Publication.objects.update(withdrawn_at=timezone.now())

    assert post(make_token(publication.pk)).json() == {"views": 0, "counted": False}


@pytest.mark.parametrize("token", ["", "1.AAAAAAAAAAAAAAAA", "x" * 5000, "\x00", "1"])
def test_a_bad_token_is_refused(publication, post, load_pixel, client, token):
    for response in (
        post(token),
        load_pixel(token[:50]),
        client.get("/-/view", {"t": token[:50]}),
    ):
        assert response.status_code == 400
        assert response["Cache-Control"] == "no-store"
    assert not ViewEvent.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "http://news.example.evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_other_peoples_pages_may_not_count(publication, post, load_pixel, headers):
    token = make_token(publication.pk)

    assert post(token, **headers).status_code == 403
    assert load_pixel(token, **headers).status_code == 403
    assert not ViewEvent.objects.exists()


def test_only_our_proxies_are_believed_about_addresses(publication, post, settings):
    settings.TRUSTED_PROXIES = 1
    token = make_token(publication.pk)
    forwarded = ["192.0.2.1", "6.6.6.6, 192.0.2.1", "192.0.2.2"]

    answers = [post(token, **{"x-forwarded-for": entry}).json() for entry in forwarded]

    assert [answer["counted"] for answer in answers] == [True, False, True]


def test_nothing_that_is_stored_names_the_reader(publication, post):
    post(make_token(publication.pk))

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM articles_viewevent AS e")
        (row,) = cursor.fetchone()
    assert set(json.loads(row)) == {
        *("id", "publication_id", "visitor", "window", "at", "rolled_up"),
    }
    assert "127.0.0.1" not in row
    assert "Firefox" not in row


def test_the_same_reader_is_a_new_visitor_tomorrow(publication, post, monkeypatch):
    token, now = make_token(publication.pk), timezone.now()
    post(token)

    monkeypatch.setattr("articles.views.beacon.timezone.now", lambda: now + timedelta(days=1))

    assert post(token).json() == {"views": 2, "counted": True}
    assert ViewSalt.objects.count() == 1


def test_a_database_that_is_away_is_no_acknowledgement(
    publication, post, load_pixel, monkeypatch, caplog
):
    def fail(*args):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(beacon, "record", fail)

    for response in (post(make_token(publication.pk)), load_pixel(make_token(publication.pk))):
        assert response.status_code == 503
        assert response["Retry-After"] == "2"
        assert response["Cache-Control"] == "no-store"
    assert "could not be counted" in caplog.text


def test_totals_stay_current_without_a_timer(publication, post, monkeypatch):
    monkeypatch.setattr("articles.counting.upkeep.EVERY_VIEWS", 2)
    token = make_token(publication.pk)

    post(token)
    assert not ViewHour.objects.exists()
    response = post(token, **{"user-agent": f"{FIREFOX} other"})

    assert response.json() == {"views": 2, "counted": True}
    assert ViewTotal.objects.get().counted == 2
    assert not ViewEvent.objects.filter(rolled_up=False).exists()


def test_a_roll_up_that_fails_disturbs_nobody(publication, post, monkeypatch, caplog):
    def fail():
        raise OperationalError("the connection is closed")

    monkeypatch.setattr("articles.counting.upkeep.EVERY_VIEWS", 1)
    monkeypatch.setattr("articles.counting.upkeep.roll_up_unless_busy", fail)

    assert post(make_token(publication.pk)).json()["counted"] is True
    assert "Views wait for the next roll-up" in caplog.text


def test_a_reader_costs_one_query(publication, post, django_assert_num_queries):
    post(make_token(publication.pk))
    # The salt and its agreement are read anew in a test, because nothing here is ever committed.
    with django_assert_num_queries(2):
        post(make_token(publication.pk), **{"user-agent": f"{FIREFOX} other"})


@pytest.mark.parametrize("method", ["put", "delete", "head"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)("/-/view").status_code == 405


def test_the_story_page_carries_what_counts_it(site, section, get):
    story = make_live_story(site, section=section)
    ViewTotal.objects.update(opening=121)
    publication = story.publications.get()
    path = f"/vi/thoi-su/{publication.revision.slug}-{story.pk}/"

    page = get(path).content.decode()

    (token,) = re.findall(r'<data class="views" value="121"[^>]* data-token="([^"]+)">121', page)
    assert read_token(token) == publication.pk
    assert page.count(token) == 2
    assert '<script type="module" src="/static/js/views.js"></script>' in page
