"""Words, blocks and marks by hand: typed, composed, undone, by keyboard, and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.editor.hands import button, kept, press, type_lines, value

pytestmark = pytest.mark.urls("tests.browser.editor.page")


def choose_block(page, name):
    page.get_by_role("button", name="Kind of block").click()
    page.get_by_role("menuitemradio", name=name).click()


def test_typing_headings_marks_and_lists(page, opened):
    opened(lang="vi").click()

    choose_block(page, "Heading 1")
    type_lines(page, "Cầu mới", "Dài ")
    button(page, "Bold").click()
    page.keyboard.type("420 m")
    button(page, "Bold").click()
    page.keyboard.type("2")
    press(page, "Shift+ArrowLeft Control+. ArrowRight Control+. Enter")
    button(page, "Bulleted list").click()
    type_lines(page, "Một", "Hai", "", "Hết")

    assert kept(page) == (
        "<h2>Cầu mới</h2><p>Dài <strong>420 m</strong><sup>2</sup></p>"
        "<ul><li><p>Một</p></li><li><p>Hai</p></li></ul><p>Hết</p>"
    )


def test_a_dash_and_a_number_stay_what_was_typed(page, opened):
    opened().click()

    type_lines(page, "- Tôi đồng ý, ông An nói.", "1. Một", "**hai** # ba https://a.example/ ok")

    assert kept(page) == (
        "<p>- Tôi đồng ý, ông An nói.</p><p>1. Một</p><p>**hai** # ba https://a.example/ ok</p>"
    )


def test_quotation_line_break_rule_and_undo(page, opened):
    opened().click()

    page.keyboard.type("a")
    press(page, "Shift+Enter")
    page.keyboard.type("b")
    button(page, "Quotation").click()
    press(page, "Enter Enter")
    button(page, "Dividing line").click()
    page.keyboard.type("c")

    written = "<blockquote><p>a<br>b</p></blockquote><hr><p>c</p>"
    assert kept(page) == written
    button(page, "Undo").click()
    assert value(page) != written
    button(page, "Redo").click()
    assert kept(page) == written


def test_an_emptied_text_is_empty(page, opened):
    opened(body="<p>a</p>").click()

    press(page, "Control+a Delete")

    assert value(page) == ""


def test_what_is_saved_is_what_was_written(page, opened):
    opened(body="<p>old</p>").click()
    press(page, "Control+a")
    type_lines(page, "Mới & <b>", "Hai")

    page.locator("#save").click()

    expect(page.locator("#stored")).to_have_text("<p>Mới &amp; &lt;b&gt;</p><p>Hai</p>")


def test_an_input_method_composes_vietnamese(page, opened):
    """As Telex on a phone or IBus does it: the word is replaced while it is being made."""
    opened(lang="vi").click()
    devtools = page.context.new_cdp_session(page)

    for stage in ("t", "ti", "tie", "tiê", "tiên", "tiêng", "tiếng"):
        devtools.send(
            "Input.imeSetComposition",
            {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)},
        )
    devtools.send("Input.insertText", {"text": "tiếng"})
    page.keyboard.type(" ")
    for stage in ("n", "ni", "ni hao"):
        devtools.send(
            "Input.imeSetComposition",
            {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)},
        )
    devtools.send("Input.insertText", {"text": "你好"})

    assert kept(page) == "<p>tiếng 你好</p>"


def test_arabic_is_written_from_the_right(page, opened):
    text = opened(lang="ar", dir="rtl")
    text.click()

    type_lines(page, "خبر عاجل")
    button(page, "Bulleted list").click()

    expect(text).to_have_attribute("lang", "ar")
    assert text.evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    assert kept(page) == "<ul><li><p>خبر عاجل</p></li></ul>"


def test_the_language_may_be_chosen_later(page, opened):
    text = opened()
    expect(text).to_have_attribute("dir", "auto")

    page.evaluate(
        "Object.assign(document.querySelector('textarea[name=body]'), { lang: 'ar', dir: 'rtl' })"
    )

    expect(text).to_have_attribute("dir", "rtl")
    expect(text).to_have_attribute("lang", "ar")


def test_the_toolbar_works_by_keyboard(page, opened):
    opened(body="<p>a</p>").click()
    press(page, "Control+a Alt+F10")
    expect(page.get_by_role("button", name="Kind of block: Paragraph")).to_be_focused()

    press(page, "ArrowRight Enter")
    expect(button(page, "Bold")).to_have_attribute("aria-pressed", "true")
    press(page, "Alt+F10 Home ArrowDown")
    expect(page.get_by_role("menuitemradio", name="Paragraph")).to_be_focused()
    press(page, "ArrowDown Enter")

    assert kept(page) == "<h2><strong>a</strong></h2>"
    press(page, "Alt+F10 End")
    expect(button(page, "Redo")).to_be_focused()
    press(page, "Escape")
    expect(page.get_by_role("textbox", name="Body")).to_be_focused()


def test_keys_struck_before_the_next_frame_are_written(page, opened):
    page.add_init_script("window.requestAnimationFrame = () => 0")
    opened().click()

    press(page, "Alt+F10 ArrowRight Enter")
    page.keyboard.type("one")
    press(page, "Alt+F10 Home ArrowDown Enter")
    page.keyboard.type(" two")

    assert kept(page) == "<h2><strong>one two</strong></h2>"


def test_keys_struck_right_after_a_dialog_are_written_where_it_led(page, opened):
    opened().click()
    button(page, "Table").click()

    page.get_by_role("button", name="Insert").evaluate(
        """async (button) => {
          button.click()
          // What it has promised happens; no other event does.
          for (let turn = 0; turn < 9; turn++) await null
          document.execCommand("insertText", false, "one")
        }"""
    )

    assert "<th><p>one</p></th>" in kept(page)


def test_the_toolbar_is_one_tab_stop(page, opened):
    opened()
    assert page.locator(".rt-toolbar .rt-button[tabindex='0']:visible").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, opened, complaints, scheme):
    page.emulate_media(color_scheme=scheme)
    opened(
        lang="vi", body="<h2>a</h2><p>b <span lang='en'>c</span></p><table><tr><th>a<td>b</table>"
    )
    button(page, "Language of the text").click()

    assert complaints == []
    results = Axe().run(page, options={"rules": {"region": {"enabled": False}}})

    complaints.clear()  # axe itself tries inline styles
    found = [
        violation
        for violation in results.response["violations"]
        if violation["id"]
        not in
        # The bare page of this test has no landmarks and no heading.
        {"landmark-one-main", "page-has-heading-one"}
    ]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


def test_without_script_the_text_area_remains(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{live_server.url}/-/editor/?body=%3Cp%3Ea%3C/p%3E")

    plain.get_by_label("Body").fill("<p>b <i>c</i><script>x</script>")
    plain.locator("#save").click()

    expect(plain.locator("#stored")).to_have_text("<p>b <em>c</em></p>")
    context.close()
