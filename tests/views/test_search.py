from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_live_story, make_story, publish_story
from tests.views.pages import address, alternates, headlines, links, meta, texts, tree


def test_without_words_there_is_only_the_form(site, get):
    page = get("/vi/search/")

    assert page.status_code == 200
    (form,) = tree(page).xpath("//form[@role='search']")
    assert (form.get("action"), form.get("method")) == ("/vi/search/", "get")
    assert headlines(page) == []
    assert texts(page, "//*[@role='status']") == []


def test_words_without_marks_find_the_story_and_are_marked(site, section, get):
    story = make_live_story(site, section=section)

    page = get("/vi/search/?q=cay+cau")

    assert headlines(page) == ["Cầu mới nối hai bờ sông"]
    assert links(page, "//*[contains(@class, 'card-title')]/a") == [address(story)]
    assert "Cây cầu" in texts(page, "//p[@class='card-dek']/mark")
    (field,) = tree(page).xpath("//input[@name='q']")
    assert field.get("value") == "cay cau"


def test_only_live_stories_of_the_edition_are_found(site, section, other_site, get):
    make_live_story(other_site)
    hidden = make_story(site, section=section)
    publish_story(hidden, site, publish_at=timezone.now() + timedelta(days=1))

    page = get("/vi/search/?q=cầu")

    assert headlines(page) == []
    assert len(texts(page, "//*[@class='empty']")) == 1


def test_results_are_paged_and_the_words_go_along(site, section, get):
    for _ in range(11):
        make_live_story(site, section=section)

    first = get("/vi/search/?q=c%E1%BA%A7u%20%22s%C3%B4ng%22")
    (further,) = links(first, "//nav[@class='pager']//a")
    second = get(further)

    assert len(headlines(first)) == 10
    assert len(headlines(second)) == 1
    assert links(second, "//nav[@class='pager']//a")[0].startswith("/vi/search/?q=c")


@pytest.mark.parametrize("page", ["0", "-1", "x", "٣", "99999999999", ""])
def test_a_page_that_is_no_number_is_the_first(site, section, get, page):
    make_live_story(site, section=section)

    assert len(headlines(get(f"/vi/search/?q=cầu&page={page}"))) == 1


def test_what_was_asked_is_shown_as_text(site, get):
    page = get('/en/search/?q="><script>alert(1)</script>')

    assert b"<script>alert" not in page.content


def test_search_engines_are_asked_to_stay_away(site, get):
    page = get("/en/search/?q=x")

    assert meta(page, "robots") == ["noindex, follow"]
    assert alternates(page) == {}


@pytest.mark.parametrize("item_count", [1, 3])
def test_results_cost_one_query(site, section, get, django_assert_num_queries, item_count):
    for _ in range(item_count):
        make_live_story(site, section=section)
    get("/vi/search/?q=cầu")

    with django_assert_num_queries(1):
        assert len(headlines(get("/vi/search/?q=cầu"))) == item_count


def test_a_section_is_found_by_its_name_without_marks(site, section, get):
    page = get("/vi/search/?q=thoi+su")

    assert texts(page, "//main//ul[@class='link-row']//a") == ["Thời sự"]
    assert links(page, "//main//ul[@class='link-row']//a") == ["/vi/thoi-su/"]


@pytest.mark.parametrize("words", ["", "the+thao"])
def test_no_section_is_shown_to_other_words(site, section, get, words):
    page = get(f"/vi/search/?q={words}")

    assert links(page, "//main//ul[@class='link-row']//a") == []
