"""`static/js/views.js` in a real browser, on a real story page."""

import pytest
from django.db import connections

from articles.counting import upkeep, visitors
from articles.models import Publication, SiteHost, ViewEvent, ViewTotal
from articles.views import beacon
from tests.chromium import needs_chromium, open_chromium
from tests.factories import make_live_story, make_section, make_site

# Headless Chromium names itself, and is not counted then.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36"

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
]


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    monkeypatch.setattr(visitors, "_salts", visitors.DailySalts())
    monkeypatch.setattr(beacon, "upkeep", upkeep.Upkeep())


@pytest.fixture
def address(live_server):
    """A story page with 1,233 views."""
    site = make_site("news")
    SiteHost.objects.filter(site=site).update(host="localhost")
    story = make_live_story(site, section=make_section(site, "thoi-su", vi="Thời sự"))
    ViewTotal.objects.update(opening=1233)
    publication = Publication.objects.get(story=story)
    return f"{live_server.url}/vi/thoi-su/{publication.revision.slug}-{story.pk}/"


@pytest.fixture
def open_page(address):
    """Open pages in one browser; what the console says is kept in `complaints`."""
    with open_chromium() as browser:

        def new_page(prepare=lambda page: None, **context):
            page = browser.new_context(**{"user_agent": BROWSER, **context}).new_page()
            page.complaints = []
            page.on("console", lambda message: page.complaints.append(message.text))
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
            prepare(page)
            return page

        yield new_page
        # Within that loop the thread has opened a connection that nobody else closes.
        connections.close_all()


def number_on(page, expected):
    """What the page shows, once it is what is expected or time is up."""
    shown = page.locator("data[data-views]")
    for _attempt in range(120):
        if shown.inner_text() == expected:
            break
        page.wait_for_timeout(50)
    return shown.inner_text()


def test_a_reader_is_counted_and_sees_the_new_number(address, open_page):
    page = open_page()
    page.goto(address)

    assert number_on(page, "1.234") == "1.234"
    assert page.locator("data[data-views]").get_attribute("value") == "1234"
    assert ViewEvent.objects.count() == 1
    assert page.complaints == []


def test_a_view_that_was_not_acknowledged_is_sent_once_more(address, open_page):
    asked = []

    def break_the_first(route):
        asked.append(route.request.method)
        if len(asked) == 1:
            route.fulfill(status=503, body="away")
        else:
            route.continue_()

    page = open_page(lambda page: page.route("**/-/view", break_the_first))
    page.goto(address)

    assert number_on(page, "1.234") == "1.234"
    assert asked == ["POST", "POST"]
    assert ViewEvent.objects.count() == 1


def test_what_is_refused_is_not_sent_again(address, open_page):
    asked = []

    def refuse(route):
        asked.append(route.request.method)
        route.fulfill(status=400, body="bad")

    page = open_page(lambda page: page.route("**/-/view", refuse))
    page.goto(address)
    page.wait_for_timeout(3500)

    assert asked == ["POST"]
    assert number_on(page, "1.233") == "1.233"


def test_a_page_in_the_background_is_counted_when_it_is_looked_at(address, open_page):
    hide = """
        window.seen = "hidden";
        Object.defineProperty(document, "visibilityState", { get: () => window.seen });
    """
    page = open_page(lambda page: page.add_init_script(hide))
    page.goto(address)
    page.wait_for_timeout(500)
    assert not ViewEvent.objects.exists()

    page.evaluate("window.seen = 'visible'; document.dispatchEvent(new Event('visibilitychange'))")

    assert number_on(page, "1.234") == "1.234"
    assert ViewEvent.objects.count() == 1


def test_a_prerendered_page_is_counted_when_it_is_shown(address, open_page):
    prerender = """
        window.ahead = true;
        Object.defineProperty(document, "prerendering", { get: () => window.ahead });
    """
    page = open_page(lambda page: page.add_init_script(prerender))
    page.goto(address)
    page.wait_for_timeout(500)
    assert not ViewEvent.objects.exists()

    page.evaluate("window.ahead = false; document.dispatchEvent(new Event('prerenderingchange'))")

    assert number_on(page, "1.234") == "1.234"


def test_an_open_page_keeps_its_number_current_without_counting(address, open_page):
    page = open_page(lambda page: page.clock.install())
    page.goto(address)
    assert number_on(page, "1.234") == "1.234"
    ViewTotal.objects.update(opening=5000)

    page.clock.run_for(61_000)

    assert number_on(page, "5.001") == "5.001"
    assert ViewEvent.objects.count() == 1


def test_a_page_out_of_the_browsers_cache_is_counted_anew(address, open_page):
    asked = []
    page = open_page(lambda page: page.on("request", lambda sent: asked.append(sent.url)))
    page.goto(address)
    number_on(page, "1.234")
    ViewTotal.objects.update(opening=5000)

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert number_on(page, "5.001") == "5.001"
    assert sum(url.endswith("/-/view") for url in asked) == 2


def test_a_browser_without_script_is_counted(address, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(address)

    assert ViewEvent.objects.count() == 1
    assert page.complaints == []
