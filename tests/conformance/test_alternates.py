"""hreflang: whoever is named names back, in pages and in site maps."""

from __future__ import annotations

import pytest

from articles.text.languages import language_tag
from tests.conformance.public import address, canonical_publications
from tests.conformance.readers import SITEMAP, XHTML

pytestmark = pytest.mark.django_db


def test_pages_that_name_each_other_name_the_same(crawled):
    pages = [page for page in crawled.pages if page.alternates]

    assert len(pages) > 150
    for page in pages:
        assert page.canonical == page.url
        assert page.alternates[page.value("/html/@lang")] == page.url
        for tag, url in page.alternates.items():
            other = crawled.answers[url]
            assert other.alternates == page.alternates, (page.url, url)
            if tag != "x-default":
                assert other.value("/html/@lang") == tag


def test_x_default_is_one_of_the_named(crawled):
    for page in crawled.pages:
        named = dict(page.alternates)
        if named:
            assert named.pop("x-default") in named.values(), page.url
            assert len(named) > 1, page.url


def test_each_story_names_all_the_languages_that_its_site_has(crawled):
    languages: dict[tuple[int, int], dict[str, str]] = {}
    for each in canonical_publications():
        tag = language_tag(each.language_code)
        languages.setdefault((each.story_id, each.site_id), {})[tag] = address(each)

    for named in languages.values():
        for url in named.values():
            found = dict(crawled.answers[url].alternates)
            found.pop("x-default", None)
            assert found == (named if len(named) > 1 else {}), url


def test_site_maps_and_pages_agree(crawled):
    checked = 0
    for file in crawled.of_type("application/xml"):
        for entry in file.xml.findall(f"{SITEMAP}url"):
            page = crawled.answers[entry.findtext(f"{SITEMAP}loc")]
            named = {link.get("hreflang"): link.get("href") for link in entry.iter(f"{XHTML}link")}
            if "/news-" not in file.url:
                assert named == page.alternates, page.url
                checked += 1
    assert checked > 100
