"""The second factor in a real Chromium, with script and without."""

from __future__ import annotations

import re

import pytest
from django.db import connections
from playwright.sync_api import expect

from articles.enums import SecondFactorPolicy
from articles.models import Site
from tests.accounts.phone import PASSWORD, code_of, next_code
from tests.browser.desk.conftest import note
from tests.browser.desk.story_page import violations


@pytest.fixture
def visitor(browser, live_server, complaints):
    contexts = []

    def sit(**options):
        context = browser.new_context(locale="en-GB", **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.route("**/favicon.svg", lambda route: route.fulfill(body=""))
        # axe looks for imported style sheets beside the page.
        context.route("**/second-factor/*.css", lambda route: route.fulfill(body=""))
        context.on("console", lambda message: note(message, complaints))
        return context.new_page()

    yield sit
    for context in contexts:
        context.close()
    connections.close_all()


@pytest.fixture
def publisher(live_server, site, editor):
    """Somebody who may publish, where that takes a second factor."""
    Site.objects.filter(pk=site.pk).update(second_factor=SecondFactorPolicy.PUBLISHERS)
    return editor


def give_password(page, live_server, user):
    page.goto(f"{live_server.url}/admin/articles/story/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 1280, "height": 900}},
        {"viewport": {"width": 390, "height": 800}, "java_script_enabled": False},
    ],
    ids=["script", "no-script"],
)
def test_required_second_factor_is_set_up_and_then_asked_for(
    live_server, publisher, visitor, complaints, options
):
    page = visitor(**options)
    give_password(page, live_server, publisher)

    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    expect(page.get_by_role("img", name="QR code with your secret").locator("svg")).to_be_visible()
    page.get_by_text("The phone cannot read it").click()
    words = page.locator(".account-key").inner_text()
    if options.get("java_script_enabled", True):
        assert violations(page, "#content", complaints) == []
    page.get_by_label("Code that the app shows").fill(code_of(hexed(words)))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator(".account-codes li")).to_have_count(10)
    width = page.locator("html").evaluate("node => node.scrollWidth")
    assert width <= options["viewport"]["width"]
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_url(re.compile(r"/admin/articles/story/$"))

    page.get_by_role("button", name="Log out").click()
    give_password(page, live_server, publisher)
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    page.get_by_label("Code").fill(next_code(publisher))
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile(r"/admin/articles/story/$"))


def hexed(words):
    from base64 import b32decode

    return b32decode(words.replace(" ", "")).hex()
