"""A page of the desk is lost: its text is offered, and put back exactly. In Chromium."""

import pytest
from playwright.sync_api import expect

from articles.models import Byline
from tests.browser.desk.story_page import (
    bar,
    choose,
    crash,
    field,
    kept,
    panel,
    save,
    tab,
    type_into,
    violations,
    wait_until_kept,
)
from tests.factories import make_author, make_tag, write_text


def lose(page, way):
    if way == "crash":
        crash(page)
    else:
        page.close(run_before_unload=False)


def lose_a_word_of_the_title(open_story):
    page = open_story()
    type_into(page, "vi", "Title", " một")
    wait_until_kept(page)
    crash(page)


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
    lose_a_word_of_the_title(open_story)
    page = open_story()
    page.once("dialog", lambda dialog: dialog.accept())

    bar(page).get_by_role("button", name="Discard it").click()

    expect(bar(page)).to_be_hidden()
    page.reload()
    expect(bar(page)).to_be_hidden()
    assert kept(page) == []


def test_server_that_is_newer_is_named_and_not_written_over(open_story, story, chief):
    lose_a_word_of_the_title(open_story)
    write_text(story, "vi", title="Tiêu đề của đồng nghiệp", actor=chief)
    page = open_story()

    expect(bar(page).locator(".draft-newer")).to_contain_text("newer than this draft: Tiếng Việt")
    bar(page).get_by_role("button", name="Put it back").click()
    save(page)

    assert story.translations.get(language_code="vi").title == "Tiêu đề của đồng nghiệp"
    expect(page.locator(".theirs")).to_contain_text("Tiêu đề của đồng nghiệp")
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông một")


def test_text_of_a_language_left_alone_stays_that_of_the_server(open_story, story, chief):
    lose_a_word_of_the_title(open_story)
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
