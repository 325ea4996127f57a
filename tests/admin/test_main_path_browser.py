"""The main path in a real browser: write, translate, save, publish, see it on the site."""

import pytest
from django.db import connections

from articles.enums import Role, WorkflowState
from articles.models import Publication, Story
from tests.chromium import needs_chromium, open_chromium
from tests.factories import make_user

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
]


@pytest.fixture
def open_desk(live_server, settings):
    """A signed-in page of a given width; complaints of the browser fail the test."""
    settings.PUBLIC_PORT = int(live_server.url.rpartition(":")[2])
    complaints = []
    with open_chromium("--host-resolver-rules=MAP *.example 127.0.0.1") as browser:

        def open_page(username, width=1280):
            page = browser.new_page(viewport={"width": width, "height": 900}, locale="en")
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda message: complaints.extend(complaint(message)))
            page.goto(f"{live_server.url}/admin/login/?next=/admin/")
            page.fill("#id_username", username)
            page.fill("#id_password", "a long password")
            page.click("#login-form [type=submit]")
            return page

        yield open_page
        # Beside Playwright's loop Django opened a second connection, which nobody else would close.
        connections.close_all()
    assert complaints == []


def complaint(message):
    """What the browser holds against a page; the host of the tests is no site with an icon."""
    address = message.location.get("url", "")
    if message.type == "error" and "favicon" not in address:
        yield f"{message.text} {address}"


def panel(page, language_code):
    """The panel of one language, brought to the front where there are tabs."""
    found = page.locator(f'.language-panel[data-language="{language_code}"]')
    if not found.is_visible():
        page.click(f'[role="tab"][aria-controls="{found.get_attribute("id")}"]')
    return found


def write(page, language_code, title, body):
    form = panel(page, language_code)
    form.locator("textarea[name$='-title']").fill(title)
    form.locator("[contenteditable='true']").fill(body)


@pytest.mark.parametrize("width", [1280, 390])
def test_story_is_written_translated_and_published(site, section, open_desk, width):
    make_user((Role.EDITOR, site), username="editor")
    page = open_desk("editor", width)

    page.get_by_role("link", name="Write a story").click()
    page.select_option("select[name=section]", label="News")
    write(page, "vi", "Cầu mới đã thông xe", "Sáng nay cây cầu đã mở.")
    write(page, "en", "The new bridge is open", "The bridge opened this morning.")
    kept = panel(page, "vi").locator("textarea[name$='-title']").input_value()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish on News Center").click()
    with page.expect_popup() as opened:
        page.locator(".whereabouts li", has_text="English").get_by_text("View on site").click()

    assert kept == "Cầu mới đã thông xe"
    public = opened.value
    assert public.locator("h1").inner_text() == "The new bridge is open"
    assert "The bridge opened this morning." in public.locator("article, main").first.inner_text()
    story = Story.objects.get()
    assert {t.language_code: t.state for t in story.translations.all()} == {
        "vi": WorkflowState.PUBLISHED,
        "en": WorkflowState.PUBLISHED,
    }
    assert Publication.objects.count() == 2


def test_no_page_of_the_desk_is_wider_than_a_phone(site, section, open_desk):
    make_user((Role.SITE_MANAGER, site), username="manager")
    page = open_desk("manager", 390)

    for address in (
        "/admin/",
        "/admin/articles/story/",
        "/admin/articles/story/add/",
        "/admin/articles/image/add/",
        f"/admin/articles/category/{section.pk}/change/",
        f"/admin/articles/site/{site.pk}/change/",
        "/admin/articles/user/add/",
    ):
        page.goto(page.url.partition("/admin/")[0] + address)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, address
