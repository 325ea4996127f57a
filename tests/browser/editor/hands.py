"""What hands do in the editor, and what it has written by then."""

from articles.richtext.sanitizer import sanitize


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
