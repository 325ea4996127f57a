"""A real Chromium for the tests of this folder.

`page` is a fresh one; whatever the browser complains about (console errors and warnings, scripts
that fail, requests refused) fails the test that caused it, unless it empties `complaints`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a module.

    Not for longer: Playwright keeps an event loop running in this thread, and while it does,
    Django must be told that its database may be used here.
    """
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as engine:
            try:
                launched = engine.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
                )
            except Error as error:
                pytest.skip(f"no Chromium to be started here: {error.message.splitlines()[0]}")
            yield launched
            launched.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(autouse=True)
def windows_are_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before the server's last answer is waited for, whichever fixture opened them."""
    if "live_server" not in request.fixturenames or "browser" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("live_server")
    browser = request.getfixturevalue("browser")
    yield
    for context in browser.contexts:
        context.close()


class Complaints(list[str]):
    """`was_measured` once axe was at work: the browser tells of its inline styles when it likes."""

    was_measured = False


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about; empty it where complaints are expected."""
    found = Complaints()
    yield found
    if found.was_measured:
        found[:] = [words for words in found if "Applying inline style" not in words]
    assert found == []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{message.type}: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    yield page
    context.close()
