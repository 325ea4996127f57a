from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_image, make_live_story, make_section, make_story, publish_story
from tests.views.pages import alternates, canonical, headlines, json_ld, links, texts


def publish(site, title, *, hours_ago=1, languages=("vi",), **fields):
    return make_live_story(
        site,
        languages,
        texts={"title": title},
        publish={"publish_at": timezone.now() - timedelta(hours=hours_ago)},
        **fields,
    )


@pytest.mark.parametrize(
    ("accept", "path"),
    [
        ("en-GB,en;q=0.8,vi;q=0.5", "/en/"),
        ("fr,ar;q=0.5", "/ar/"),
        ("ar-EG", "/ar/"),
        ("de", "/vi/"),
        ("", "/vi/"),
        ("en;q=0.1,ar;q=0.9", "/ar/"),
        ("*", "/vi/"),
        (";;;,q=,", "/vi/"),
    ],
)
def test_the_root_leads_to_the_edition_that_the_reader_prefers(site, get, accept, path):
    response = get("/", **{"accept-language": accept})

    assert (response.status_code, response["Location"]) == (302, path)
    assert "Accept-Language" in response["Vary"]


def test_chinese_readers_get_the_script_that_they_read(db, get):
    from tests.factories import make_site

    make_site("news", ("en", "zh-hans"))

    assert get("/", **{"accept-language": "zh-CN,zh;q=0.9"})["Location"] == "/zh-hans/"
    assert get("/", **{"accept-language": "zh"})["Location"] == "/zh-hans/"


def test_the_front_page_shows_the_newest_first_and_each_story_once(site, section, get):
    sport = make_section(site, "sport", vi="Thể thao")
    for number in range(12):
        publish(site, f"Tin {number}", hours_ago=number + 1, section=section)
    publish(site, "Thể thao cũ", hours_ago=99, section=sport)

    page = get("/vi/")

    found = headlines(page)
    assert found[:10] == [f"Tin {number}" for number in range(10)]
    assert sorted(found) == sorted([*(f"Tin {n}" for n in range(12)), "Thể thao cũ"])
    assert texts(page, "//*[@class='block-title']") == ["Thời sự", "Thể thao"]


def test_a_picture_leads_when_one_of_the_newest_has_one(site, section, get):
    publish(site, "Mới nhất", section=section)
    publish(site, "Có ảnh", hours_ago=2, section=section, lead_image=make_image(site))
    publish(site, "Cũ hơn", hours_ago=3, section=section)

    assert headlines(get("/vi/")) == ["Có ảnh", "Mới nhất", "Cũ hơn"]


def test_the_front_page_shows_only_what_is_live_in_its_edition(site, section, other_site, get):
    publish(site, "Tiếng Việt", section=section)
    publish(site, "English only", languages=("en",), section=section)
    publish(other_site, "Trang khác")
    publish_story(
        make_story(site, section=section, texts={"title": "Ngày mai"}),
        site,
        publish_at=timezone.now() + timedelta(days=1),
    )
    make_story(site, section=section, texts={"title": "Bản nháp"})

    assert headlines(get("/vi/")) == ["Tiếng Việt"]
    assert headlines(get("/en/")) == ["English only"]


def test_an_edition_without_stories_says_so(site, get):
    page = get("/en/")

    assert page.status_code == 200
    assert texts(page, "//*[@class='empty']") == ["No stories here yet."]


def test_front_pages_name_each_other(site, get):
    page = get("/ar/")

    assert alternates(page) == {
        "vi": "http://news.example/vi/",
        "en": "http://news.example/en/",
        "ar": "http://news.example/ar/",
        "x-default": "http://news.example/vi/",
    }
    assert canonical(page) == "http://news.example/ar/"
    assert json_ld(page)["WebSite"]["url"] == "http://news.example/ar/"


def test_the_frame_speaks_the_language_of_the_edition(site, get):
    arabic, english = get("/ar/").content.decode(), get("/en/").content.decode()

    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="en" dir="ltr">' in english
    assert 'rel="preload"' not in arabic
    assert "newsreader-600-latin" in english


@pytest.mark.parametrize("path", ["/ar/", "/ar/search/", "/ar/nothing-here/"])
def test_the_footer_speaks_the_language_of_the_edition_also_where_nothing_is(site, get, path):
    names = texts(get(path), "//footer//nav[@aria-labelledby='footer-service']//a")

    assert names == ["الأكثر قراءة", "الأرشيف", "بحث", "خريطة RSS", "خريطة الموقع"]


def test_the_footer_leads_to_editions_and_the_other_sites(site, other_site, get):
    page = get("/ar/")

    footer = links(page, "//footer[@class='footer']//a")
    assert {"/vi/", "/en/", "/ar/", "http://sports.example/vi/"} <= set(footer)
    assert texts(page, "//*[@class='footer-copyright']") == ["© News Center"]


def test_an_edition_that_the_site_lacks_is_not_found(site, get):
    assert get("/fr/").status_code == 404


def test_other_spellings_of_a_language_lead_to_ours(db, get):
    from tests.factories import make_site

    make_site("news", ("en", "zh-hans"))

    response = get("/zh-Hans/?x=1")

    assert (response.status_code, response["Location"]) == (301, "/zh-hans/?x=1")


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_front_page_costs_two_queries(site, get, django_assert_num_queries, item_count):
    for number in range(item_count):
        section = make_section(site, f"part-{number}")
        for _ in range(item_count):
            publish(site, "Tin", section=section, lead_image=make_image(site))
    get("/vi/")

    with django_assert_num_queries(2):
        assert len(headlines(get("/vi/"))) == item_count**2
