from datetime import timedelta

import pytest
from django.utils import timezone

from articles.caching.keys import Collected
from articles.caching.serving import COLLECTED
from articles.models import AuthorTranslation, TagTranslation
from articles.queries import listings
from articles.queries.listings import Cursor
from articles.workflow import take_down
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_story,
    make_tag,
    publish_story,
)
from tests.views.pages import alternates, canonical, headlines, json_ld, links, meta, texts


def publish(site, title, *, hours_ago=1, languages=("vi",), **fields):
    return make_live_story(
        site,
        languages,
        texts={"title": title},
        publish={"publish_at": timezone.now() - timedelta(hours=hours_ago)},
        **fields,
    )


def test_a_section_shows_its_own_stories_and_those_of_its_parts(site, section, get):
    part = make_section(site, "part", parent=section, vi="Phần")
    other = make_section(site, "other")
    publish(site, "Của mục", section=section)
    publish(site, "Của phần", section=part, hours_ago=2)
    publish(site, "Mục khác", section=other)

    page = get("/vi/thoi-su/")

    assert texts(page, "//h1") == ["Thời sự"]
    assert headlines(page) == ["Của mục", "Của phần"]
    assert links(page, "//ul[@class='link-row']//a") == ["/vi/phan/"]
    assert headlines(get("/vi/phan/")) == ["Của phần"]
    assert links(get("/vi/phan/"), "//nav[@class='breadcrumbs']//a") == ["/vi/thoi-su/"]


def test_a_section_is_named_in_every_edition(site, section, get):
    assert alternates(get("/en/news/")) == {
        "vi": "http://news.example/vi/thoi-su/",
        "en": "http://news.example/en/news/",
        "ar": "http://news.example/ar/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/",
        "x-default": "http://news.example/vi/thoi-su/",
    }


def test_the_slug_of_another_language_or_site_is_not_found(site, section, other_site, get):
    assert get("/en/thoi-su/").status_code == 404
    assert get("/vi/thoi-su/", host="sports.example").status_code == 404


def test_older_stories_follow_without_gap_or_repetition(site, section, get, monkeypatch):
    monkeypatch.setitem(listings.newest_listed.__kwdefaults__, "size", 2)
    moment = timezone.now() - timedelta(hours=1)
    for number in range(5):
        story = make_story(site, section=section, texts={"title": f"Tin {number}"})
        # The same moment for all: only the number tells them apart.
        publish_story(story, site, publish_at=moment)

    first = get("/vi/thoi-su/")
    (older,) = links(first, "//nav[@class='pager']//a")
    second = get(older)
    older_still = links(second, "//nav[@class='pager']//a[@rel='next']")[0]
    third = get(older_still)

    assert headlines(first) + headlines(second) + headlines(third) == [
        f"Tin {number}" for number in (4, 3, 2, 1, 0)
    ]
    assert links(third, "//nav[@class='pager']//a") == ["/vi/thoi-su/"]
    assert canonical(second) == f"http://news.example{older}"
    assert links(first, "//head/link[@rel='next']") == [f"http://news.example{older}"]
    assert alternates(second) == {}


@pytest.mark.parametrize("cursor", ["x", "AAAA", "ÿÿ", "f" * 22, "-" * 500, "%00"])
def test_a_cursor_that_we_never_wrote_is_not_found(site, section, get, cursor):
    assert get(f"/vi/thoi-su/?before={cursor}").status_code == 404


def test_only_a_page_that_a_list_leads_to_is_kept(site, section, client):
    moment = timezone.now() - timedelta(hours=1)
    first, second = (
        publish_story(make_story(site, section=section), site, publish_at=moment)[0]
        for _ in range(2)
    )

    def is_kept(publish_at, number):
        collected = Collected()
        path = f"/vi/thoi-su/?before={Cursor(publish_at, number)}"
        page = client.get(path, headers={"host": "news.example"}, **{COLLECTED: collected})
        assert headlines(page) != []
        return collected.is_continued

    assert is_kept(moment, second.pk)
    # Anybody can make up as many of these as there are microseconds.
    assert not is_kept(moment + timedelta(microseconds=1), second.pk)
    assert not is_kept(moment, second.pk + 1)
    # No list leads to where nothing is.
    nowhere = f"/vi/thoi-su/?before={Cursor(moment, first.pk)}"
    assert client.get(nowhere, headers={"host": "news.example"}).status_code == 404


