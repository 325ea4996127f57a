"""What a browser keeps of unsaved text, for whom, and for how long. In Chromium."""

import pytest
from playwright.sync_api import expect

from tests.admin.desk import story_url
from tests.browser.desk.conftest import sign_in
from tests.browser.desk.story_page import (
    bar,
    crash,
    field,
    kept,
    save,
    tab,
    type_into,
    wait_until_kept,
)


def test_somebody_else_at_the_same_computer_sees_nothing(open_story, computer, chief, live_server):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)
    crash(page)
    sign_in(computer, chief, live_server)

    page = open_story()

    expect(tab(page, "vi")).to_be_visible()
    page.wait_for_timeout(300)
    expect(bar(page)).to_be_hidden()
    assert len(kept(page)) == 1


@pytest.mark.parametrize("answer", ["accept", "dismiss"])
def test_log_out_asks_and_then_forgets(open_story, answer):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), getattr(dialog, answer)()))

    page.get_by_role("button", name="Log out").click()
    page.wait_for_timeout(800)

    assert asked == ["confirm"]
    assert len(kept(page)) == {"accept": 0, "dismiss": 1}[answer]
    assert ("logout" in page.url) == (answer == "accept")


def test_two_tabs_keep_their_own_text(open_story):
    first = open_story()
    type_into(first, "vi", "Title", " một")
    wait_until_kept(first)

    second = open_story()
    expect(bar(second)).to_contain_text("open in another tab too")
    expect(bar(second).get_by_role("button")).to_have_count(0)
    type_into(second, "vi", "Title", " hai")
    wait_until_kept(second)
    assert len(kept(second)) == 2
    crash(second)

    page = open_story()
    expect(bar(page).get_by_role("button", name="Put it back")).to_have_count(2)
    bar(page).get_by_role("button", name="Put it back").first.click()
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông hai")
    expect(bar(page).get_by_role("button", name="Put it back")).to_have_count(1)


def test_tokens_hidden_fields_and_files_are_not_kept(open_story, computer):
    page = open_story()
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.evaluate(
        """() => document.querySelector('#story_form').insertAdjacentHTML('beforeend',
        '<input type=password name=secret value=""><input type=file name=paper>')"""
    )
    page.locator("[name=secret]").fill("hunter2")
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)

    (draft,) = kept(page)
    assert "một" in draft
    for word in (token, "csrf", "secret", "hunter2", "paper"):
        assert word not in draft


def test_draft_of_two_weeks_ago_is_thrown_away(open_story):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)
    crash(page)
    page = open_story(add=True)
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage))
        if (key.startsWith('newscenter-draft:')) {
          const draft = JSON.parse(localStorage.getItem(key));
          draft.keptAt -= 14 * 24 * 3600 * 1000 + 1000;
          localStorage.setItem(key, JSON.stringify(draft)); } }"""
    )

    page = open_story()

    expect(tab(page, "vi")).to_be_visible()
    page.wait_for_timeout(300)
    expect(bar(page)).to_be_hidden()
    assert kept(page) == []


def test_full_storage_is_said_and_leaves_the_form_working(open_story, story):
    page = open_story()
    page.evaluate(
        """() => { let size = 2 ** 22; let number = 0;
        while (size) try { localStorage.setItem('fill' + number++, 'x'.repeat(size)) }
        catch { size >>= 1 } }"""
    )
    type_into(page, "vi", "Title", " một")

    expect(bar(page)).to_contain_text("cannot keep your unsaved text")
    save(page)
    assert story.translations.get(language_code="vi").title == "Cầu mới nối hai bờ sông một"


def test_new_story_is_offered_back_on_the_page_of_new_stories(open_story, live_server):
    page = open_story(add=True)
    type_into(page, "vi", "Title", "Tin mới")
    type_into(page, "vi", "Body", "Chữ.")
    wait_until_kept(page)
    crash(page)

    page = open_story()
    expect(bar(page)).to_be_hidden()
    page.goto(live_server.url + story_url("add"))
    bar(page).get_by_role("button", name="Put it back").click()

    expect(field(page, "vi", "title")).to_have_value("Tin mới")
    expect(field(page, "vi", "body")).to_have_value("<p>Chữ.</p>")
