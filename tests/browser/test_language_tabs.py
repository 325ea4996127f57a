import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.urls("tests.browser.desk_page")


@pytest.fixture
def desk(page, live_server):
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}/-/desk/")
    expect(tab(page, "Tiếng Việt")).to_be_visible()


def tab(page, name):
    return page.get_by_role("tab", name=name)


def shown(page):
    return page.locator("[role=tabpanel]:visible").evaluate_all(
        "(panels) => panels.map((panel) => panel.dataset.language)"
    )


def test_one_language_shows_and_switching_loses_nothing(page, desk):
    assert shown(page) == ["vi"]
    page.get_by_role("textbox", name="Body vi").click()
    page.keyboard.type(" và")
    page.get_by_label("Title vi").fill("Mới")

    tab(page, "العربيّة").click()
    assert shown(page) == ["ar"]
    page.get_by_role("textbox", name="Body ar").click()
    page.keyboard.type("خبر")
    tab(page, "Tiếng Việt").click()

    expect(page.get_by_label("Title vi")).to_have_value("Mới")
    expect(page.locator("[name=body_vi]")).to_have_value("<p>Thân và</p>")
    expect(page.locator("[name=body_ar]")).to_have_value("<p>خبر</p>")


def test_arrow_keys_move_between_tabs(page, desk):
    tab(page, "Tiếng Việt").focus()
    page.keyboard.press("ArrowRight")
    expect(tab(page, "العربيّة")).to_be_focused()
    expect(tab(page, "العربيّة")).to_have_attribute("aria-selected", "true")
    assert shown(page) == ["ar"]

    page.keyboard.press("ArrowRight")
    expect(tab(page, "Tiếng Việt")).to_be_focused()
    page.keyboard.press("End")
    assert shown(page) == ["ar"]
    assert page.locator("[role=tab][tabindex='0']").count() == 1


def test_a_missing_language_is_added(page, desk):
    expect(page.get_by_role("tab")).to_have_count(2)

    page.get_by_role("button", name="Add a language").click()
    page.get_by_role("menuitem", name="English").click()

    assert shown(page) == ["en"]
    expect(page.get_by_label("Title en")).to_be_focused()
    expect(page.get_by_role("tab")).to_have_count(3)
    expect(page.get_by_role("button", name="Add a language")).to_be_hidden()


def test_a_tab_shows_the_state_and_the_errors_of_its_language(page, desk):
    expect(tab(page, "Tiếng Việt")).to_contain_text("draft")
    tab(page, "العربيّة").click()
    page.get_by_label("Title ar").fill("")
    tab(page, "Tiếng Việt").click()

    page.locator("#save").click()

    expect(tab(page, "العربيّة draft has errors")).to_have_attribute("aria-selected", "true")
    assert "has errors" not in tab(page, "Tiếng Việt").inner_text()
    assert shown(page) == ["ar"]


def test_the_language_last_looked_at_is_shown_again(page, desk):
    tab(page, "العربيّة").click()

    page.reload()

    expect(tab(page, "العربيّة")).to_have_attribute("aria-selected", "true")


def test_a_begun_language_keeps_its_tab(page, desk):
    page.get_by_role("button", name="Add a language").click()
    page.get_by_role("menuitem", name="English").click()
    page.get_by_label("Title en").fill("New")
    tab(page, "العربيّة").click()
    page.get_by_label("Title ar").fill("")

    page.locator("#save").click()
    expect(page.get_by_text("Wrong.")).to_be_visible()

    expect(tab(page, "English")).to_be_visible()


def test_without_script_the_languages_stand_below_each_other(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{live_server.url}/-/desk/")

    for label in ("Title vi", "Title ar", "Title en"):
        expect(plain.get_by_label(label)).to_be_visible()
    context.close()


def test_axe_finds_nothing(page, desk, complaints):
    assert complaints == []
    results = Axe().run(page, context="#texts")
    complaints.clear()  # axe itself tries inline styles

    assert [violation["id"] for violation in results.response["violations"]] == []
