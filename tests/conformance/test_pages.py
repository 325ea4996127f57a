"""Every page of the demo, as a crawler finds it."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from lxml import html

from articles.models import Edition, Publication
from articles.text.languages import direction, language_tag
from tests.conformance.conftest import HOSTS
from tests.conformance.crawler import ask
from tests.conformance.public import STORY, canonical_addresses, live_addresses

pytestmark = pytest.mark.django_db


def test_every_reference_leads_somewhere(crawled):
    faults = {
        answer.url: (answer.status, [link.source for link in crawled.links_to(answer.url)][:3])
        for answer in crawled.answers.values()
        if answer.status != 200 and urlsplit(answer.url).path != "/"
    }

    assert faults == {}
    assert len(crawled.answers) > 900
    assert len(crawled.links) > 20_000


def test_front_doors_lead_to_an_edition(crawled, visitor):
    for host in HOSTS:
        door = crawled.answers[f"http://{host}/"]
        english = ask(visitor, door.url, **{"accept-language": "en-GB,vi;q=0.5"})

        assert (door.status, door.headers["location"]) == (302, "/vi/")
        assert (english.status, english.headers["location"]) == (302, "/en/")


def test_every_live_story_is_reached_by_links_alone(crawled):
    reached = crawled.reached(
        [f"http://{host}/{code}/" for host, code in _editions()], kinds={"anchor"}
    )

    assert {url for url in reached if STORY.search(url)} == live_addresses()


def test_every_page_has_one_heading_that_is_not_empty(crawled):
    headings = {
        page.url: [heading.text_content().strip() for heading in page.document.iter("h1")]
        for page in crawled.pages
    }

    assert [url for url, found in headings.items() if len(found) != 1 or not found[0]] == []


def test_every_page_says_its_language_and_direction(crawled):
    for page in crawled.pages:
        code = page.language_code
        assert page.value("/html/@lang") == language_tag(code), page.url
        assert page.value("/html/@dir") == direction(code), page.url
        assert page.headers["content-language"] == language_tag(code), page.url


def test_the_language_in_a_link_is_that_of_its_page(crawled):
    checked = 0
    for page in crawled.pages:
        for link in page.document.xpath("//a[@hreflang]"):
            target = crawled.answers[_absolute(page, link.get("href"))]
            assert target.value("/html/@lang") == link.get("hreflang"), page.url
            assert link.get("lang") == link.get("hreflang")
            checked += 1
    assert checked > 1000


def test_every_page_has_a_title_of_its_own_in_its_edition(crawled):
    titles = Counter(
        (page.host, page.language_code, page.value("//head/title/text()"))
        for page in crawled.pages
        if page.is_first_page
    )

    assert [each for each, count in titles.items() if count > 1] == []
    assert all(title.strip() for _host, _code, title in titles)


def test_every_indexed_page_describes_itself(crawled):
    descriptions: Counter[tuple[str, str, str]] = Counter()
    for page in crawled.pages:
        if page.is_indexed and page.is_first_page:
            said = page.value("//meta[@name='description']/@content")
            assert said, page.url
            descriptions[page.host, page.language_code, said] += 1

    assert [each for each, count in descriptions.items() if count > 1] == []


def test_canonical_is_the_page_itself_or_the_story_at_its_origin(crawled):
    elsewhere = {
        Publication.objects.get(
            story=_story_id(page.url), site__hosts__host=page.host, language_code=page.language_code
        ): page
        for page in crawled.pages
        if page.is_indexed and page.canonical != page.url
    }

    assert {page.url for page in elsewhere.values()} == live_addresses() - canonical_addresses()
    for publication, page in elsewhere.items():
        origin = publication.story.origin.hosts.get(is_primary=True).host
        target = crawled.answers[page.canonical]
        assert (target.host, target.language_code) == (origin, page.language_code)
        assert _story_id(target.url) == publication.story_id
        assert target.canonical == target.url


def test_no_text_is_left_in_another_language(crawled):
    """What the interface says is translated: no English in an edition that is not English."""
    words = re.compile(r"\b(Published|Updated|Views|Sections|Search|Languages|Tags|Archive)\b")
    found = {}
    for page in crawled.pages:
        if page.language_code != "en":
            chrome = html.fragment_fromstring(
                "".join(
                    html.tostring(part, encoding="unicode")
                    for part in page.document.xpath("//header|//footer|//nav")
                ),
                create_parent="div",
            )
            if match := words.search(chrome.text_content()):
                found[page.url] = match[0]

    assert found == {}


def _editions():
    return Edition.objects.filter(site__hosts__is_primary=True).values_list(
        "site__hosts__host", "language_code"
    )


def _absolute(page, href):
    return href if href.startswith("http") else f"http://{page.host}{href}"


def _story_id(url):
    return int(STORY.search(url)[1])
