from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Category, ImageTranslation, Publication, ViewTotal
from articles.workflow import take_down
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_source,
    make_story,
    make_tag,
    publish_story,
    write_text,
)
from tests.views.pages import (
    address,
    alternates,
    canonical,
    headlines,
    json_ld,
    links,
    meta,
    texts,
    tree,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_the_page_shows_what_the_old_page_showed(site, section, get):
    story = make_live_story(
        site,
        section=section,
        authors=(make_author("Trần Mỹ Linh"), make_author("Phạm Minh Khoa")),
        tags=(make_tag("cau-duong"),),
        source=make_source("Lotus Wire", vi="Theo Lotus Wire"),
        lead_image=make_image(site, credit="Ảnh: Hồ Thanh Tùng"),
        publish={"publish_at": datetime(2024, 7, 23, 20, 51, tzinfo=HANOI)},
    )
    ViewTotal.objects.update_or_create(
        publication=story.publications.get(), defaults={"opening": 121, "counted": 12_200}
    )

    response = get(address(story))

    assert response.status_code == 200
    assert response["Content-Language"] == "vi"
    assert texts(response, "//h1") == ["Cầu mới nối hai bờ sông"]
    assert texts(response, "//*[@class='story-dek']") == ["Người dân đi lại dễ hơn."]
    assert texts(response, "//*[@class='prose']") == ["Cây cầu dài 420 mét."]
    assert texts(response, "//a[@rel='author']") == ["Trần Mỹ Linh", "Phạm Minh Khoa"]
    assert texts(response, "//article//p[@class='kicker']/a") == ["Thời sự"]
    assert texts(response, "//*[@class='source-credit']") == ["Theo Lotus Wire"]
    assert texts(response, "//figcaption") == ["Ảnh: Hồ Thanh Tùng"]
    assert texts(response, "//a[@rel='tag']") == ["cau-duong vi"]
    (time,) = tree(response).xpath("//*[@class='story-facts']//time")
    assert time.get("datetime") == "2024-07-23T20:51:00+07:00"
    assert time.text == "23 tháng 7, 2024, 20:51"
    (views,) = tree(response).xpath("//data[@data-views]")
    assert (views.get("value"), views.text) == ("12321", "12.321")
    assert views.get("data-views") == str(story.publications.get().pk)


def test_an_update_is_shown_when_the_text_changed_after_publication(site, section, get):
    story = make_live_story(
        site, section=section, publish={"publish_at": timezone.now() - timedelta(days=1)}
    )
    assert len(tree(get(address(story))).xpath("//*[@class='story-facts']//time")) == 1
    write_text(story, "vi", title="Cầu mới, thêm một làn", slug="cau-moi")

    publish_story(story, site)

    published, updated = tree(get(address(story))).xpath("//*[@class='story-facts']//time")
    assert published.get("datetime") < updated.get("datetime")


@pytest.mark.parametrize(
    "spelling",
    ["/vi/thoi-su/cai-ten-cu-{id}/", "/vi/muc-cu/{slug}-{id}/", "/vi/x/-{id}/", "/VI/x/y-{id}/"],
)
def test_any_other_spelling_leads_to_the_canonical_address(site, section, get, spelling):
    story = make_live_story(site, section=section)
    slug = story.translations.get().slug

    response = get(spelling.format(id=story.pk, slug=slug))
    while response.status_code == 301 and response["Location"] != address(story):
        response = get(response["Location"])

    assert (response.status_code, response["Location"]) == (301, address(story))


def test_an_address_in_unicode_is_canonical(get, site):
    section = make_section(site, "zh", ar="أخبار")
    story = make_live_story(site, ("ar",), section=section)

    response = get(f"/ar/x/y-{story.pk}/")

    assert response.status_code == 301
    assert response["Location"].isascii()
    assert get(response["Location"]).status_code == 200


def test_a_story_that_was_taken_down_is_gone(site, section, get):
    story = make_live_story(site, section=section)
    path = address(story)

    take_down(story, site=site, languages=["vi"], actor=None, reason="wrong")

    response = get(path)
    assert response.status_code == 410
    assert meta(response, "robots") == ["noindex"]
    assert "Cầu mới" not in response.content.decode()


def test_an_expired_story_is_gone(site, section, get):
    story = make_live_story(
        site, section=section, publish={"publish_at": timezone.now() - timedelta(days=2)}
    )
    Publication.objects.filter(story=story).update(expire_at=timezone.now() - timedelta(days=1))

    assert get(address(story)).status_code == 410


def test_a_scheduled_story_is_not_found_and_not_betrayed_by_a_redirect(site, section, get):
    story = make_story(site, section=section)
    publish_story(story, site, publish_at=timezone.now() + timedelta(minutes=1))

    assert get(address(story)).status_code == 404
    assert get(f"/vi/x/y-{story.pk}/").status_code == 404


def test_a_draft_another_language_and_another_site_have_no_page(site, section, other_site, get):
    draft = make_story(site, section=section)
    story = make_live_story(site, section=section)

    assert get(f"/vi/thoi-su/x-{draft.pk}/").status_code == 404
    assert get(f"/en/news/x-{story.pk}/").status_code == 404
    assert get(address(story), host="sports.example").status_code == 404


def test_languages_are_those_that_are_live_and_they_name_each_other(site, section, get):
    story = make_live_story(site, ("vi", "en"), section=section)
    write_text(story, "ar")
    publish_story(story, site, ("ar",), publish_at=timezone.now() + timedelta(days=1))
    vi, en = address(story, "vi"), address(story, "en")

    pages = {"vi": get(vi), "en": get(en)}

    expected = {
        "vi": f"http://news.example{vi}",
        "en": f"http://news.example{en}",
        "x-default": f"http://news.example{vi}",
    }
    for code, page in pages.items():
        assert alternates(page) == expected
        assert canonical(page) == expected[code]
        assert links(page, "//header[@class='masthead']//a[@hreflang]") == [vi, en]
    assert links(pages["vi"], "//*[@class='story-languages']//a") == [en]


def test_a_story_in_one_language_names_no_alternates(site, section, get):
    page = get(address(make_live_story(site, section=section)))

    assert alternates(page) == {}
    assert links(page, "//*[@class='story-languages']//a") == []


def test_the_head_says_what_the_page_says(site, section, get):
    story = make_live_story(
        site,
        section=section,
        authors=(make_author("Trần Mỹ Linh"),),
        tags=(make_tag("cau-duong"),),
        lead_image=make_image(site),
        texts={"title": "Tựa </script><b>“hay”</b> & đẹp", "slug": "tua"},
    )

    page = get(address(story))

    title = "Tựa </script><b>“hay”</b> & đẹp"
    assert texts(page, "//title") == [f"{title} — Trung tâm Tin tức"]
    assert meta(page, "description") == ["Người dân đi lại dễ hơn."]
    assert meta(page, "og:title") == [title]
    assert meta(page, "og:type") == ["article"]
    assert meta(page, "og:url") == [canonical(page)]
    assert meta(page, "og:locale") == ["vi_VN"]
    (image,) = meta(page, "og:image")
    assert image.startswith("http://news.example/media/r/")
    article = json_ld(page)["NewsArticle"]
    assert article["headline"] == title
    assert article["author"][0]["name"] == "Trần Mỹ Linh"
    assert article["image"]["url"] == image
    assert article["inLanguage"] == "vi"
    assert article["publisher"]["name"] == "Publisher of news"
    assert article["datePublished"].endswith("+07:00")
    crumbs = json_ld(page)["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Trung tâm Tin tức", "Thời sự", title]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]


