"""Site maps as search engines and readers get them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from articles.models import StoryTranslation
from articles.queries import sitemaps
from tests.factories import make_image, make_live_story, make_section, publish_story

SM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def tree(response):
    return etree.fromstring(b"".join(response.streaming_content))


def addresses(response):
    return [loc.text for loc in tree(response).iter(f"{SM}loc")]


def test_index_names_files_that_exist(get, site, section):
    make_live_story(site)

    found = addresses(get("/sitemap.xml"))

    assert len(found) == 5
    for address in found:
        assert address.startswith("http://news.example/")
        assert get(address.removeprefix("http://news.example")).status_code == 200


def test_stories_with_reciprocal_alternates_and_picture(get, site, section):
    story = make_live_story(site, ("vi", "en"), lead_image=make_image(site))
    number = story.pk // sitemaps.stories_in_a_file_of(3)

    urls = tree(get(f"/sitemaps/stories-{number}.xml")).findall(f"{SM}url")

    locs = [url.findtext(f"{SM}loc") for url in urls]
    assert len(locs) == 2
    links = [{link.get("hreflang"): link.get("href") for link in url.findall(LINK)} for url in urls]
    assert links[0] == links[1]
    assert set(links[0]) == {"vi", "en", "x-default"}
    assert set(links[0].values()) == set(locs)
    assert links[0]["x-default"] == links[0]["vi"]
    assert all(url.findtext(f"{IMAGE}image/{IMAGE}loc") for url in urls)
    for loc in locs:
        assert get(loc.removeprefix("http://news.example")).status_code == 200


def test_story_files_hold_what_is_live_on_this_site_only(get, site, other_site, section):
    now = timezone.now()
    story = make_live_story(site)
    make_live_story(site, publish={"publish_at": now + timedelta(hours=1)})
    make_live_story(other_site, section=make_section(other_site))
    number = story.pk // sitemaps.stories_in_a_file_of(3)

    assert len(addresses(get(f"/sitemaps/stories-{number}.xml"))) == 1


def test_files_split_by_story_number(get, site, section, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sitemaps, "ADDRESSES", 6)
    monkeypatch.setattr(sitemaps, "STRETCH", 2)
    stories = [make_live_story(site) for _number in range(5)]

    files = [a for a in addresses(get("/sitemap.xml")) if "stories-" in a]

    listed = [
        address
        for file in files
        for address in addresses(get(file.removeprefix("http://news.example")))
    ]
    assert len(files) >= 3
    assert [int(a.rstrip("/").rpartition("-")[2]) for a in listed] == [s.pk for s in stories]
    assert get("/sitemaps/stories-999999.xml").status_code == 404


def test_news_has_two_days_of_one_edition(get, site, section):
    now = timezone.now()
    fresh = make_live_story(site, publish={"publish_at": now - timedelta(hours=47)})
    make_live_story(site, publish={"publish_at": now - timedelta(hours=49)})
    make_live_story(site, ("en",))

    [url] = tree(get("/sitemaps/news-vi.xml")).findall(f"{SM}url")

    assert url.findtext(f"{SM}loc").endswith(f"-{fresh.pk}/")
    news = url.find(f"{NEWS}news")
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "vi"
    assert news.findtext(f"{NEWS}title") == StoryTranslation.objects.get(master=fresh).title


def test_news_stops_at_a_thousand(get, site, section, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sitemaps, "NEWS_ENTRIES", 2)
    stories = [make_live_story(site) for _number in range(3)]

    found = addresses(get("/sitemaps/news-vi.xml"))

    assert [int(a.rstrip("/").rpartition("-")[2]) for a in found] == [
        stories[2].pk,
        stories[1].pk,
    ]


def test_pages_name_every_section_in_every_language(get, site, section):
    found = addresses(get("/sitemaps/pages.xml"))

    for path in ("/vi/", "/en/", "/ar/", "/vi/thoi-su/", "/en/news/", "/vi/sitemap/", "/en/rss/"):
        assert f"http://news.example{path}" in found
        assert get(path).status_code == 200


def test_robots_names_the_index(get, site, section):
    text = get("/robots.txt").content.decode()

    assert "Sitemap: http://news.example/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "Disallow: /vi/search/" in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_site_map_for_readers(
    get, site, section, django_assert_num_queries: DjangoAssertNumQueries, item_count
):
    long_ago = timezone.now() - timedelta(days=70)
    for _number in range(item_count):
        make_live_story(site, publish={"publish_at": long_ago})
    get("/robots.txt")

    with django_assert_num_queries(2):
        page = get("/vi/sitemap/").content.decode()

    month = long_ago.astimezone(site.tzinfo)
    assert f'href="/vi/archive/{month:%Y/%m}/"' in page
    assert 'href="/vi/thoi-su/"' in page
    assert get(f"/vi/archive/{month:%Y/%m}/").status_code == 200


def test_story_carried_by_another_site_is_in_the_map_of_its_own_only(
    get, site, other_site, section
):
    story = make_live_story(site)
    publish_story(story, other_site, section=make_section(other_site))

    origin = [a for a in addresses(get("/sitemap.xml")) if "stories-" in a]
    carrier = [a for a in addresses(get("/sitemap.xml", host="sports.example")) if "stories-" in a]

    assert len(origin) == 1
    assert carrier == []
