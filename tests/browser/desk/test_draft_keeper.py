"""Unsaved text survives crashes, failed saves and lost sessions, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from articles.models import Byline
from tests.admin.desk import story_url
from tests.browser.desk.conftest import sign_in
from tests.browser.desk.story_page import (
    bar,
    choose,
    crash,
    field,
    kept,
    leave,
    panel,
    save,
    tab,
    type_into,
    violations,
    wait_until_kept,
)
from tests.factories import make_author, make_tag, write_text

# --- a page is left ------------------------------------------------------------------------


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


# --- a page is lost ------------------------------------------------------------------------


def lose(page, way):
    if way == "crash":
        crash(page)
    else:
        page.close(run_before_unload=False)


@pytest.mark.parametrize("way", ["crash", "closed"])
def test_text_is_offered_after_a_crash_and_put_back_exactly(open_story, story, way):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    type_into(page, "vi", "Body", " thêm ")
    page.keyboard.press("Control+b")
    page.keyboard.type("chữ đậm")
    page.keyboard.press("Enter")
    page.keyboard.type("Đoạn hai.")
    choose(page, "ar")
    type_into(page, "ar", "Body", "نص جديد")
    wait_until_kept(page)
    before = {code: field(page, code, "body").input_value() for code in ("vi", "en", "ar")}
    assert "<strong>chữ đậm</strong>" in before["vi"]
    lose(page, way)

    page = open_story()

    expect(bar(page)).to_contain_text("Text that was not saved was kept in this browser")
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông")
    bar(page).get_by_role("button", name="Put it back").click()
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông một")
    assert {code: field(page, code, "body").input_value() for code in before} == before
    expect(panel(page, "vi").locator(".rt__text strong").first).to_have_text("chữ đậm")
    expect(tab(page, "ar").locator(".tab-unsaved")).to_have_count(1)
    expect(tab(page, "en").locator(".tab-unsaved")).to_have_count(0)
    choose(page, "ar")
    type_into(page, "ar", "Title", "عنوان")
    save(page)
    assert kept(page) == []
    expect(bar(page)).to_be_hidden()
    texts = {text.language_code: text for text in story.translations.all()}
    assert texts["vi"].body == before["vi"]
    assert texts["ar"].body == before["ar"]


def test_byline_tags_and_choices_come_back(open_story, story):
    author, tag = make_author("Trần Bình"), make_tag("cau")
    page = open_story()
    page.locator(".add-row a").click()
    pick(page, page.locator("[name=bylines-2-author] + .select2"), author.name)
    pick(page, page.locator("[name=tags] + .select2"), "cau")
    page.locator("[name=reason]").fill("Vì thế")
    wait_until_kept(page)
    crash(page)

    page = open_story()
    bar(page).get_by_role("button", name="Put it back").click()

    expect(page.locator("[name=tags] + .select2")).to_contain_text("cau")
    expect(page.locator("[name=reason]")).to_have_value("Vì thế")
    expect(page.locator("[name=bylines-2-author] + .select2")).to_contain_text(author.name)
    save(page)
    assert list(story.tags.all()) == [tag]
    assert {byline.author.name for byline in Byline.objects.filter(story=story)} == {
        "Lê An",
        "Trần Bình",
    }


def pick(page, widget, words):
    widget.click()
    page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def test_differences_are_shown_before_anything_is_put_back(open_story, complaints):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    type_into(page, "vi", "Body", " <b>thêm")
    wait_until_kept(page)
    crash(page)
    page = open_story()

    bar(page).get_by_text("Look at the differences").click()

    assert bar(page).locator("dt").all_inner_texts() == ["Tiếng Việt · Title", "Tiếng Việt · Body"]
    assert bar(page).locator("del").all_inner_texts() == [
        "Cầu mới nối hai bờ sông",
        "Cây cầu dài 420 mét.",
    ]
    assert bar(page).locator("ins").all_inner_texts() == [
        "Cầu mới nối hai bờ sông một",
        "Cây cầu dài 420 mét. <b>thêm",
    ]
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông")
    assert violations(page, ".draft-bar", complaints) == []


def test_discarded_draft_is_gone(open_story):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)
    crash(page)
    page = open_story()
    page.once("dialog", lambda dialog: dialog.accept())

    bar(page).get_by_role("button", name="Discard it").click()

    expect(bar(page)).to_be_hidden()
    page.reload()
    expect(bar(page)).to_be_hidden()
    assert kept(page) == []


def test_server_that_is_newer_is_named_and_not_written_over(open_story, story, chief):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)
    crash(page)
    write_text(story, "vi", title="Tiêu đề của đồng nghiệp", actor=chief)
    page = open_story()

    expect(bar(page).locator(".draft-newer")).to_contain_text("newer than this draft: Tiếng Việt")
    bar(page).get_by_role("button", name="Put it back").click()
    save(page)

    assert story.translations.get(language_code="vi").title == "Tiêu đề của đồng nghiệp"
    expect(page.locator(".theirs")).to_contain_text("Tiêu đề của đồng nghiệp")
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông một")


def test_text_of_a_language_left_alone_stays_that_of_the_server(open_story, story, chief):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)
    crash(page)
    write_text(story, "en", title="Changed by a colleague", actor=chief)
    page = open_story()
    expect(bar(page)).to_be_visible()
    expect(bar(page).locator(".draft-newer")).to_have_count(0)

    bar(page).get_by_role("button", name="Put it back").click()
    save(page)

    assert story.translations.get(language_code="vi").title == "Cầu mới nối hai bờ sông một"
    assert story.translations.get(language_code="en").title == "Changed by a colleague"


def test_draft_of_a_new_language_finds_its_place_when_rows_have_moved(open_story, story):
    story.translations.filter(language_code="en").delete()
    page = open_story()
    choose(page, "en")
    type_into(page, "en", "Title", "A bridge")
    row = field(page, "en", "title").get_attribute("name")
    wait_until_kept(page)
    crash(page)
    # What is stored comes first in the form, so English is another row of it now.
    write_text(story, "ar")
    page = open_story()
    assert field(page, "en", "title").get_attribute("name") != row

    bar(page).get_by_role("button", name="Put it back").click()

    expect(field(page, "en", "title")).to_have_value("A bridge")
    expect(field(page, "ar", "title")).to_have_value("جسر جديد يربط الضفتين")


# --- a save fails --------------------------------------------------------------------------


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


# --- whose draft ---------------------------------------------------------------------------


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


# --- what is kept --------------------------------------------------------------------------


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
