"""JSON-LD as Google reads it, and Open Graph."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from tests.conformance.public import STORY, live_addresses

pytestmark = pytest.mark.django_db

# Pages that show no story have no picture to share.
WITHOUT_PICTURE = ("/sitemap/", "/rss/", "/search/", "/corrections/")
# These show headlines and no pictures.
LISTS_OF_THE_MOST_READ = "/most-read/"


def documents(page):
    """The JSON-LD of a page by type; none stands twice."""
    found = [
        json.loads(each) for each in page.values("//script[@type='application/ld+json']/text()")
    ]
    by_type = {document["@type"]: document for document in found}
    assert len(by_type) == len(found)
    assert all(document["@context"] == "https://schema.org" for document in found)
    return by_type


def properties(page, name):
    return page.values(f"//meta[@property='{name}']/@content")


def stories(crawled):
    found = [page for page in crawled.pages if STORY.search(page.path)]
    assert {page.url for page in found} == live_addresses()
    return found


def test_every_story_is_a_news_article(crawled):
    for page in stories(crawled):
        article = documents(page)["NewsArticle"]

        assert article["headline"] == page.value("string(//h1)")
        assert article["description"] == page.value("//meta[@name='description']/@content")
        assert article["mainEntityOfPage"] == article["url"] == page.canonical
        assert article["inLanguage"] == page.value("/html/@lang")
        published, modified = (
            datetime.fromisoformat(article[name]) for name in ("datePublished", "dateModified")
        )
        assert published.utcoffset() is not None
        assert published <= modified
        shown = page.values("//*[@class='story-facts']//time/@datetime")
        assert datetime.fromisoformat(shown[0]) == published


def test_articles_name_their_people_publisher_and_picture(crawled):
    for page in stories(crawled):
        article = documents(page)["NewsArticle"]

        bylines = page.values("//a[@rel='author']/text()")
        assert [author["name"] for author in article["author"]] == bylines
        assert bylines
        for author in article["author"]:
            assert author["@type"] == "Person"
            assert crawled.answers[author["url"]].value("string(//h1)") == author["name"]
        assert article["publisher"]["name"]
        assert article["publisher"]["url"] in crawled.answers
        assert article["image"]["url"] == properties(page, "og:image")[0]
        assert article["image"]["width"] >= 1
        assert article["image"]["height"] >= 1


def test_breadcrumbs_lead_from_the_front_page_to_the_page(crawled):
    checked = 0
    for page in crawled.pages:
        found = documents(page)
        if "BreadcrumbList" not in found:
            # The front page is where they begin; a search is no place.
            assert page.path.count("/") == 2 or "/search/" in page.path, page.url
            continue
        items = found["BreadcrumbList"]["itemListElement"]

        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert len(items) >= 2
        assert items[0]["item"] == f"http://{page.host}/{page.language_code}/"
        assert items[-1]["item"] == f"http://{page.host}{page.path}"
        for item in items:
            assert item["@type"] == "ListItem"
            assert item["name"].strip()
            assert crawled.answers[item["item"]].status == 200
        checked += 1
    assert checked > 300


def test_front_pages_describe_the_site_and_its_search(crawled):
    fronts = [page for page in crawled.pages if page.path.count("/") == 2]

    assert len(fronts) == 6
    for page in fronts:
        site = documents(page)["WebSite"]
        assert site["url"] == page.url
        assert site["name"] == page.value("string(//h1)")
        target = site["potentialAction"]["target"]["urlTemplate"]
        assert target.partition("?")[0] in crawled.answers
        assert site["potentialAction"]["query-input"] == "required name=search_term_string"
        assert "{search_term_string}" in target


def test_every_page_that_may_be_shared_has_its_open_graph(crawled):
    for page in crawled.pages:
        kind = "article" if STORY.search(page.path) else "website"
        assert properties(page, "og:type") == [kind], page.url
        for name in ("og:title", "og:site_name", "og:url", "og:locale"):
            (value,) = properties(page, name)
            assert value.strip()
        assert properties(page, "og:url") == [page.canonical]
        if page.is_indexed:
            (said,) = page.values("//meta[@name='description']/@content")
            assert properties(page, "og:description") == [said]


def test_what_is_shared_has_a_picture_with_size_and_words(crawled):
    checked = 0
    for page in crawled.pages:
        if page.path.endswith(WITHOUT_PICTURE) or LISTS_OF_THE_MOST_READ in page.path:
            continue
        if not _has_story(page):
            continue
        (url,) = properties(page, "og:image")
        width, height = (
            int(properties(page, f"og:image:{side}")[0]) for side in ("width", "height")
        )

        assert url.startswith(f"http://{page.host}/")
        assert 1.8 < width / height < 2.0
        assert properties(page, "og:image:alt")[0].strip()
        assert page.values("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
        checked += 1
    assert checked > 200


def test_a_story_shares_its_times_section_people_and_tags(crawled):
    for page in stories(crawled):
        article = documents(page)["NewsArticle"]

        assert properties(page, "article:published_time") == [article["datePublished"]]
        assert properties(page, "article:section") == [article["articleSection"]]
        assert properties(page, "article:tag") == article.get("keywords", [])
        assert properties(page, "article:author") == [each["url"] for each in article["author"]]


def _has_story(page):
    return STORY.search(page.path) or page.values(
        "//main//*[contains(@class, 'card-title')]//@href"
    )
