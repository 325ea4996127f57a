"""Public pages in a real Chromium: accessible, unmoving, and usable by keyboard."""

from __future__ import annotations

from base64 import b64decode
from itertools import pairwise

import pytest

from articles.sites import snapshot
from tests.chromium import needs_chromium, open_chromium
from tests.views.sample import make_sample

PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
]


@pytest.fixture
def sample(transactional_db, live_server):
    snapshot.forget_public_sites()
    return make_sample("localhost")


@pytest.fixture
def browser(sample):
    # The sample comes first: within Playwright's event loop the thread would open a second
    # connection to the database, which nobody closes.
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def new_page(browser):
    """Open a tab in which every picture is there, as one pixel."""

    def open_tab(**options):
        page = browser.new_page(**options)
        page.route("**/media/**", lambda route: route.fulfill(body=PIXEL, content_type="image/gif"))
        return page

    return open_tab


@pytest.fixture
def addresses(sample, live_server):
    origin = live_server.url.replace("127.0.0.1", "localhost")
    return {name: origin + path for name, (path, _status) in sample.paths.items()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page, addresses, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})

    complaints = []
    for name, url in addresses.items():
        page.goto(url)
        complaints += [
            f"{name}: {violation['id']}: {violation['nodes'][0]['html']}"
            for violation in axe.run(page).response["violations"]
        ]

    assert complaints == []


def test_no_page_is_wider_than_its_window(new_page, addresses):
    page = new_page()

    too_wide = []
    for name, url in addresses.items():
        page.goto(url)
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append((name, width))

    assert too_wide == []


def test_nothing_jumps_while_a_page_loads(new_page, addresses):
    page = new_page(viewport={"width": 390, "height": 800})
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => { window.shift += entry.value })).observe({type: 'layout-shift', buffered: true})"
    )

    for name in ("front", "story", "section"):
        page.goto(addresses[name], wait_until="networkidle")
        assert page.evaluate("window.shift") < 0.02, name


def test_the_pages_are_complete_without_scripts_and_without_complaint(new_page, addresses):
    complaints = []
    page = new_page(java_script_enabled=False)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))

    page.goto(addresses["story"])

    assert page.locator("h1").inner_text() == "Cầu số 11 nối hai bờ sông"
    assert page.locator(".prose h2").inner_text() == "Hai làn xe"
    assert complaints == []


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(new_page, addresses):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(addresses["story"])

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.locator(".skip-link").bounding_box()["height"] > 20
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_headings_are_in_order(new_page, addresses):
    page = new_page()

    for name, url in addresses.items():
        page.goto(url)
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(h => Number(h.tagName[1]))"
        )
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)
