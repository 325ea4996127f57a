"""Arranging a front page with the pointer, with the keyboard, on a phone and without script."""

import pytest
from django.urls import reverse

from articles.models import FrontPageSlot
from articles.workflow import Slot, arrange
from tests.browser.desk.story_page import violations
from tests.factories import make_live_story

TITLES = ["Mưa lớn", "Cầu mới", "Mùa muối", "Thư viện"]


@pytest.fixture
def stories(live_server, site, section):
    return [make_live_story(site, texts={"title": title}) for title in TITLES]


@pytest.fixture
def front(site, stories):
    """The first three stories at the first three places."""
    slots = [Slot(place, story.pk) for place, story in enumerate(stories[:3], start=1)]
    return arrange(site, "vi", slots, actor=None, base=0)


@pytest.fixture
def open_front(site, front, live_server, sit_down, editor):
    def go(**options):
        page = sit_down(editor, **options).new_page()
        address = reverse("admin:articles_frontpage_arrange", args=[site.key, "vi"])
        page.goto(live_server.url + address)
        return page

    return go


def standing(page):
    """By place, the titles there; the numbers that would be sent agree."""
    found = {}
    for place in page.locator("[data-place]").all():
        number = int(place.get_attribute("data-place"))
        for row in place.locator("[data-slot]").all():
            assert row.locator("input[type=number]").input_value() == str(number)
            found.setdefault(number, []).append(row.locator("[data-title]").inner_text())
    return found


def kept():
    rows = FrontPageSlot.objects.select_related("story").in_order()
    return {row.position: row.story.translations.get().title for row in rows}


def test_keyboard_moves_a_story_and_keeps_the_focus(open_front):
    page = open_front()
    page.get_by_role("button", name="Move up: Mùa muối").focus()

    page.keyboard.press("Enter")
    assert standing(page) == {1: ["Mưa lớn"], 2: ["Mùa muối"], 3: ["Cầu mới"]}
    assert page.locator("[data-said]").inner_text() == "Mùa muối: place 2"
    page.keyboard.press("Enter")

    assert standing(page) == {1: ["Mùa muối"], 2: ["Mưa lớn"], 3: ["Cầu mới"]}
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Move down: Mùa muối"
    page.get_by_role("button", name="Save the front page").click()
    page.get_by_text("The front page was arranged.").wait_for()
    assert kept() == {1: "Mùa muối", 2: "Mưa lớn", 3: "Cầu mới"}


@pytest.mark.parametrize(
    ("title", "to", "after"),
    [
        ("Mùa muối", 1, {1: ["Mùa muối"], 2: ["Mưa lớn"], 3: ["Cầu mới"]}),
        ("Mưa lớn", 3, {1: ["Cầu mới"], 2: ["Mùa muối"], 3: ["Mưa lớn"]}),
        ("Cầu mới", 5, {1: ["Mưa lớn"], 3: ["Mùa muối"], 5: ["Cầu mới"]}),
    ],
)
def test_pointer_moves_a_story_and_the_others_make_room(open_front, title, to, after):
    page = open_front(viewport={"width": 1280, "height": 2400})
    handle = page.locator("[data-slot]", has_text=title).locator(".slot-handle").bounding_box()
    target = page.locator(f"[data-place='{to}']").bounding_box()

    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + 20, steps=5)
    page.mouse.up()

    assert standing(page) == after


def test_escape_ends_a_drag_without_a_move(open_front):
    page = open_front(viewport={"width": 1280, "height": 2400})
    handle = page.locator(".slot-handle").nth(2).bounding_box()

    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"], 500, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert standing(page) == {1: ["Mưa lớn"], 2: ["Cầu mới"], 3: ["Mùa muối"]}


def test_a_scheduled_story_shares_a_place_and_pushes_nobody(open_front):
    page = open_front()
    row = page.locator("[data-slot]", has_text="Mùa muối")
    row.get_by_label("From").fill("2030-01-01T06:00")

    page.get_by_role("button", name="Move up: Mùa muối").click()

    assert standing(page) == {1: ["Mưa lớn"], 2: ["Cầu mới", "Mùa muối"]}


def test_without_script_numbers_do_it(open_front):
    page = open_front(java_script_enabled=False)
    assert page.get_by_role("button", name="Move up: Mùa muối").count() == 0
    page.locator("[data-slot]", has_text="Mưa lớn").get_by_label("Place").fill("4")
    found = page.locator(".front-found li", has_text="Thư viện")

    found.get_by_role("button", name="Add").click()
    assert standing(page) == {1: ["Thư viện"], 2: ["Cầu mới"], 3: ["Mùa muối"], 4: ["Mưa lớn"]}
    page.get_by_role("button", name="Save the front page").click()

    assert kept() == {1: "Thư viện", 2: "Cầu mới", 3: "Mùa muối", 4: "Mưa lớn"}


def test_preview_opens_beside_with_what_is_not_saved(open_front):
    page = open_front()
    page.get_by_role("button", name="Move up: Cầu mới").click()

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview").click()

    preview = opened.value
    assert preview.locator("main .card-title").first.inner_text() == "Cầu mới"
    preview.close()
    assert kept() == {1: "Mưa lớn", 2: "Cầu mới", 3: "Mùa muối"}
    assert standing(page)[1] == ["Cầu mới"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_and_everybody_can_use_it(open_front, width, scheme, complaints):
    page = open_front(viewport={"width": width, "height": 900}, color_scheme=scheme)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, "#content", complaints) == []
    page.close()
    complaints.clear()