def test_a_tag_has_its_stories_in_this_edition(site, section, get):
    tag = make_tag("cau")
    publish(site, "Có nhãn", tags=(tag,), section=section)
    publish(site, "Không nhãn", section=section)

    page = get("/vi/tag/cau-vi/")

    assert texts(page, "//h1") == ["cau vi"]
    assert headlines(page) == ["Có nhãn"]
    assert get("/en/tag/cau-en/").status_code == 404
    assert alternates(page) == {}


def test_a_tag_names_the_languages_in_which_it_has_stories(site, section, get):
    tag = make_tag("cau")
    publish(site, "Tin", languages=("vi", "en"), tags=(tag,), section=section)

    assert alternates(get("/en/tag/cau-en/")) == {
        "vi": "http://news.example/vi/tag/cau-vi/",
        "en": "http://news.example/en/tag/cau-en/",
        "x-default": "http://news.example/vi/tag/cau-vi/",
    }


def test_a_tag_whose_last_story_is_taken_down_has_no_page(site, section, get):
    tag = make_tag("cau")
    story = publish(site, "Tin", tags=(tag,), section=section)
    assert get("/vi/tag/cau-vi/").status_code == 200

    take_down(story, site=site, languages=["vi"], actor=None, reason="wrong")

    assert get("/vi/tag/cau-vi/").status_code == 404


def test_a_tag_of_another_site_has_no_page_here(site, other_site, get):
    tag = make_tag("cau")
    publish(other_site, "Tin", tags=(tag,))

    assert get("/vi/tag/cau-vi/").status_code == 404
    assert get("/vi/tag/cau-vi/", host="sports.example").status_code == 200


def test_an_author_is_introduced_in_the_language_of_the_edition(site, section, get):
    author = make_author("Trần Mỹ Linh")
    AuthorTranslation.objects.create(
        master=author, language_code="en", local_name="Linh Tran", bio="Reports from Da Nang."
    )
    publish(site, "Tin", languages=("vi", "en"), authors=(author,), section=section)

    english, vietnamese = get("/en/author/tran-my-linh/"), get("/vi/author/tran-my-linh/")

    assert texts(english, "//h1") == ["Linh Tran"]
    assert texts(english, "//*[@class='listing-about']") == ["Reports from Da Nang."]
    assert meta(english, "description") == ["Reports from Da Nang."]
    assert texts(vietnamese, "//h1") == ["Trần Mỹ Linh"]
    assert headlines(vietnamese) == ["Tin"]
    assert set(alternates(english)) == {"vi", "en", "x-default"}
    assert json_ld(english)["BreadcrumbList"]["itemListElement"][1]["name"] == "Linh Tran"


def test_an_unknown_author_or_one_without_stories_is_not_found(site, get):
    make_author("Trần Mỹ Linh")

    assert get("/vi/author/tran-my-linh/").status_code == 404
    assert get("/vi/author/nobody/").status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/vi/thoi-su/", 2), ("/vi/tag/cau-vi/", 2), ("/vi/author/linh/", 2), ("/vi/archive/", 3)],
)
def test_lists_cost_the_same_whatever_their_length(
    site, section, get, *, django_assert_num_queries, item_count, path, queries
):
    tag, author = make_tag("cau"), make_author("Linh")
    for _ in range(item_count):
        publish(
            site,
            "Tin",
            languages=("vi", "en", "ar")[:item_count],
            section=section,
            tags=(tag,),
            authors=(author,),
            lead_image=make_image(site),
        )
    get(path)

    with django_assert_num_queries(queries):
        assert len(headlines(get(path))) == item_count


def test_a_tag_is_found_by_its_slug_in_the_language(site, section, get):
    tag = make_tag("cau", languages=())
    TagTranslation.objects.create(master=tag, language_code="ar", name="جسور")
    publish(site, "خبر", languages=("ar",), tags=(tag,), section=section)

    assert headlines(get("/ar/tag/جسور/")) == ["خبر"]