def test_the_credit_of_a_source_is_shown_in_any_language(site, section, get):
    source = make_source("Lotus Wire", vi="Theo Lotus Wire")
    story = make_live_story(site, ("vi", "en"), section=section, source=source)

    page = get(address(story, "en"))

    assert texts(page, "//*[@class='source-credit']") == ["Lotus Wire"]
    assert json_ld(page)["NewsArticle"]["creditText"] == "Lotus Wire"


def test_a_headline_of_the_site_replaces_the_title(site, section, get):
    story = make_live_story(site, section=section, publish={"headlines": {"vi": "Tựa của trang"}})

    page = get(address(story))

    assert texts(page, "//h1") == ["Tựa của trang"]
    assert json_ld(page)["NewsArticle"]["headline"] == "Tựa của trang"


def test_readers_see_the_published_revision_and_not_the_working_copy(site, section, get):
    story = make_live_story(site, section=section)
    write_text(story, "vi", title="Bản nháp mới", body="<p>Chưa xong</p>")

    page = get(address(story)).content.decode()

    assert "Bản nháp mới" not in page
    assert "Chưa xong" not in page
    assert "Cây cầu dài 420 mét." in page


def test_related_stories_share_most_tags_first_and_are_live_here(site, section, get):
    bridge, river = make_tag("bridge"), make_tag("river")
    other_section = make_section(site, "sport")

    def published(title, *tags, section=section, ago=1):
        return make_live_story(
            site,
            section=section,
            tags=tags,
            texts={"title": title},
            publish={"publish_at": timezone.now() - timedelta(hours=ago)},
        )

    story = published("Chính", bridge, river)
    published("Một nhãn", bridge, section=other_section, ago=1)
    published("Hai nhãn", bridge, river, section=other_section, ago=9)
    published("Cùng mục", ago=1)
    published("Xa lạ", section=other_section)
    hidden = make_story(site, section=section, tags=(bridge, river), texts={"title": "Chưa đăng"})
    publish_story(hidden, site, publish_at=timezone.now() + timedelta(days=1))

    assert headlines(get(address(story))) == ["Hai nhãn", "Một nhãn", "Cùng mục"]


