"""The standing cast: two sites, three languages (one right to left), and the people of the desk."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.enums import Role
from articles.models import Category, Site, User
from articles.sites import snapshot
from tests.factories import make_section, make_site, make_user


def pytest_configure() -> None:
    """Django copies the list of hosts before there is a test database to ask for those of sites."""
    django_settings.ALLOWED_HOSTS = list(list.__iter__(django_settings.ALLOWED_HOSTS))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody need look for garbage in it."""
    gc.collect()
    gc.freeze()


# The same examples in every run, so that a change is judged by itself, and not by how busy the
# machine is. For other ones: pytest --hypothesis-profile=default
hypothesis_settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for each test, which is not made before somebody writes to it: few do."""
    parent = tmp_path_factory.mktemp("media")
    return (parent / str(number) for number in count())


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, media_folders: Iterator[Path]) -> None:
    """No test finds the files of another."""
    settings.MEDIA_ROOT = next(media_folders)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Hashing a password well takes longer than most tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def sites_as_they_are(request: pytest.FixtureRequest) -> None:
    """What one test knew of sites is not the next one's; modules that share a demo keep theirs."""
    if "conformance" not in request.path.parts:
        snapshot.forget_public_sites()


@pytest.fixture
def sites_read_once(sites_as_they_are: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites are read at the first request of a test, however long it takes: for counted queries."""
    monkeypatch.setattr(snapshot, "MAX_AGE", 3600.0)


@pytest.fixture
def live_server(live_server: LiveServer) -> Iterator[LiveServer]:
    """The tables are emptied after the last answer, not beside it: the two would lock each other.

    Whoever asks sees to it that browsers are closed by then; a connection left open fails the test.
    """
    answered = connections_of(live_server)
    yield live_server
    give_up = time.monotonic() + 10
    while answered:
        assert time.monotonic() < give_up, f"connections left open: {answered}"
        time.sleep(0.005)


def connections_of(server: LiveServer) -> set[Any]:
    """Those that it answers at any moment."""
    httpd: Any = server.thread.httpd
    if not hasattr(httpd, "answered"):
        httpd.answered = set()
        begin, answer = httpd.process_request, httpd.process_request_thread

        def begin_one(request: Any, address: Any) -> None:
            httpd.answered.add(request)
            begin(request, address)

        def answer_one(request: Any, address: Any) -> None:
            try:
                answer(request, address)
            finally:
                httpd.answered.discard(request)

        httpd.process_request, httpd.process_request_thread = begin_one, answer_one
    found: set[Any] = httpd.answered
    return found


@pytest.fixture
def site(db: None) -> Site:
    """The general site, in Vietnamese, English and Arabic; `news.example`."""
    return make_site("news", ("vi", "en", "ar"), time_zone="Asia/Ho_Chi_Minh")


@pytest.fixture
def other_site(db: None) -> Site:
    """Another site, in Vietnamese and English; `sports.example`."""
    return make_site("sports", ("vi", "en"))


@pytest.fixture
def section(site: Site) -> Category:
    return make_section(site, "thoi-su", vi="Thời sự", en="News", ar="أخبار")


@pytest.fixture
def reporter(site: Site) -> User:
    return make_user((Role.REPORTER, site), username="reporter")


@pytest.fixture
def translator(site: Site) -> User:
    """Translates into English only."""
    return make_user((Role.TRANSLATOR, site), languages=("en",), username="translator")


@pytest.fixture
def editor(site: Site) -> User:
    return make_user((Role.EDITOR, site), username="editor")


@pytest.fixture
def chief(site: Site) -> User:
    return make_user((Role.CHIEF_EDITOR, site), username="chief")


@pytest.fixture
def manager(site: Site) -> User:
    return make_user((Role.SITE_MANAGER, site), username="manager")


@pytest.fixture
def both(site: Site, other_site: Site) -> User:
    """Editor of both sites."""
    return make_user((Role.EDITOR, site), (Role.EDITOR, other_site), username="both")


@pytest.fixture
def outsider(other_site: Site) -> User:
    """Chief editor, but of the other site."""
    return make_user((Role.CHIEF_EDITOR, other_site), username="outsider")


@pytest.fixture
def admin(db: None) -> User:
    return make_user(username="admin", is_superuser=True)
