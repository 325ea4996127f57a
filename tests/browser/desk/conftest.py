"""A story of the desk, open in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from articles.models import Story, User
from tests.admin.desk import signed_in, story_url
from tests.chromium import open_chromium
from tests.factories import make_author, make_story


@pytest.fixture
def story(live_server, site) -> Story:
    """In Vietnamese and English, with a byline; Arabic is not written yet."""
    return make_story(site, ("vi", "en"), authors=(make_author("Lê An"),))


@pytest.fixture
def sit_down(browser, live_server, complaints) -> Iterator[Callable]:
    """A person at a computer: the same cookies and storage until the test ends."""
    contexts = []

    def sit(user: User, **options):
        defaults = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
        context = browser.new_context(**(defaults | options))
        contexts.append(context)
        context.set_default_timeout(10_000)
        # The host of these tests is no public site, which alone has an icon.
        context.route("**/favicon.svg", lambda route: route.fulfill(body=""))
        context.on("console", lambda message: note(message, complaints))
        context.on("weberror", lambda failure: complaints.append(str(failure.error)))
        sign_in(context, user, live_server)
        return context

    yield sit
    for context in contexts:
        context.close()
    # Within Playwright's event loop the thread has connections of its own.
    connections.close_all()


def note(message, complaints):
    if message.type in {"error", "warning"}:
        complaints.append(f"{message.type}: {message.text}")


def sign_in(context, user, live_server):
    cookie = signed_in(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.fixture
def computer(sit_down, editor):
    return sit_down(editor)


@pytest.fixture
def open_story(request, story, live_server) -> Callable:
    """Opens a tab with the story's page."""

    def go(context=None, *, add=False, language=""):
        page = (context or request.getfixturevalue("computer")).new_page()
        path = story_url("add") if add else story_url("change", story)
        page.goto(f"{live_server.url}{path}{language and '#text-' + language}")
        return page

    return go


@pytest.fixture
def open_desk(live_server, settings):
    """A signed-in page of a given width; complaints of the browser fail the test."""
    settings.PUBLIC_PORT = int(live_server.url.rpartition(":")[2])
    complaints = []
    with open_chromium("--host-resolver-rules=MAP *.example 127.0.0.1") as browser:

        def open_page(username, width=1280):
            page = browser.new_page(viewport={"width": width, "height": 900}, locale="en")
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda message: complaints.extend(complaint(message)))
            page.goto(f"{live_server.url}/admin/login/?next=/admin/")
            page.fill("#id_username", username)
            page.fill("#id_password", "a long password")
            page.click("#login-form [type=submit]")
            return page

        yield open_page
        # Beside Playwright's loop Django opened a second connection, which nobody else would close.
        connections.close_all()
    assert complaints == []


def complaint(message):
    """What the browser holds against a page; the host of the tests is no site with an icon."""
    address = message.location.get("url", "")
    if message.type == "error" and "favicon" not in address:
        yield f"{message.text} {address}"
