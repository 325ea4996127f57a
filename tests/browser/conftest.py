"""A real Chromium for the tests of this folder.

`page` is a fresh one; whatever the browser complains about (console errors and warnings, scripts
that fail, requests refused) fails the test that caused it, unless it empties `complaints`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import CHROMIUM, open_chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the tests of a module, not for longer: it keeps an event loop in this thread."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with open_chromium() as browser:
        yield browser


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
