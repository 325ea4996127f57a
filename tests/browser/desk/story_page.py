"""What a person does on the page of a story: choose a language, type, save, look."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def tab(page: Page, code: str):
    return page.locator(f"[role=tab][aria-controls='{panel(page, code).get_attribute('id')}']")


def panel(page: Page, code: str):
    return page.locator(f".language-panel[data-language='{code}']")


def field(page: Page, code: str, name: str):
    return panel(page, code).locator(f"[name$='-{name}']")


def choose(page: Page, code: str) -> None:
    tab(page, code).click()
    expect(panel(page, code)).to_be_visible()


def type_into(page: Page, code: str, label: str, words: str) -> None:
    """At the end of what is there, as hands do it, in the editor or the field alike."""
    panel(page, code).get_by_role("textbox", name=label).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("[name=_continue]").click()


def bar(page: Page):
    return page.get_by_role("region", name="Unsaved text")


def wait_until_kept(page: Page) -> None:
    """A draft is kept about a second after the last key."""
    page.wait_for_timeout(1300)
    assert kept(page)


def kept(page: Page) -> list[str]:
    """The drafts in this browser's storage."""
    return page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('newscenter-draft:'))"
        ".map((key) => localStorage.getItem(key))"
    )


def crash(page: Page) -> None:
    """Kill the processes of all tabs: no handler of a page runs any more."""
    assert page.context.browser is not None
    session = page.context.browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    with page.expect_event("crash"):
        for process in processes:
            if process["type"] == "renderer":
                with suppress(ProcessLookupError):
                    os.kill(process["id"], signal.SIGKILL)
    for each in page.context.pages:
        each.close()


def violations(page: Page, within: str, complaints: list[str]) -> list[str]:
    """What axe finds; it measures with inline styles, which the page's policy complains of."""
    # Of an earlier measurement it may complain until now.
    assert complaints == [] or complaints.was_measured  # type: ignore[attr-defined]
    complaints.was_measured = True  # type: ignore[attr-defined]
    found = Axe().run(page, context=within).response["violations"]
    page.wait_for_timeout(300)
    complaints.clear()
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def leave(page: Page) -> bool:
    """Whether the browser asked before it went; the answer is to go."""
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    return asked == ["beforeunload"]


def panel_in_front(page: Page, language_code: str):
    """The panel of one language, brought to the front where there are tabs."""
    found = page.locator(f'.language-panel[data-language="{language_code}"]')
    if not found.is_visible():
        page.click(f'[role="tab"][aria-controls="{found.get_attribute("id")}"]')
    return found


def write(page: Page, language_code: str, title: str, body: str) -> None:
    form = panel_in_front(page, language_code)
    form.locator("textarea[name$='-title']").fill(title)
    form.locator("[contenteditable='true']").fill(body)
