"""Languages, links, tables and what is pasted: all of it markup that the sanitiser keeps."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor.hands import button, kept, paste, press, type_lines, value
from tests.richtext.hostile import HOSTILE, assert_only_known_markup
from tests.richtext.normal_form import NORMAL_FORM

pytestmark = pytest.mark.urls("tests.browser.editor.page")


def set_from_outside(page, html):
    return page.evaluate(
        """(html) => {
          const area = document.querySelector("textarea[name=body]")
          area.value = html
          area.dispatchEvent(new Event("change", { bubbles: true }))
          return window.editor.getHTML()
        }""",
        html,
    )


def test_the_editor_shows_all_that_the_sanitiser_keeps(page, opened, archive):
    opened()

    for name, (_html, normal) in NORMAL_FORM.items():
        # An empty text is an empty paragraph to write in.
        assert set_from_outside(page, normal) == (normal or "<p></p>"), name


def test_pasted_harm_leaves_only_markup_of_the_list(page, opened, archive):
    text = opened()
    text.click()

    for html, _kept in HOSTILE.values():
        press(page, "Control+a Delete")
        paste(page, html.replace("\ud800", ""), "")
        assert_only_known_markup(value(page))
    assert not page.locator("[role=textbox] :is(script, iframe, svg, img[src='x'])").count()


def mark_language(page, language, scope=None):
    button(page, "Language of the text").click()
    dialog = page.get_by_role("dialog", name="Language of the text")
    dialog.get_by_label("Language", exact=True).select_option(label=language)
    if scope:
        dialog.get_by_label(scope).check()
    dialog.get_by_role("button", name="Mark", exact=True).click()
    expect(page.get_by_role("textbox", name="Body")).to_be_focused()


def unmark_language(page):
    button(page, "Language of the text").click()
    page.get_by_role("button", name="Remove the mark").click()
    expect(page.get_by_role("textbox", name="Body")).to_be_focused()


def test_language_of_a_phrase_and_of_a_block(page, opened):
    opened(lang="vi").click()
    type_lines(page, "Hãng Reuters Breaking News", "Breaking news from London")

    press(page, "ArrowUp End Control+Shift+ArrowLeft Control+Shift+ArrowLeft")
    mark_language(page, "English")
    press(page, "ArrowRight")
    page.keyboard.type(" đưa tin")
    press(page, "ArrowDown")
    mark_language(page, "English")

    assert kept(page) == (
        '<p>Hãng Reuters <span lang="en">Breaking News</span> đưa tin</p>'
        '<p lang="en">Breaking news from London</p>'
    )

    for position in (20, 45):
        put_cursor(page, position)
        unmark_language(page)
    assert kept(page) == (
        "<p>Hãng Reuters Breaking News đưa tin</p><p>Breaking news from London</p>"
    )


def put_cursor(page, position):
    page.evaluate(
        "(position) => window.editor.chain().focus().setTextSelection(position).run()", position
    )
    page.wait_for_timeout(100)


def test_language_of_several_paragraphs_and_of_a_selection_as_block(page, opened):
    opened(body="<p>a</p><ul><li><p>b</p></li></ul><p>c d</p>").click()

    press(page, "Control+Home Shift+ArrowDown Shift+End")
    mark_language(page, "العربيّة")
    press(page, "Control+End Shift+Home")
    mark_language(page, "简体中文", "the whole paragraph")

    assert kept(page) == (
        '<p lang="ar">a</p><ul><li><p lang="ar">b</p></li></ul><p lang="zh-Hans">c d</p>'
    )


def test_links(page, opened):
    opened(body="<p>one two</p>").click()
    press(page, "Control+End Control+Shift+ArrowLeft Control+k")
    dialog = page.get_by_role("dialog", name="Make a link")
    address = dialog.get_by_label("Address")

    address.fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Use this address").click()
    expect(dialog).to_be_visible()
    assert "https://" in address.evaluate("(node) => node.validationMessage")
    address.fill("news.example/a b")
    dialog.get_by_label("Advertising").check()
    dialog.get_by_role("button", name="Use this address").click()

    assert kept(page) == '<p>one <a href="https://news.example/a%20b" rel="sponsored">two</a></p>'
    button(page, "Link").click()
    page.get_by_role("button", name="Remove the link").click()
    assert kept(page) == "<p>one two</p>"


def test_an_address_pasted_over_words_links_them(page, opened):
    opened(body="<p>one</p>").click()
    press(page, "Control+a")

    paste(page, "", "https://news.example/a")

    assert kept(page) == '<p><a href="https://news.example/a">one</a></p>'


def drag_over(page, first, last):
    start, end = page.get_by_text(first, exact=True).bounding_box(), last.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=5)
    page.mouse.up()


def test_a_table_is_made_and_changed(page, opened):
    opened().click()
    button(page, "Table").click()
    dialog = page.get_by_role("dialog", name="Insert a table")
    dialog.get_by_label("Rows").fill("2")
    dialog.get_by_label("Columns").fill("2")
    dialog.get_by_role("button", name="Insert").click()

    page.keyboard.type("Tên")
    press(page, "Tab")
    page.keyboard.type("Điểm")
    press(page, "Tab")
    page.keyboard.type("An")
    button(page, "Table").click()
    page.get_by_role("menuitem", name="Insert row below").click()
    assert kept(page) == (
        "<table><tbody><tr><th><p>Tên</p></th><th><p>Điểm</p></th></tr>"
        "<tr><td><p>An</p></td><td><p></p></td></tr>"
        "<tr><td><p></p></td><td><p></p></td></tr></tbody></table>"
    )

    drag_over(page, "An", page.get_by_role("cell").nth(1))
    button(page, "Table").click()
    page.get_by_role("menuitem", name="Merge cells").click()
    assert '<td colspan="2"><p>An</p></td>' in kept(page)


PASTED = {
    "google docs": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
        '<p dir="ltr" style="line-height:1.38"><span style="font-weight:700;color:#000">Đậm</span>'
        '<span style="font-style:italic"> nghiêng</span></p><br>'
        '<h1 dir="ltr"><span style="font-weight:400">Tiêu đề</span></h1>'
        '<ul><li dir="ltr" style="list-style-type:disc"><p><span>mục</span></p></li></ul></b>',
        "<p><strong>Đậm</strong><em> nghiêng</em></p><h2>Tiêu đề</h2><ul><li><p>mục</p></li></ul>",
    ),
    "word": (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{}</style></head>'
        "<body lang=EN-US><!--StartFragment--><p class=MsoNormal>"
        '<span lang=VI style="font-size:12pt">Một <b>hai</b></span><o:p></o:p></p>'
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·<span style='font:7pt'>&nbsp;&nbsp; </span></span>"
        "<![endif]>ba<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'>"
        "<span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>bốn</p>"
        "<p class=MsoNormal>năm</p><!--EndFragment--></body></html>",
        "<p>Một <strong>hai</strong></p><ul><li><p>ba</p><ol><li><p>bốn</p></li></ol></li></ul>"
        "<p>năm</p>",
    ),
    "another page": (
        '<div class="x" style="color:red"><p>Tin <a href="https://a.example/x" onclick="y()">'
        'này</a></p><img src="https://a.example/z.gif"><h6>Nhỏ</h6></div>',
        '<p>Tin <a href="https://a.example/x">này</a></p><h4>Nhỏ</h4>',
    ),
}


@pytest.mark.parametrize(("html", "expected"), PASTED.values(), ids=PASTED)
def test_paste_from_other_programs(page, opened, html, expected):
    opened(lang="vi").click()

    paste(page, html)

    assert kept(page) == expected


def test_copying_inside_the_editor_keeps_the_language(page, opened):
    opened(lang="vi", body='<p>a <span lang="en">b c</span></p>').click()

    press(page, "Control+a Control+c Control+End Enter Control+v")

    assert kept(page) == '<p>a <span lang="en">b c</span></p><p>a <span lang="en">b c</span></p>'