def test_a_section_without_a_name_in_the_edition_still_lets_the_story_be_read(site, get):
    nameless = Category.objects.create(site=site, key="nameless")
    story = make_live_story(site, section=nameless)

    response = get(f"/vi/anything/x-{story.pk}/")

    assert response["Location"].startswith("/vi/section/")
    page = get(response["Location"])
    assert page.status_code == 200
    assert texts(page, "//article//p[@class='kicker']") == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_story_costs_two_queries(site, section, get, django_assert_num_queries, item_count):
    authors = tuple(make_author() for _ in range(item_count))
    tags = tuple(make_tag() for _ in range(item_count))
    languages = ("vi", "en", "ar")[:item_count]
    # With others beside it; one that stands alone costs a query less.
    for _ in range(1 + item_count):
        story = make_live_story(
            site,
            languages,
            section=section,
            authors=authors,
            tags=tags,
            lead_image=make_image(site),
            source=make_source(),
        )
    path = address(story)
    get(path)

    with django_assert_num_queries(2):
        assert get(path).status_code == 200


def test_pictures_in_the_body_are_shown_with_caption_and_credit(
    site, section, get, django_assert_num_queries
):
    image = make_image(site, credit="Ảnh: Hồ Thanh Tùng")
    ImageTranslation.objects.create(master=image, language_code="vi", alt="Một cây cầu")
    figure = f'<figure data-image-id="{image.pk}"><figcaption>Cầu mới.</figcaption></figure>'
    make_live_story(site, section=section)
    story = make_live_story(site, section=section, texts={"body": f"<p>Mở đầu.</p>{figure}"})
    path = address(story)
    get(path)

    with django_assert_num_queries(3):
        page = get(path)

    (picture,) = tree(page).xpath("//*[@class='prose']//img")
    assert picture.get("alt") == "Một cây cầu"
    assert (picture.get("width"), picture.get("height")) == ("1080", "720")
    assert texts(page, "//figcaption") == ["Cầu mới. Ảnh: Hồ Thanh Tùng"]


def test_only_reading_is_allowed(site, section, client):
    story = make_live_story(site, section=section)

    response = client.post(address(story), headers={"host": "news.example"})

    assert response.status_code == 405
