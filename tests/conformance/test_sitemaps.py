"""Site maps: valid, complete, and true."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles.models import Edition, SiteHost
from tests.conformance.conftest import HOSTS
from tests.conformance.public import address, canonical_addresses, canonical_publications
from tests.conformance.readers import IMAGE, NEWS, SITEMAP
from tests.conformance.schemas import xml_schema

pytestmark = pytest.mark.django_db

NEWS_LANGUAGES = {"vi": "vi", "en": "en", "zh-hans": "zh-cn", "ar": "ar"}


def files(crawled, part):
    return [file for file in crawled.of_type("application/xml") if part in file.url]


def locations(file):
    return [element.text for element in file.xml.iter(f"{SITEMAP}loc")]


def test_every_file_is_valid(crawled):
    schema = xml_schema("sitemap.xsd")
    found = crawled.of_type("application/xml")

    for file in found:
        schema.assertValid(file.xml)
        assert len(file.body) < 50_000_000
    assert {file.url for file in found} >= {f"http://{host}/sitemap.xml" for host in HOSTS}


def test_the_index_names_every_file(crawled):
    for host in HOSTS:
        index = crawled.answers[f"http://{host}/sitemap.xml"]
        others = {file.url for file in crawled.of_type("application/xml") if file.host == host} - {
            index.url
        }

        assert set(locations(index)) == others
        assert len(locations(index)) == len(others)


def test_robots_lead_to_the_index_and_forbid_nothing_that_is_mapped(crawled):
    for host in HOSTS:
        lines = crawled.answers[f"http://{host}/robots.txt"].text.splitlines()
        forbidden = [line.partition(": ")[2] for line in lines if line.startswith("Disallow")]
        mapped = [page for file in files(crawled, f"{host}/sitemaps/") for page in locations(file)]

        assert f"Sitemap: http://{host}/sitemap.xml" in lines
        assert forbidden
        for page in mapped:
            path = crawled.answers[page].path
            assert not [each for each in forbidden if path.startswith(each)]


def test_every_live_story_stands_once_where_it_is_canonical(crawled):
    listed = Counter(
        location
        for file in files(crawled, "/stories-")
        for location in locations(file)
        if "/media/" not in location
    )

    assert set(listed) == canonical_addresses()
    assert set(listed.values()) == {1}


def test_what_is_mapped_is_there_and_wants_to_be_found(crawled):
    mapped = [location for file in files(crawled, "/sitemaps/") for location in locations(file)]

    assert len(mapped) > 100
    for location in mapped:
        page = crawled.answers[location]
        assert page.status == 200
        assert page.canonical == location
        assert page.is_indexed


def test_sections_and_maps_of_every_edition_are_mapped(crawled):
    for host in HOSTS:
        (file,) = files(crawled, f"{host}/sitemaps/pages")
        codes = set(
            Edition.objects.filter(site__hosts__host=host).values_list("language_code", flat=True)
        )
        fronts = {f"http://{host}/{code}/" for code in codes}
        menus = {
            f"http://{host}{path}"
            for front in fronts
            for path in crawled.answers[front].values("//nav[@class='section-nav']//a/@href")
        }

        assert fronts | menus <= set(locations(file))
        for name in ("archive", "sitemap", "rss"):
            assert {f"{front}{name}/" for front in fronts} <= set(locations(file))


def test_times_are_those_of_the_last_change(crawled):
    changed = {address(each): each.updated_at for each in canonical_publications()}
    for file in files(crawled, "/stories-"):
        for entry in file.xml.iter(f"{SITEMAP}url"):
            said = datetime.fromisoformat(entry.findtext(f"{SITEMAP}lastmod"))
            assert said == changed[entry.findtext(f"{SITEMAP}loc")].replace(microsecond=0)
        index = crawled.answers[f"http://{file.host}/sitemap.xml"].xml
        (said,) = (
            each.findtext(f"{SITEMAP}lastmod")
            for each in index
            if each.findtext(f"{SITEMAP}loc") == file.url
        )
        newest = max(entry.text for entry in file.xml.iter(f"{SITEMAP}lastmod"))
        assert said == newest


def test_pictures_in_the_map_are_those_of_the_pages(crawled):
    checked = 0
    for file in files(crawled, "/stories-"):
        for entry in file.xml.iter(f"{SITEMAP}url"):
            page = crawled.answers[entry.findtext(f"{SITEMAP}loc")]
            shown = page.values("//meta[@property='og:image']/@content")
            assert [each.text for each in entry.iter(f"{IMAGE}loc")] == shown
            checked += len(shown)
    assert checked > 50


def test_news_of_the_last_two_days_and_no_other(crawled):
    now = timezone.now()
    expected = {
        address(each)
        for each in canonical_publications()
        if each.publish_at > now - timedelta(days=2)
    }
    found = [location for file in files(crawled, "/news-") for location in locations(file)]

    assert len(found) == len(set(found)) < 1000
    assert set(found) == expected
    assert canonical_addresses() - expected


def test_news_says_name_language_time_and_title_of_the_page(crawled):
    for file in files(crawled, "/news-"):
        code = file.url.rpartition("/news-")[2].removesuffix(".xml")
        edition = Edition.objects.get(site__hosts__host=file.host, language_code=code)
        for entry in file.xml.iter(f"{SITEMAP}url"):
            page = crawled.answers[entry.findtext(f"{SITEMAP}loc")]
            news = entry.find(f"{NEWS}news")

            assert news.findtext(f"{NEWS}publication/{NEWS}name") == edition.name
            assert news.findtext(f"{NEWS}publication/{NEWS}language") == NEWS_LANGUAGES[code]
            assert news.findtext(f"{NEWS}title") == page.value("string(//h1)")
            assert news.findtext(f"{NEWS}publication_date") == page.value(
                "//meta[@property='article:published_time']/@content"
            )


SITE_MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:xhtml="http://www.w3.org/1999/xhtml"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>http://news.example/zh-hans/a/</loc><lastmod>2026-11-23T18:32:41+07:00</lastmod>
<xhtml:link rel="alternate" hreflang="zh-Hans" href="http://news.example/zh-hans/a/"/>
<news:news><news:publication><news:name>新闻</news:name><news:language>zh-cn</news:language>
</news:publication><news:publication_date>2026-11-23T18:32:41+07:00</news:publication_date>
<news:title>桥</news:title></news:news></url></urlset>"""


