"""Feeds as a reader's program gets them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from articles.caching.keys import NAMES, edition_key, section_key, text_key
from articles.models import AuthorTranslation, ImageTranslation, Site
from articles.sites.snapshot import forget_public_sites
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_source,
    make_tag,
    publish_story,
    write_text,
)

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}"
FORMS = ("rss.xml", "atom.xml", "feed.json")


def rss_items(response):
    return etree.fromstring(response.content).findall("channel/item")


def ids(response, form):
    """The stories of a feed in its order, by the number in their id."""
    if form == "feed.json":
        found = [item["id"] for item in json.loads(response.content)["items"]]
    elif form == "rss.xml":
        found = [item.findtext("guid") for item in rss_items(response)]
    else:
        root = etree.fromstring(response.content)
        found = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    return [int(one.split("/")[-2]) for one in found]


@pytest.mark.parametrize("form", FORMS)
def test_feed_has_live_stories_of_the_edition_newest_first(get, site, other_site, section, form):
    now = timezone.now()
    old = make_live_story(site, publish={"publish_at": now - timedelta(days=2)})
    new = make_live_story(site, publish={"publish_at": now - timedelta(days=1)})
    make_live_story(site, publish={"publish_at": now + timedelta(hours=1)})
    make_live_story(site, ("en",))
    make_live_story(other_site, section=make_section(other_site))

    response = get(f"/vi/feeds/{form}")

    assert response.status_code == 200
    assert ids(response, form) == [new.pk, old.pk]


@pytest.mark.parametrize("form", FORMS)
def test_feed_is_labelled(get, site, section, form):
    types = {
        "rss.xml": "application/rss+xml; charset=utf-8",
        "atom.xml": "application/atom+xml; charset=utf-8",
        "feed.json": "application/feed+json; charset=utf-8",
    }

    assert get(f"/vi/feeds/{form}")["Content-Type"] == types[form]


@pytest.mark.parametrize("form", FORMS)
def test_times_are_those_of_the_site_also_when_it_moves(get, site, section, form):
    make_live_story(site, publish={"publish_at": datetime(2026, 1, 2, 3, tzinfo=UTC)})
    zones = {"Asia/Ho_Chi_Minh": ("+0700", "+07:00"), "Asia/Tokyo": ("+0900", "+09:00")}

    for zone, (plain, with_colon) in zones.items():
        site.time_zone = zone
        site.save()
        forget_public_sites()

        said = get(f"/vi/feeds/{form}").content.decode()

        assert {*re.findall(r"T[\d:.]+([+-]\d\d:\d\d)", said)} == {with_colon}
        assert {*re.findall(r":\d\d ([+-]\d{4})", said)} <= {plain}


def test_rss_carries_text_picture_author_and_credit(get, site, section):
    author = make_author("Trần Mỹ Linh")
    AuthorTranslation.objects.create(master=author, language_code="en", local_name="Linh Tran")
    lead, inside = make_image(site), make_image(site, credit="Chụp ảnh")
    ImageTranslation.objects.create(master=lead, language_code="en", alt="A bridge")
    story = make_live_story(
        site,
        ("en",),
        authors=(author,),
        tags=(make_tag("bridges"),),
        lead_image=lead,
        source=make_source("Wire", en="With reporting by Wire"),
        texts={
            "title": "Bridges & <banks>",
            "body": '<p>It opened. <a href="/en/about/">More</a></p>'
            f'<figure data-image-id="{inside.pk}"><figcaption>Seen</figcaption></figure>',
        },
    )

    [item] = rss_items(get("/en/feeds/rss.xml"))

    assert item.findtext("title") == "Bridges & <banks>"
    slug = section.translations.get(language_code="en").slug
    assert item.findtext("link") == f"http://news.example/en/{slug}/bridges-banks-{story.pk}/"
    assert item.findtext("guid") == f"tag:news.example,2026:story/{story.pk}/en"
    assert item.findtext(CREATOR) == "Linh Tran"
    assert [category.text for category in item.findall("category")] == ["bridges en"]
    html = item.findtext(CONTENT)
    assert '<a href="http://news.example/en/about/">' in html
    assert '<img src="http://news.example/media/r/' in html
    assert html.endswith("<p>With reporting by Wire</p>")
    media = item.find(f"{MEDIA}content")
    assert media.get("url").startswith("http://news.example/media/r/")
    assert media.findtext(f"{MEDIA}description") == "A bridge"


def test_summary_feeds_carry_no_text(get, site, section):
    Site.objects.update(full_feeds=False)
    make_live_story(site)

    assert rss_items(get("/vi/feeds/rss.xml"))[0].findtext(CONTENT) is None
    [entry] = etree.fromstring(get("/vi/feeds/atom.xml").content).findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}content") is None
    [item] = json.loads(get("/vi/feeds/feed.json").content)["items"]
    assert "content_html" not in item
    assert item["content_text"] == "Người dân đi lại dễ hơn."


def test_changed_text_is_marked_updated(get, site, section):
    yesterday = timezone.now() - timedelta(days=1)
    story = make_live_story(site, publish={"publish_at": yesterday})
    write_text(story, "vi", title="Đã sửa")
    publish_story(story, site)

    [entry] = etree.fromstring(get("/vi/feeds/atom.xml").content).findall(f"{ATOM}entry")

    published = datetime.fromisoformat(entry.findtext(f"{ATOM}published"))
    updated = datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    assert published == yesterday
    assert updated - published > timedelta(hours=23)
    assert published.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("form", FORMS)
def test_subject_feeds(get, site, section, form):
    author, tag = make_author("An Nguyen"), make_tag("bridges")
    other = make_section(site, "van-hoa", vi="Văn hóa")
    story = make_live_story(site, section=section, authors=(author,), tags=(tag,))
    make_live_story(site, section=other)

    for path in ("section/thoi-su", "tag/bridges-vi", "author/an-nguyen"):
        assert ids(get(f"/vi/feeds/{path}/{form}"), form) == [story.pk]


@pytest.mark.parametrize(
    "path", ["section/khong-co", "tag/khong-co", "author/khong-co", "section/news"]
)
def test_feed_of_nothing_is_not_found(get, site, section, path):
    assert get(f"/vi/feeds/{path}/rss.xml").status_code == 404


def test_control_characters_do_not_break_a_feed(get, site, section):
    make_live_story(site, texts={"title": "Cầu\x0b mới", "dek": "Một\x1f câu"})

    [item] = rss_items(get("/vi/feeds/rss.xml"))

    assert item.findtext("title") == "Cầu mới"


def test_feed_asked_for_again_is_not_modified(get, site, section):
    story = make_live_story(site)
    etag = get("/vi/feeds/rss.xml")["ETag"]

    assert get("/vi/feeds/rss.xml", **{"if-none-match": etag}).status_code == 304
    write_text(story, "vi", title="Khác")
    publish_story(story, site)
    assert get("/vi/feeds/rss.xml", **{"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_without_entries_is_not_modified_either(get, site, section, form):
    path = f"/vi/feeds/section/thoi-su/{form}"
    first = get(path)

    again = get(path, **{"if-none-match": first["ETag"]})

    assert ids(first, form) == []
    assert again.status_code == 304


def test_feed_says_what_it_was_made_from(get, site, section):
    story = make_live_story(site)

    whole = get("/vi/feeds/rss.xml")["Surrogate-Key"].split()
    part = get("/vi/feeds/section/thoi-su/rss.xml")["Surrogate-Key"].split()

    assert {edition_key(site.pk, "vi"), text_key(story.pk, "vi"), NAMES} <= set(whole)
    assert {section_key(section.pk, "vi"), NAMES} <= set(part)


def test_links_within_the_site_are_whole_in_feeds(get, site, section):
    body = '<p><a href="/vi/rss/">RSS</a> <a href="https://other.example/a">B</a></p>'
    make_live_story(site, texts={"body": body})

    [item] = rss_items(get("/vi/feeds/rss.xml"))

    assert 'href="http://news.example/vi/rss/"' in item.findtext(CONTENT)
    assert 'href="https://other.example/a"' in item.findtext(CONTENT)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("item_count", [1, 3])
def test_feed_query_count(
    get, section, django_assert_num_queries: DjangoAssertNumQueries, form, item_count
):
    site = section.site
    for _number in range(item_count):
        image = make_image(site)
        make_live_story(
            site,
            authors=(make_author(),),
            tags=(make_tag(),),
            lead_image=image,
            texts={"body": f'<p>Một.</p><figure data-image-id="{image.pk}"></figure>'},
        )
    get("/vi/feeds/rss.xml")

    with django_assert_num_queries(2):
        response = get(f"/vi/feeds/{form}")

    assert len(ids(response, form)) == item_count


def test_feed_map_lists_every_feed_once(get, site, section):
    make_live_story(site, authors=(make_author("An Nguyen"),), tags=(make_tag("bridges"),))
    make_live_story(site, ("en",), tags=(make_tag("english-only"),))

    page = get("/vi/rss/").content.decode()

    for subject in ("", "section/thoi-su/", "tag/bridges-vi/", "author/an-nguyen/"):
        for form in FORMS:
            assert page.count(f'href="/vi/feeds/{subject}{form}"') == 1
    assert "english-only" not in page


def test_pages_name_their_feeds(get, site, section):
    make_live_story(site)
    page = get("/vi/thoi-su/").content.decode()

    for subject in ("", "section/thoi-su/"):
        assert f'href="http://news.example/vi/feeds/{subject}rss.xml"' in page
    assert 'href="/vi/rss/"' in page
    assert 'href="/vi/sitemap/"' in page
