"""The shorter way for readers gives the answers of the longer one."""

from __future__ import annotations

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_exempt

from articles.models import Redirect
from articles.sites.snapshot import forget_public_sites
from articles.views import front
from articles.workflow import take_down
from newscenter.readers import ReadersHandler, with_readers
from tests.caching.wsgi import ask
from tests.factories import make_live_story, make_section, make_tag
from tests.views.pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_is_kept():
    """That of the test's transaction: a server would close it after each request."""
    signals = request_started, request_finished
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


def handler(kind):
    made = kind()
    made.load_middleware()
    return made


def compared(answer):
    """Django's policy stands in the order of a set, another one in each process."""
    policy = answer.headers.pop("content-security-policy", "")
    answer.headers.pop("x-accel-expires", None)
    return answer, sorted(policy.split("; "))


@pytest.fixture
def paths(site, other_site, section):
    story = make_live_story(site, section=section, tags=(make_tag(),))
    gone = make_live_story(site, section=section)
    where = address(gone)
    take_down(gone, actor=None, reason="Sai.")
    Redirect.objects.create(site=site, old_path="/cu.html", new_path="/vi/")
    make_section(site, "part", parent=section)
    forget_public_sites()
    return [
        *("/", "/vi/", "/vi", "/vi/thoi-su/", address(story), address(story).rstrip("/"), where),
        *("/VI/", "/vi/thoi-su/khac-1/", "/vi/nothing/", "/nothing", "/cu.html", "/cu.html?a=1"),
        *("/vi/feeds/rss.xml", "/vi/search/?q=a", "/vi/archive/", "/vi/rss/", "/vi/sitemap/"),
        *("/sitemap.xml", "/sitemaps/pages.xml", "/robots.txt", "/favicon.svg", "/vi/?before=x"),
        *("/admin", "/vi/\0/"),
    ]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_answers_are_the_same(paths, settings, method):
    settings.ALLOWED_HOSTS = ["news.example", "gate.example"]
    settings.SECURE_HSTS_SECONDS = 60
    short, long = handler(ReadersHandler), handler(WSGIHandler)
    asked = [
        *({"url": one} for one in paths),
        {"url": "/vi/", "host": "gate.example"},
        {"url": "/vi/", "host": "unknown.example"},
        {"url": "/", "accept_language": "ar"},
        {"url": "/vi/", "cookie": f"csrftoken={'a' * 32}; messages=b; django_language=en"},
        {"url": "/vi/feeds/rss.xml", "if_none_match": "*"},
    ]

    for one in asked:
        for _again in range(2):
            found, expected = (compared(ask(way, method=method, **one)) for way in (short, long))
            assert found == expected, one


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError, 503), (InterfaceError, 503), (ValueError, 500)]
)
def test_readers_are_told_to_come_again_while_the_database_is_away(
    site, settings, monkeypatch, error, status
):
    def fail(*_asked):
        raise error("The server closed the connection unexpectedly.")

    settings.ALLOWED_HOSTS = ["news.example"]
    forget_public_sites()
    monkeypatch.setattr(front, "compose_front", fail)

    found, expected = (
        compared(ask(handler(kind), "/vi/")) for kind in (ReadersHandler, WSGIHandler)
    )

    assert found == expected
    answer, _policy = found
    assert answer.status == status
    assert answer.headers.get("retry-after") == ("5" if status == 503 else None)
    assert answer.headers["cache-control"] == "no-store"
    assert f'<h1 class="message-title">{status}</h1>' in answer.body.decode()


def test_unencrypted_requests_are_led_to_the_encrypted_address(site, settings):
    settings.SECURE_SSL_REDIRECT = True
    forget_public_sites()

    found, expected = (ask(handler(kind), "/vi/") for kind in (ReadersHandler, WSGIHandler))

    assert found == expected
    assert found.status == 301


@pytest.mark.parametrize(
    ("url", "options", "is_short"),
    [
        ("/vi/", {}, True),
        ("/vi/", {"method": "HEAD"}, True),
        ("/vi/", {"cookie": "a=b"}, True),
        ("/vi/", {"method": "POST"}, False),
        ("/vi/", {"cookie": "a=b; sessionid=c"}, False),
        ("/vi/", {"authorization": "Bearer a"}, False),
        *((one, {}, False) for one in ("/admin/", "/-/view", "/api/v1/", "/media/a.jpg")),
    ],
)
def test_only_readers_go_the_shorter_way(monkeypatch, url, options, is_short):
    monkeypatch.setattr("newscenter.readers.ReadersHandler", lambda: told("short"))

    answer = ask(with_readers(told("long")), url, **options)

    assert answer.body == (b"short" if is_short else b"long")


@pytest.mark.parametrize(
    ("url", "header", "value"),
    [
        ("/policy", "content-security-policy", "img-src https:"),
        ("/frame", "x-frame-options", "SAMEORIGIN"),
        ("/unframed", "x-frame-options", None),
        ("/length", "content-length", "1"),
    ],
)
def test_a_page_with_headers_of_its_own_keeps_them(site, url, header, value):
    with override_settings(ROOT_URLCONF=__name__):
        short = handler(ReadersHandler)
        # Also where it is the first that is asked for.
        own, plain, again = (ask(short, one).headers for one in (url, "/plain", url))

    assert own == again
    assert own.get(header) == value or value in own[header]
    assert plain["x-frame-options"] == "DENY"
    assert "img-src https:" not in plain["content-security-policy"]


def told(word):
    def application(_environ, start_response):
        start_response("200 OK", [])
        return [word.encode()]

    return application


def plain(_request):
    return HttpResponse("a")


def policy(_request):
    response = HttpResponse("a")
    response._csp_replace = {"img-src": ["https:"]}
    return response


def frame(_request):
    return HttpResponse("a", headers={"X-Frame-Options": "SAMEORIGIN"})


@xframe_options_exempt
def unframed(_request):
    return HttpResponse("a")


def length(_request):
    return HttpResponse("a", headers={"Content-Length": "1"})


urlpatterns = [path(view.__name__, view) for view in (plain, policy, frame, unframed, length)]
