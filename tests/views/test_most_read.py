"""The most read: on a page of its own, beside stories, on the front page and on sections'."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles.counting.ranking import rank
from articles.models import CategoryTranslation, Publication, Ranking, ViewHour
from articles.workflow import take_down
from tests.factories import make_live_story, make_section, write_text
from tests.views.pages import address, alternates, canonical, links, texts, tree

SHORT = "//section[contains(@class, 'most-read')]"


def tell(site, title, views, section=None):
    story = make_live_story(
        site,
        section=section,
        texts={"title": title},
        publish={"publish_at": timezone.now() - timedelta(days=3)},
    )
    publication = Publication.objects.get(story=story)
    ViewHour.objects.create(publication=publication, hour=last_hour(), views=views)
    return story


def last_hour():
    """The last full one, which every list counts."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)


@pytest.fixture
def stories(site, section):
    told = [tell(site, f"Tin {views}", views, section) for views in (3, 30, 1200)]
    rank()
    return told


@pytest.mark.parametrize("path", ["", "hour/", "week/", "day/thoi-su/"])
def test_a_list_is_in_order_with_its_numbers(site, stories, get, path):
    page = get(f"/vi/most-read/{path}")

    assert texts(page, "//ol//h2") == ["Tin 1200", "Tin 30", "Tin 3"]
    assert [text.split()[0] for text in texts(page, "//ol//*[@class='card-meta']/span")] == [
        *("1.200", "30", "3")
    ]
    assert canonical(page) == f"http://news.example/vi/most-read/{path}"


def test_the_rule_stands_beside_the_list_in_the_words_and_time_of_the_site(site, stories, get):
    Ranking.objects.update(
        since=timezone.now().replace(hour=5, minute=0, second=0),
        until=timezone.now().replace(hour=6, minute=15, second=0),
    )

    [rule] = texts(get("/vi/most-read/"), "//*[@class='rank-rule']")

    # Asia/Ho_Chi_Minh
    assert "12:00" in rule
    assert "13:15" in rule
    assert "30" in rule


def test_kinds_and_sections_are_plain_links(site, stories, get):
    page = get("/vi/most-read/week/thoi-su/")

    kinds, sections = (links(page, f"//main//nav[{number}]//a") for number in (1, 2))
    assert kinds == [
        f"/vi/most-read/{kind}/thoi-su/" for kind in ("hour", "day", "week", "trending")
    ]
    assert sections == ["/vi/most-read/week/", "/vi/most-read/week/thoi-su/"]
    assert len(tree(page).xpath("//main//nav//a[@aria-current]")) == 2
    assert alternates(page)["ar"].endswith("/ar/most-read/week/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/")


def test_what_does_not_exist_is_not_found(site, stories, get):
    assert get("/vi/most-read/day/").status_code == 404
    assert get("/vi/most-read/day/khong-co/").status_code == 404
    assert get("/vi/most-read/year/").status_code == 404


def test_without_views_the_page_says_so_and_others_show_no_list(site, section, get):
    story = make_live_story(site, section=section)

    assert len(texts(get("/vi/most-read/"), "//main//*[@class='empty']")) == 1
    for path in ("/vi/", "/vi/thoi-su/", address(story)):
        assert tree(get(path)).xpath(SHORT) == []


def test_stories_front_page_and_section_show_it_with_its_rule(site, section, stories, get):
    elsewhere = tell(site, "Nơi khác", 50, make_section(site, "kinh-te", vi="Kinh tế"))
    Ranking.objects.all().delete()
    rank()
    everything = ["Tin 1200", "Nơi khác", "Tin 30", "Tin 3"]

    for path in ("/vi/", address(elsewhere)):
        assert texts(get(path), f"{SHORT}//li") == everything
        assert len(texts(get(path), f"{SHORT}//time")) == 2
    assert texts(get("/vi/thoi-su/"), f"{SHORT}//li") == ["Tin 1200", "Tin 30", "Tin 3"]
    assert texts(get("/en/"), f"{SHORT}//li") == []


def test_a_list_shows_only_what_is_live_when_it_is_shown(site, stories, get):
    take_down(stories[2], site=site, languages=["vi"], actor=None, reason="x")
    Publication.objects.filter(story=stories[1]).update(expire_at=timezone.now())

    assert texts(get("/vi/most-read/"), "//ol//h2") == ["Tin 3"]
    assert texts(get("/vi/"), f"{SHORT}//li") == ["Tin 3"]
    assert texts(get(address(stories[0])), f"{SHORT}//li") == ["Tin 3"]


def test_an_old_list_says_to_when_it_counts_and_then_is_gone(site, stories, get):
    yesterday = timezone.now() - timedelta(hours=23)
    Ranking.objects.update(since=yesterday - timedelta(hours=24), until=yesterday)
    local = timezone.localtime(yesterday, ZoneInfo(site.time_zone))

    [rule] = texts(get("/vi/most-read/"), "//*[@class='rank-rule']")
    assert f"{local:%d/%m/%Y %H:%M}" in rule
    assert texts(get("/vi/most-read/hour/"), "//ol//h2") == []

    Ranking.objects.update(until=yesterday - timedelta(hours=2))
    assert texts(get("/vi/"), f"{SHORT}//li") == []


def test_no_section_takes_the_address(site, section):
    with pytest.raises(IntegrityError, match="category_slug_usable"):
        CategoryTranslation.objects.filter(master=section, language_code="vi").update(
            slug="most-read"
        )


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_a_query_and_a_story_none_more(
    site, section, get, django_assert_num_queries, item_count
):
    told = [tell(site, f"Tin {n}", n + 1, section) for n in range(item_count)]
    # One that nobody read, so that another story stands beside each.
    make_live_story(site, section=section)
    rank()
    write_text(told[0], "vi", title="Bản nháp")
    paths = {"/vi/most-read/": 1, "/vi/thoi-su/": 2, "/vi/": 2, address(told[0]): 2}

    for path, queries in paths.items():
        get(path)
        with django_assert_num_queries(queries):
            assert get(path).status_code == 200