def test_the_schema_of_site_maps_accepts_what_is_right():
    xml_schema("sitemap.xsd").assertValid(etree.fromstring(SITE_MAP))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<loc>http://news.example/", "<loc>/"),
        ("<loc>http://news.example/zh-hans/a/", "<loc>http://news.example/桥/"),
        ("<lastmod>2026-11-23T18:32:41+07:00", "<lastmod>2026-11-23T18:32:41"),
        ("<lastmod>", "<priority>2</priority><lastmod>"),
        ('hreflang="zh-Hans"', 'hreflang="zh_CN"'),
        ('hreflang="zh-Hans"', 'hreflang="zh-hans"'),
        ('rel="alternate" ', ""),
        ("zh-cn<", "zh<"),
        ("zh-cn<", "zh-Hans<"),
        ("<news:title>桥</news:title>", ""),
        ("<news:title>桥", "<news:title> "),
        ("41+07:00</news", "41</news"),
        ("</url>", "</url><url><loc>http://news.example/zh-hans/a/</loc></url>"),
    ],
)
def test_the_schema_of_site_maps_refuses_what_is_wrong(right, wrong):
    assert right in SITE_MAP

    document = etree.fromstring(SITE_MAP.replace(right, wrong, 1))

    assert not xml_schema("sitemap.xsd").validate(document)


def test_each_site_maps_itself_alone(crawled):
    for file in files(crawled, "/sitemaps/"):
        assert {crawled.answers[location].host for location in locations(file)} == {file.host}
    assert SiteHost.objects.filter(is_primary=True).count() == len(HOSTS)
