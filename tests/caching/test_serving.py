"""The cache around an application that counts how often it is asked."""

from __future__ import annotations

import threading
import time

import pytest
from django.test import RequestFactory

from articles.caching import serving
from articles.caching.serving import COLLECTED, PageCache
from articles.caching.store import PageStore
from tests.caching.application import PAGE, SITES, Application, Frames, Watcher
from tests.caching.wsgi import ask


@pytest.fixture
def inner():
    return Application()


@pytest.fixture
def cache(inner, monkeypatch):
    monkeypatch.setattr(serving, "public_sites", lambda: SITES)
    return PageCache(inner, PageStore(1_000_000), Watcher(), Frames())


def test_the_second_reader_gets_what_was_made_for_the_first(cache, inner):
    answers = [ask(cache, "/vi/", accept_encoding="gzip") for _ in range(3)]

    assert inner.asked == 1
    assert inner.closed == 1
    assert {answer.body for answer in answers} == {answers[0].body}
    assert cache.counts.hits == 2


def test_django_is_asked_for_the_whole_page(cache, inner):
    ask(cache, "/vi/", method="HEAD", if_none_match='"x"', accept_encoding="br", range="bytes=0-1")

    assert inner.environ["REQUEST_METHOD"] == "GET"
    for name in ("IF_NONE_MATCH", "ACCEPT_ENCODING", "RANGE"):
        assert f"HTTP_{name}" not in inner.environ


def test_head_is_get_without_a_body(cache):
    got, head = ask(cache, "/vi/"), ask(cache, "/vi/", method="HEAD")

    assert head.headers == got.headers
    assert (head.body, got.body) == (b"", PAGE)


def test_kept_pages_go_out_whole(cache):
    """The server sends a list at once, and asks for anything else piece by piece."""
    environ = RequestFactory().get("/vi/").environ

    for method in ("GET", "HEAD"):
        answer = cache({**environ, "REQUEST_METHOD": method}, lambda *start: None)
        assert isinstance(answer, list)
    assert cache.counts.hits == 1


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_what_the_reader_has_is_not_sent_again(cache, encoding):
    first = ask(cache, "/vi/", accept_encoding=encoding)

    for given in (first.headers["etag"], f'W/{first.headers["etag"]}, "other"', "*"):
        again = ask(cache, "/vi/", accept_encoding=encoding, if_none_match=given)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-length" not in again.headers
    assert ask(cache, "/vi/", if_none_match='"other"').status == 200


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("/vi/", {"method": "POST"}),
        ("/vi/", {"cookie": "a=b; sessionid=secret"}),
        ("/vi/", {"authorization": "Bearer x"}),
        ("/vi/?other=x", {}),
        ("/vi/?utm_source=x&other=x", {}),
        ("/vi/?before=x&other=y", {}),
        ("/admin/", {}),
        ("/-/view", {}),
    ],
)
def test_what_is_not_for_all_goes_past(cache, inner, url, options):
    ask(cache, "/vi/")
    for _ in range(2):
        ask(cache, url, **options)

    assert inner.asked == 3
    assert COLLECTED not in inner.environ
    assert len(cache.store) == 1


def test_cursors_that_lead_nowhere_fill_no_memory(cache, inner):
    inner.is_continued = False

    for query in ("?before=a", "?before=b", "?before=b", "", ""):
        assert ask(cache, f"/vi/{query}").body == PAGE

    assert inner.asked == 4
    assert len(cache.store) == 1


@pytest.mark.parametrize(
    "query", ["utm_source=x", "fbclid=1&gclid", "before=a&utm_campaign=b%26c", "utm_id=1&before=a"]
)
def test_whence_a_reader_came_makes_no_other_page(cache, inner, query):
    ask(cache, "/vi/?before=a" if "before" in query else "/vi/")

    assert ask(cache, f"/vi/?{query}").body == PAGE
    assert inner.asked == 1


