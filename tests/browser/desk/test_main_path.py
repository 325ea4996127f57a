"""The main path in a real browser: write, translate, save, publish, see it on the site."""

import pytest

from articles.enums import Role, WorkflowState
from articles.models import Publication, Story
from tests.browser.desk.story_page import panel_in_front, write
from tests.chromium import needs_chromium
from tests.factories import make_user

pytestmark = needs_chromium


@pytest.mark.parametrize("width", [1280, 390])
def test_story_is_written_translated_and_published(site, section, open_desk, width):
    make_user((Role.EDITOR, site), username="editor")
    page = open_desk("editor", width)

    page.get_by_role("link", name="Write a story").click()
    page.select_option("select[name=section]", label="News")
    write(page, "vi", "Cầu mới đã thông xe", "Sáng nay cây cầu đã mở.")
    write(page, "en", "The new bridge is open", "The bridge opened this morning.")
    kept = panel_in_front(page, "vi").locator("textarea[name$='-title']").input_value()
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
