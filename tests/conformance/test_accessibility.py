"""The demo in a real Chromium, judged by axe in every language, scheme and size."""

from __future__ import annotations

from base64 import b64decode
from urllib.parse import unquote, urlsplit

import pytest

from tests.chromium import needs_chromium, open_chromium
from tests.conformance.crawler import ask
from tests.conformance.public import STORY

PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
ORIGIN = "http://newscenter.localhost"
VIEWS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
WORDS = {"vi": "the thao", "en": "city", "zh-hans": "体育", "ar": "المدينة"}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    needs_chromium,
]


@pytest.fixture
def answers(crawled, visitor):
    """Everything that the browser will ask for, by address."""
    extra = [f"{ORIGIN}/{code}/nothing/" for code in WORDS]
    extra += [f"{ORIGIN}/{code}/search/?q={words}" for code, words in WORDS.items()]
    return crawled.answers | {url: ask(visitor, url) for url in extra}


@pytest.fixture
def open_page(answers):
    """Open tabs whose network is the crawl: the browser never waits for the database."""

    def answer(route):
        url = route.request.url
        if urlsplit(url).path.startswith("/media/"):
            route.fulfill(body=PIXEL, content_type="image/gif")
        elif "/-/view" in url:
            route.fulfill(status=204)
        else:
            found = answers[_as_asked(url)]
            kept = ("content-type", "content-security-policy")
            headers = {name: found.headers[name] for name in kept if name in found.headers}
            route.fulfill(status=found.status, headers=headers, body=found.body)

    with open_chromium() as browser:

        def open_tab(**options):
            page = browser.new_page(**options)
            page.route("**/*", answer)
            return page

        yield open_tab


# Colours and sizes are the same in every language, so two of the four suffice for most.
LOOKS = [
    *(
        (code, scheme, view)
        for code in WORDS
        for scheme, view in (("light", "desktop"), ("dark", "phone"))
    ),
    ("ar", "dark", "desktop"),
    ("ar", "light", "phone"),
]


@pytest.mark.parametrize(("code", "scheme", "view"), LOOKS)
def test_axe_finds_nothing(answers, open_page, code, scheme, view):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(color_scheme=scheme, viewport=VIEWS[view])
    faults = []
    page.on("console", lambda said: faults.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: faults.append(str(error)))

    for name, url in _kinds(answers, code).items():
        page.goto(url)
        faults += [
            f"{name}: {violation['id']}: {violation['nodes'][0]['html']}"
            for violation in axe.run(page).response["violations"]
        ]

    assert [fault for fault in faults if "status of 404" not in fault] == []


def _kinds(answers, code):
    front = f"{ORIGIN}/{code}/"
    section = answers[front].values("//nav[@class='section-nav']//a/@href")[0]
    stories = [url for url in answers if url.startswith(front) and STORY.search(url)]
    return {
        "home": front,
        "section": ORIGIN + section,
        # The longest has most of what a body can have: headings, tables, pictures, quotes.
        "story": max(stories, key=lambda url: len(answers[url].body)),
        "search": f"{front}search/?q={WORDS[code]}",
        "not found": f"{front}nothing/",
        "site map": f"{front}sitemap/",
        "feed map": f"{front}rss/",
        "archive": f"{front}archive/",
    }


def _as_asked(url):
    """The browser encodes what the test wrote plainly."""
    return unquote(url) if "?q=" in url else url
