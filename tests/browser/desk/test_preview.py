"""Looking at a story before its readers do, at both widths, by keyboard."""

import pytest
from playwright.sync_api import expect

from articles.models import Revision
from tests.admin.desk import story_url
from tests.browser.desk.story_page import choose, field, kept, leave, type_into, violations
from tests.factories import make_image, make_story


@pytest.fixture
def story(live_server, site, section):
    return make_story(site, ("vi", "en", "ar"), section=section)


@pytest.fixture
def no_pictures(sit_down, editor):
    """The files of the pictures of tests are not there."""

    def sit(**options):
        context = sit_down(editor, **options)
        context.route("**/media/**", lambda route: route.fulfill(body="", content_type="image/png"))
        return context

    return sit


def test_typed_text_is_looked_at_and_nothing_is_lost(open_story, story):
    page = open_story(language="en")
    choose(page, "en")
    type_into(page, "en", "Title", " that nobody saved")
    revisions = Revision.objects.count()

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    shown = opened.value

    title = "New bridge joins two banks that nobody saved"
    expect(shown.locator("h1")).to_have_text(title)
    shown.get_by_role("button", name="Phone").click()
    framed = shown.frame_locator("iframe")
    expect(framed.locator("h1")).to_have_text(title)
    shown.get_by_role("button", name="Tiếng Việt").click()
    expect(framed.locator("h1")).to_have_text("Cầu mới nối hai bờ sông")
    # The page from which it came still has the text, and keeps it.
    expect(field(page, "en", "title")).to_have_value(title)
    assert kept(page)
    assert Revision.objects.count() == revisions
    shown.close()
    assert leave(page)


def test_enter_in_a_field_saves_and_opens_no_preview(open_story, story):
    page = open_story()

    page.locator("#id_reason").press("Enter")
    page.wait_for_url(f"**{story_url('change', story)}*")

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert len(page.context.pages) == 1


@pytest.mark.parametrize(
    ("code", "scheme", "width"), [("vi", "light", 1280), ("ar", "dark", 390), ("en", "dark", 1280)]
)
def test_bar_by_keyboard(no_pictures, live_server, story, complaints, code, scheme, width):  # noqa: PLR0917
    story.lead_image = make_image(story.origin)
    story.save()
    context = no_pictures(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{live_server.url}{story_url('preview', story)}?preview_language={code}")
    title = page.locator("h1").text_content()
    assert violations(page, "body", complaints) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width

    if width == 390:
        # The screen is a phone's already, so there is no such choice.
        expect(page.get_by_role("button", name="Phone")).to_be_hidden()
        return
    # Past the link to the content: three languages, two widths.
    for _ in range(6):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    framed = page.frame_locator("iframe")
    expect(framed.locator("h1")).to_have_text(title)
    expect(page.locator("iframe")).to_have_css("width", "390px")
    assert page.frames[1].evaluate("innerWidth") == 390
    assert page.frames[1].evaluate("document.documentElement.scrollWidth") == 390
    assert violations(page, "body", complaints) == []
    expect(page.locator(".preview-bar button[aria-current]").last).to_have_text("Phone")


def test_stranger_reads_the_link_at_both_widths(open_story, story, browser, live_server, site):
    site.hosts.create(host="localhost", is_primary=False)
    page = open_story()
    page.get_by_role("link", name="Links to previews…").click()
    page.get_by_label("Text").select_option("ar@news")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("It is shown this once: copy it now.").input_value()
    path = "/" + address.split("/", 3)[3]

    stranger = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    here = stranger.goto(live_server.url + path)
    page.get_by_role("button", name="End").click()
    expect(page.get_by_text("The link has ended.")).to_be_visible()
    over = stranger.goto(live_server.url + path)

    assert (here.status, over.status) == (200, 410)
    expect(stranger.locator("html")).to_have_attribute("dir", "rtl")
    stranger.context.close()
