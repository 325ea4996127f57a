from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import ImageTranslation
from articles.richtext.sanitizer import sanitize
from tests.factories import make_image
from tests.richtext.hostile import HOSTILE
from tests.richtext.test_sanitizer import NORMAL_FORM, assert_only_known_markup

pytestmark = pytest.mark.urls("tests.browser.editor_page")


@pytest.fixture
def opened(page, live_server):
    """Opens the page with these parameters; gives the text of its editor."""
    page.add_init_script(
        "document.addEventListener('rich-text:ready', (event) => (window.editor = event.detail))"
    )

    def go(**parameters):
        page.goto(f"{live_server.url}/-/editor/?{urlencode(parameters)}")
        text = page.get_by_role("textbox", name="Body")
        expect(text).to_be_visible()
        return text

    return go


@pytest.fixture
def archive(site, reporter, client, page, live_server):
    """A signed-in reporter and two pictures; their files are not there, so nothing is fetched."""
    images = {}
    for name, alt in (("bridge", "Cây cầu mới"), ("match", "Trận đấu")):
        images[name] = make_image(site)
        ImageTranslation.objects.create(
            master=images[name], language_code="vi", alt=alt, caption=f"{alt}, chụp từ bờ nam."
        )
    client.force_login(reporter)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.route("**/media/**", lambda route: route.fulfill(body=PIXEL, content_type="image/gif"))
    return images


PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


def settle(page):
    """Dialogs answer, and the editor takes the focus back, a few turns of the event loop later."""
    page.wait_for_timeout(120)


def value(page):
    settle(page)
    return page.locator("textarea[name=body]").input_value()


def kept(page):
    """What the form sends; the sanitiser must keep it as it is."""
    html = value(page)
    assert sanitize(html) == html
    return html


def type_lines(page, *lines):
    for number, line in enumerate(lines):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def press(page, keys):
    settle(page)
    for key in keys.split():
        page.keyboard.press(key)
        # The browser tells of a new selection a moment later; hands are slower than that.
        page.wait_for_timeout(60)


def button(page, name):
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def choose_block(page, name):
    page.get_by_role("button", name="Kind of block").click()
    page.get_by_role("menuitemradio", name=name).click()


def paste(page, html, text=""):
    page.evaluate(
        """([html, text]) => {
          const data = new DataTransfer()
          data.setData("text/html", html)
          data.setData("text/plain", text)
          const target = document.querySelector("[role=textbox]")
          const options = { clipboardData: data, bubbles: true, cancelable: true }
          target.dispatchEvent(new ClipboardEvent("paste", options))
        }""",
        [html, text],
    )


# --- the sanitiser and the editor agree -------------------------------------------------------


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


# --- writing ----------------------------------------------------------------------------------


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


# --- language, links, tables ------------------------------------------------------------------


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


# --- pictures ---------------------------------------------------------------------------------


def test_a_picture_is_searched_chosen_and_captioned(page, opened, archive):
    opened(lang="vi").click()
    page.keyboard.type("Trước")

    button(page, "Picture").click()
    dialog = page.get_by_role("dialog", name="Insert a picture")
    expect(dialog.get_by_role("radio")).to_have_count(2)
    dialog.get_by_label("Search").fill("cầu")
    expect(dialog.get_by_role("radio")).to_have_count(1)
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_role("status")).to_have_text("Choose a picture first.")
    dialog.get_by_role("radio").check()
    expect(dialog.get_by_label("Caption", exact=True)).to_have_value("Cây cầu mới, chụp từ bờ nam.")
    dialog.get_by_label("Alternative text", exact=True).fill('Cầu "mới"')
    dialog.get_by_role("button", name="Insert").click()

    number = archive["bridge"].pk
    assert kept(page) == (
        f'<p>Trước</p><figure data-image-id="{number}" data-alt="Cầu &quot;mới&quot;">'
        "<figcaption>Cây cầu mới, chụp từ bờ nam.</figcaption></figure>"
    )
    expect(page.get_by_text('Alternative text: Cầu "mới"')).to_be_visible()

    page.locator("figcaption").click()
    press(page, "End Shift+ArrowLeft")
    page.keyboard.type(" & nhà.")
    press(page, "Enter")
    page.keyboard.type("Sau")
    assert kept(page) == (
        f'<p>Trước</p><figure data-image-id="{number}" data-alt="Cầu &quot;mới&quot;">'
        "<figcaption>Cây cầu mới, chụp từ bờ nam &amp; nhà.</figcaption></figure><p>Sau</p>"
    )


def test_a_picture_is_changed_and_keeps_its_caption(page, opened, archive):
    number, other = archive["bridge"].pk, archive["match"].pk
    opened(lang="vi", body=f'<figure data-image-id="{number}"><figcaption>c</figcaption></figure>')
    expect(page.get_by_text("Alternative text: Cây cầu mới")).to_be_visible()

    page.get_by_role("button", name="Picture and alternative text").click()
    dialog = page.get_by_role("dialog", name="Change the picture")
    dialog.get_by_role("radio", name="Trận đấu").check()
    dialog.get_by_role("button", name="Change").click()

    assert kept(page) == f'<figure data-image-id="{other}"><figcaption>c</figcaption></figure>'


def test_a_caption_cannot_become_a_heading_and_a_picture_stays_out_of_lists(page, opened, archive):
    number = archive["bridge"].pk
    figure = f'<figure data-image-id="{number}"><figcaption>c</figcaption></figure>'
    opened(lang="vi", body=f"{figure}<ul><li><p>a</p></li></ul>")

    page.locator("figcaption").click()
    press(page, "Control+Alt+2 Home Backspace")
    page.get_by_text("a", exact=True).click()
    expect(button(page, "Picture")).to_have_attribute("aria-disabled", "true")
    page.keyboard.type("b")

    assert kept(page).startswith(figure)


def test_a_picture_that_is_gone_is_said(page, opened, archive):
    opened(lang="vi", body='<figure data-image-id="999999"></figure>')

    expect(page.get_by_text("Picture 999999 is not in the archive.")).to_be_visible()


# --- paste ------------------------------------------------------------------------------------

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


# --- for everybody ----------------------------------------------------------------------------


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