def test_django_hears_whence_a_reader_came(cache, inner):
    """Because it sends an old address on with all that hangs on it."""
    ask(cache, "/vi/?utm_source=x")

    assert inner.environ["QUERY_STRING"] == "utm_source=x"


def test_pages_differ_by_host_query_and_encryption(cache, inner, settings):
    for url, options in (
        ("/vi/", {}),
        ("/vi/", {"host": "sports.example"}),
        ("/vi/?before=abc", {}),
        ("/en/", {}),
    ):
        ask(cache, url, **options)
        ask(cache, url, **options)

    assert inner.asked == 4


def test_a_host_is_the_same_however_it_is_written(cache, inner):
    for host in ("news.example", "NEWS.example", "news.example:80", "news.example:8000"):
        ask(cache, "/vi/", host=host)

    assert inner.asked == 1
    for host in ("[::1]:80", "[::2]:80"):
        ask(cache, "/vi/", host=host)
    assert inner.asked == 3


def test_a_proxy_keeps_a_page_to_the_end_of_the_second(cache, settings):
    settings.BEHIND_PROXY = True
    first = ask(cache, "/vi/")

    for answer in (ask(cache, "/vi/"), ask(cache, "/vi/", if_none_match=first.headers["etag"])):
        name, _, second = answer.headers["x-accel-expires"].partition("@")
        assert name == ""
        assert time.time() - 5 < int(second) <= time.time()
        # First, or nginx takes Cache-Control apart too, for each reader.
        assert next(iter(answer.headers)) == "x-accel-expires"


