"""The languages of a story as tabs, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk.story_page import choose, field, panel, save, tab, type_into, violations


def test_text_typed_in_two_languages_is_there_on_return_and_saved(open_story, story):
    page = open_story()

    type_into(page, "vi", "Title", " một")
    type_into(page, "vi", "Body", " thêm chữ")
    choose(page, "en")
    type_into(page, "en", "Title", " two")
    type_into(page, "en", "Body", " more words")
    choose(page, "vi")
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông một")
    type_into(page, "vi", "Body", " nữa")
    save(page)

    texts = {text.language_code: text for text in story.translations.all()}
    assert texts["vi"].title == "Cầu mới nối hai bờ sông một"
    assert texts["en"].title == "New bridge joins two banks two"
    assert "thêm chữ nữa" in texts["vi"].body
    assert "more words" in texts["en"].body


def test_language_that_is_missing_is_added_from_its_tab(open_story, story):
    page = open_story()
    expect(tab(page, "ar")).to_have_accessible_name("Add a language: العربيّة")

    choose(page, "ar")
    type_into(page, "ar", "Title", "جسر")
    type_into(page, "ar", "Body", "نص")
    save(page)

    assert story.translations.get(language_code="ar").title == "جسر"
    expect(tab(page, "ar")).to_have_attribute("aria-selected", "true")
    assert page.url.endswith("#text-ar")


@pytest.mark.parametrize(("interface", "forward"), [("ltr", "ArrowRight"), ("rtl", "ArrowLeft")])
def test_tabs_by_keyboard(open_story, interface, forward):
    page = open_story()
    page.evaluate("(dir) => { document.documentElement.dir = dir }", interface)
    back = {"ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight"}[forward]
    tab(page, "vi").focus()

    for key, code in [(forward, "en"), (back, "vi"), (back, "ar"), ("Home", "vi"), ("End", "ar")]:
        page.keyboard.press(key)
        expect(tab(page, code)).to_be_focused()
        expect(tab(page, code)).to_have_attribute("aria-selected", "true")
        expect(page.locator("[role=tab][tabindex='0']")).to_have_count(1)
        expect(page.locator("[role=tabpanel]:visible")).to_have_count(1)
        expect(panel(page, code)).to_be_visible()


def test_mark_of_what_is_not_saved_goes_when_it_is_undone(open_story):
    page = open_story()

    type_into(page, "vi", "Title", "x")
    expect(tab(page, "vi").locator(".tab-unsaved")).to_be_visible()
    expect(tab(page, "en").locator(".tab-unsaved")).to_have_count(0)
    page.keyboard.press("Backspace")

    expect(tab(page, "vi").locator(".tab-unsaved")).to_have_count(0)


def test_first_language_with_an_error_is_opened(open_story):
    page = open_story()
    choose(page, "en")
    field(page, "en", "title").fill("")
    choose(page, "vi")

    save(page)

    expect(tab(page, "en")).to_have_attribute("aria-selected", "true")
    expect(tab(page, "en")).to_have_accessible_name("English Draft (has errors)")
    expect(tab(page, "vi").locator(".tab-error")).to_have_count(0)
    expect(field(page, "en", "title")).to_be_visible()


def test_tab_is_the_same_after_a_reload(open_story):
    page = open_story()
    choose(page, "en")

    page.reload()

    expect(panel(page, "en")).to_be_visible()
    expect(panel(page, "vi")).to_be_hidden()


def test_original_beside_the_translation_is_remembered(open_story):
    page = open_story()
    page.get_by_role("button", name="Original beside the translation").click()
    choose(page, "en")

    left, right = panel(page, "vi").bounding_box(), panel(page, "en").bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 2
    type_into(page, "vi", "Title", " một")
    type_into(page, "en", "Title", " two")
    save(page)
    expect(panel(page, "vi")).to_be_visible()
    expect(field(page, "vi", "title")).to_have_value("Cầu mới nối hai bờ sông một")
    expect(field(page, "en", "title")).to_have_value("New bridge joins two banks two")

    page.set_viewport_size({"width": 390, "height": 800})
    expect(panel(page, "vi")).to_be_hidden()


def test_print_shows_every_language(open_story):
    page = open_story()

    page.emulate_media(media="print")

    for code in ("vi", "en", "ar"):
        assert panel(page, code).bounding_box()["height"] > 200


def test_row_of_tabs_scrolls_on_a_phone_and_the_page_does_not(open_story):
    page = open_story(language="ar")
    page.set_viewport_size({"width": 320, "height": 800})
    page.reload()

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    row = page.get_by_role("tablist")
    assert row.evaluate("(row) => row.scrollWidth > row.clientWidth")
    outer, inner = row.bounding_box(), tab(page, "ar").bounding_box()
    assert outer["width"] <= 320
    assert inner["x"] >= outer["x"] - 1
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1


def test_new_story_opens_in_the_language_chosen_for_it(open_story):
    page = open_story(add=True)
    expect(panel(page, "vi")).to_be_visible()

    page.get_by_label("Original language").select_option("en")

    expect(panel(page, "en")).to_be_visible()
    expect(panel(page, "vi")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_texts(sit_down, editor, open_story, complaints, scheme):
    page = open_story(sit_down(editor, color_scheme=scheme))
    page.get_by_role("button", name="Original beside the translation").click()
    choose(page, "en")
    type_into(page, "en", "Title", " two")
    expect(tab(page, "en").locator(".tab-unsaved")).to_be_visible()

    assert violations(page, ".story-texts", complaints) == []
