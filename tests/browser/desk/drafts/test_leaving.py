"""A page of the desk is left, or a save of it fails: nothing is lost unasked. In Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk.conftest import sign_in
from tests.browser.desk.story_page import bar, choose, field, kept, leave, panel, save, type_into


def test_untouched_page_is_left_without_a_question(open_story):
    page = open_story()
    panel(page, "vi").get_by_role("textbox", name="Title").click()
    panel(page, "vi").get_by_role("textbox", name="Body").click()
    choose(page, "en")

    assert not leave(page)


@pytest.mark.parametrize("label", ["Title", "Body"])
def test_unsaved_text_is_asked_about(open_story, label):
    page = open_story()
    choose(page, "en")
    type_into(page, "en", label, "x")
    choose(page, "vi")

    assert leave(page)


@pytest.mark.parametrize("label", ["Title", "Body"])
def test_text_that_was_undone_is_not_asked_about(open_story, label):
    page = open_story()
    type_into(page, "vi", label, "x")
    page.keyboard.press("Backspace")

    assert not leave(page)
    page.go_back()
    expect(bar(page)).to_be_hidden()
    assert kept(page) == []


def test_saved_text_is_not_asked_about(open_story):
    page = open_story()
    type_into(page, "vi", "Body", " thêm")

    save(page)

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert kept(page) == []
    assert not leave(page)


def test_refused_form_is_asked_about_and_not_offered(open_story, story):
    page = open_story()
    type_into(page, "vi", "Body", " thêm")
    field(page, "vi", "title").fill("")

    save(page)

    expect(page.get_by_text("Please correct the error")).to_be_visible()
    expect(bar(page)).to_be_hidden()
    assert leave(page)
    page = open_story()
    bar(page).get_by_role("button", name="Put it back").click()
    expect(field(page, "vi", "title")).to_have_value("")
    expect(field(page, "vi", "body")).to_have_value(with_more("vi", " thêm", story))
    page.once("dialog", lambda dialog: dialog.accept())


def test_refused_form_that_is_mended_leaves_no_draft(open_story):
    page = open_story()
    field(page, "vi", "title").fill("")
    save(page)
    field(page, "vi", "title").fill("Khác")

    save(page)

    assert kept(page) == []
    expect(bar(page)).to_be_hidden()


def with_more(code, words, story):
    """The stored body with words at its end, as the editor writes it."""
    body = story.translations.get(language_code=code).body
    return body.removesuffix("</p>") + words + "</p>"


def test_session_that_ended_loses_nothing(open_story, computer, editor, story, live_server):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    computer.clear_cookies(name="sessionid")
    save(page)
    expect(page.get_by_label("Username")).to_be_visible()
    sign_in(computer, editor, live_server)

    page = open_story()

    bar(page).get_by_role("button", name="Put it back").click()
    save(page)
    assert story.translations.get(language_code="vi").title == "Cầu mới nối hai bờ sông một"
    assert kept(page) == []


@pytest.mark.parametrize("failure", ["network", "server"])
def test_save_that_fails_loses_nothing(open_story, computer, complaints, failure):
    page = open_story()
    type_into(page, "vi", "Title", " một")

    def fail(route):
        if route.request.method != "POST":
            route.continue_()
        elif failure == "network":
            route.abort("internetdisconnected")
        else:
            route.fulfill(status=500, body="Server error")

    page.route("**/change/**", fail)
    page.locator("[name=_continue]").click()
    page.wait_for_timeout(500)
    page.close()
    complaints.clear()

    page = open_story()

    bar(page).get_by_role("button", name="Put it back").click()
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông một")


def test_save_and_close_drops_the_draft_on_the_next_page(open_story):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and close").click()

    assert page.url.split("#")[0].endswith("/story/")
    assert kept(page) == []
    assert "newscenter-saved" not in page.evaluate("document.cookie")