def test_behind_a_proxy_it_says_whether_the_reader_came_encrypted(inner, monkeypatch, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    monkeypatch.setattr(serving, "public_sites", lambda: SITES)
    cache = PageCache(inner, PageStore(1_000_000), Watcher(), Frames())
    for proto in ("https", "http", "https", "http"):
        ask(cache, "/vi/", x_forwarded_proto=proto)

    assert inner.asked == 2


@pytest.mark.parametrize(
    ("status", "headers", "is_marked"),
    [
        ("200 OK", [("Set-Cookie", "a=b")], True),
        ("200 OK", [], False),
        ("404 Not Found", [], True),
        ("301 Moved", [("Location", "/x/")], True),
    ],
)
def test_nothing_else_is_kept(cache, inner, status, headers, is_marked):
    inner.status, inner.headers, inner.is_marked = status, headers, is_marked
    answers = [ask(cache, "/vi/") for _ in range(2)]

    assert inner.asked == 2
    assert [(a.status, a.body) for a in answers] == [(int(status[:3]), PAGE)] * 2
    assert inner.closed == 2


def test_a_body_too_large_to_keep_is_passed_on_whole(cache, inner):
    inner.body = b"y" * 400_000

    assert ask(cache, "/vi/").body == inner.body
    assert len(cache.store) == 0
    assert inner.closed == 1


def test_a_change_is_seen_at_once(cache, inner):
    ask(cache, "/vi/")
    cache.store.invalidate(["n1"])
    inner.body = b"<p>Another page.</p>"

    assert ask(cache, "/vi/").body == inner.body


def test_a_change_while_the_page_is_made_keeps_it_out(cache, inner):
    inner.gate = threading.Event()
    thread = threading.Thread(target=ask, args=(cache, "/vi/"))
    thread.start()
    while inner.asked == 0:
        time.sleep(0.001)
    cache.store.invalidate(["n1"])
    inner.gate.set()
    thread.join(5)

    assert len(cache.store) == 0


def test_another_frame_is_another_page(cache, inner):
    ask(cache, "/vi/")
    cache.frames.current = 2
    ask(cache, "/vi/")

    assert inner.asked == 2


def test_nothing_is_given_out_while_nobody_listens(cache, inner):
    ask(cache, "/vi/")
    cache.watcher.trusted = False
    ask(cache, "/vi/")

    assert inner.asked == 2


def test_readers_get_the_old_page_while_the_database_is_away(cache, inner, settings):
    settings.BEHIND_PROXY = True
    ask(cache, "/vi/")
    cache.watcher.trusted = False
    cache.frames.current = None
    inner.status, inner.body = "500 Server Error", b"broken"

    answers = [ask(cache, "/vi/") for _ in range(5)]

    assert {(a.status, a.body, a.headers["cache-control"]) for a in answers} == {
        (200, PAGE, "no-cache")
    }
    # The proxy keeps it for nobody.
    assert not any("x-accel-expires" in a.headers for a in answers)
    # One attempt a second speaks for all.
    assert inner.asked == 2
    assert ask(cache, "/en/").status == 500


def test_many_readers_of_one_page_have_it_made_once(cache, inner):
    inner.gate = threading.Event()
    bodies = []
    threads = [
        threading.Thread(target=lambda: bodies.append(ask(cache, "/vi/").body)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    while inner.asked == 0:
        time.sleep(0.001)
    time.sleep(0.1)
    inner.gate.set()
    for thread in threads:
        thread.join(5)

    assert bodies == [PAGE] * 8
    assert inner.asked == 1


def test_a_page_that_is_broken_keeps_no_other_one_old(cache, inner):
    for address in ("/vi/", "/en/"):
        ask(cache, address)
    cache.store.invalidate(["n1"])
    inner.status, inner.body = "500 Server Error", b"broken"
    assert ask(cache, "/vi/").headers["cache-control"] == "no-cache"
    inner.status, inner.body = "200 OK", b"<p>Another page.</p>"

    assert ask(cache, "/en/").body == inner.body


def test_readers_get_the_old_page_while_the_database_hangs(cache, inner, monkeypatch):
    monkeypatch.setattr(serving, "SHORT_PATIENCE", 0.05)
    ask(cache, "/vi/")
    cache.store.invalidate(["n1"])
    inner.gate = threading.Event()
    first = threading.Thread(target=ask, args=(cache, "/vi/"))
    first.start()
    while inner.asked < 2:
        time.sleep(0.001)
    # Nothing was heard of it since that one began.
    monkeypatch.setattr(cache, "_is_shared", iter([True, False]).__next__)

    answers = [ask(cache, "/vi/") for _ in range(3)]
    inner.gate.set()
    first.join(5)

    assert {(a.status, a.body, a.headers["cache-control"]) for a in answers} == {
        (200, PAGE, "no-cache")
    }
    assert inner.asked == 2


def test_one_at_a_time_asks_whether_the_database_is_there(cache, inner, monkeypatch):
    monkeypatch.setattr(serving, "SHORT_PATIENCE", 0.05)
    for address in ("/vi/", "/en/", "/ar/"):
        ask(cache, address)
    cache.watcher.trusted = False
    inner.gate = threading.Event()
    first = threading.Thread(target=ask, args=(cache, "/vi/"))
    first.start()
    while inner.asked < 4:
        time.sleep(0.001)

    answers = [ask(cache, address) for address in ("/en/", "/ar/", "/vi/")]
    inner.gate.set()
    first.join(5)

    assert {answer.headers["cache-control"] for answer in answers} == {"no-cache"}
    assert inner.asked == 4
    # It answered: whoever comes now has the page made anew.
    assert "cache-control" not in ask(cache, "/en/").headers
    assert inner.asked == 5


def test_nobody_waits_for_what_is_not_kept(cache, inner):
    inner.is_marked = False
    ask(cache, "/vi/")
    inner.gate = threading.Event()
    threads = [threading.Thread(target=ask, args=(cache, "/vi/")) for _ in range(3)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 5
    while inner.asked < 4 and time.monotonic() < deadline:
        time.sleep(0.001)
    together = inner.asked
    inner.gate.set()
    for thread in threads:
        thread.join(5)

    assert together == 4
