"""Two processes' caches, with a real Redis in common."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis

from articles.caching import serving, sharing
from articles.caching.release import release_digest
from articles.caching.serving import PageCache
from articles.caching.sharing import SharedPages
from articles.caching.store import PageStore
from tests.caching.application import PAGE, SITES, Application, Frames, Watcher
from tests.caching.wsgi import ask


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """On a busy machine Redis may take longer than a reader would be made to wait."""
    monkeypatch.setattr(serving, "public_sites", lambda: SITES)
    monkeypatch.setattr(sharing, "TIMEOUT", 5.0)


@pytest.fixture
def make(redis):
    """A process, which has heard one announcement."""

    def made(release=b"one", heard="#1"):
        shared = SharedPages(redis.url, release)
        cache = PageCache(Application(), PageStore(1_000_000), Watcher(), Frames(), shared=shared)
        if heard:
            cache.store.invalidate([], heard)
        return cache

    return made


def test_what_one_process_makes_the_other_has(make):
    one, other = make(), make()

    given = [ask(cache, "/vi/", accept_encoding="br") for cache in (one, other, other)]

    assert (one.application.asked, other.application.asked) == (1, 0)
    assert (other.counts.shared, other.counts.hits, other.counts.misses) == (1, 1, 0)
    assert given[0] == given[1] == given[2]


def test_what_was_begun_before_a_change_is_not_taken_after_it(make):
    one, other = make(), make()
    ask(one, "/vi/")

    other.store.invalidate(["n1"], "#2")
    ask(other, "/vi/")

    assert other.application.asked == 1
    # Who has not heard of the change yet does not take what shows it, but makes its own.
    third = make()
    ask(third, "/vi/")
    assert third.application.asked == 1


def test_what_changed_elsewhere_is_no_matter(make):
    one, other = make(), make()
    ask(one, "/vi/")

    other.store.invalidate(["n2"], "#2")
    ask(other, "/vi/")

    assert other.application.asked == 0


@pytest.mark.parametrize("heard", ["", "#0"])
def test_a_process_takes_nothing_that_began_before_it_listened(make, heard):
    one, newcomer = make(), make(heard=heard)
    ask(one, "/vi/")

    ask(newcomer, "/vi/")

    assert newcomer.application.asked == 1


def test_everything_may_have_changed(make):
    one, other = make(), make()
    ask(one, "/vi/")

    other.store.invalidate_all("#2")
    ask(other, "/vi/")

    assert other.application.asked == 1


def test_a_page_of_before_a_scheduled_moment_is_not_taken_after_it(make):
    """Also where the clock of its maker is behind, and a later announcement was heard by both."""
    one, other = make(), make()
    ask(one, "/vi/")

    other.watcher.swept_until = time.time() + 1
    ask(other, "/vi/")

    assert other.application.asked == 1


def test_another_frame_is_another_page(make):
    one, other = make(), make()
    ask(one, "/vi/")

    other.frames.current = 2
    ask(other, "/vi/")

    assert other.application.asked == 1


def test_a_page_ends_with_its_time_for_all(make):
    one, other = make(), make()
    one.application.until = datetime.now(UTC) + timedelta(seconds=1.5)
    ask(one, "/vi/")

    time.sleep(1.6)
    ask(other, "/vi/")

    assert other.application.asked == 1


def test_nothing_is_shared_while_not_everything_is_heard(make):
    one, other = make(), make()
    one.watcher.trusted = False
    ask(one, "/vi/")

    ask(other, "/vi/")

    assert other.application.asked == 1


def test_pages_of_another_release_are_not_seen(make):
    one, other = make(), make(release=b"another")
    ask(one, "/vi/")

    ask(other, "/vi/")

    assert other.application.asked == 1


def test_pages_that_somebody_else_put_there_are_left_alone(make, redis):
    one, other = make(), make()
    ask(one, "/vi/")
    ask(one, "/en/")
    server = Redis.from_url(redis.url)
    first, second = server.keys("newscenter:page:*")
    # Each is a page of ours, but not the one that was asked for.
    values = server.mget(first, second)
    server.mset({first: values[1], second: values[0][:-1] + b"x"})

    ask(other, "/vi/")
    ask(other, "/en/")

    assert other.application.asked == 2
    server.close()


@pytest.mark.parametrize("own", [{"cookie": "sessionid=x"}, {"authorization": "Bearer x"}])
def test_what_is_made_for_one_is_not_for_all(make, redis, own):
    ask(make(), "/vi/", **own)

    with Redis.from_url(redis.url) as server:
        assert server.keys() == []


def test_one_makes_a_page_while_the_others_wait(make, monkeypatch):
    monkeypatch.setattr(sharing, "PATIENCE", 10.0)
    monkeypatch.setattr(sharing, "TURN", 10.0)
    one, other = make(), make()
    one.application.gate = threading.Event()
    threads = [threading.Thread(target=ask, args=(cache, "/vi/")) for cache in (one, other)]
    threads[0].start()
    while not one.application.asked:
        time.sleep(0.01)
    threads[1].start()
    time.sleep(0.2)

    one.application.gate.set()
    for thread in threads:
        thread.join(20)

    assert (one.application.asked, other.application.asked) == (1, 0)


def test_nobody_waits_long_for_a_process_that_died(make, monkeypatch):
    one, other = make(), make()
    assert one.shared.find(("news.example", "/vi/", False, ""), lambda found: None) is None

    assert ask(other, "/vi/").body == PAGE
    assert other.application.asked == 1


@pytest.mark.parametrize("end", ["kill", "hang"])
def test_a_server_that_is_away_costs_one_short_wait(make, redis, monkeypatch, end):
    monkeypatch.setattr(sharing, "TIMEOUT", 0.2)
    cache = make()
    ask(cache, "/vi/")

    getattr(redis, end)()
    for number in range(5):
        assert ask(cache, f"/vi/{number}/").body == PAGE

    assert cache.shared.failures == 1


def test_after_a_while_it_is_asked_again(make, redis, monkeypatch):
    monkeypatch.setattr(sharing, "PAUSE", 0.01)
    one, other = make(), make()
    redis.kill()
    ask(one, "/vi/1/")
    redis.start()
    time.sleep(0.05)

    ask(one, "/vi/2/")
    ask(other, "/vi/2/")

    assert other.application.asked == 0


def test_a_release_is_known_by_what_makes_its_pages(settings):
    first = release_digest()

    assert release_digest() == first
    settings.SECRET_KEY = "another one, which signs other addresses"
    assert release_digest() != first
