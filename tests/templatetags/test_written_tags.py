"""Tags that write their HTML themselves escape whatever comes from the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe
from lxml import html

from articles.queries.cards import Card, CardPicture
from articles.sites.public import PublicSection
from articles.views.head import Alternate, ArticleFacts, FeedLink, PageHead, SocialImage
from articles.views.page import LanguageLink
from articles.views.search import FoundStory

HOSTILE = "</title><script>\"'&amp;"
AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
PICTURE = CardPicture(
    **{"pk": 1, "file": "a.jpg", "width": 2000, "height": 1500, "checksum": "0", "focal_x": 0.5},
    **{"focal_y": 0.5, "credit": "", "rights_digest": "", "rights_until": None, "alt": HOSTILE},
)
CARD = Card(
    publication_id=1,
    story_id=2,
    title=HOSTILE,
    dek=HOSTILE,
    slug='"a',
    publish_at=AT,
    updated_at=AT,
    section=PublicSection(3, "a", None, HOSTILE, '"b', "vi"),
    language_code="vi",
    picture=PICTURE,
)
HEAD = PageHead(
    title=HOSTILE,
    share_title=HOSTILE,
    description=HOSTILE,
    site_name=HOSTILE,
    language_code="vi",
    canonical=f"https://a.example/{HOSTILE}",
    alternates=(Alternate("vi", HOSTILE),),
    feeds=(FeedLink(HOSTILE, "text/xml", HOSTILE),),
    previous=HOSTILE,
    next=HOSTILE,
    image=SocialImage(HOSTILE, 1, 2, HOSTILE),
    article=ArticleFacts(AT, AT, HOSTILE, (HOSTILE,), (HOSTILE,)),
    json_ld=({"name": HOSTILE},),
)
ALL = "picture=True kicker=True dek=True eager=True"


def written(tag, **context):
    libraries = "card_tags head_tags language_tags search_tags"
    with translation.override("vi"):
        template = Template(f"{{% load {libraries} %}}{tag}")
        return template.render(Context({"site": SimpleNamespace(tzinfo=UTC)} | context))


def test_card_shows_what_is_asked_for():
    page = html.fragment_fromstring(
        written(f"{{% card card 'row' level=3 sizes='9rem' {ALL} %}}", card=CARD)
    )

    assert page.get("class") == "card card-row"
    assert page.findtext("h3/a") == page.findtext("p/a") == HOSTILE
    assert page.find_class("card-dek")[0].text == HOSTILE
    assert page.find(".//img").get("alt") == HOSTILE
    assert page.find(".//img").get("fetchpriority") == "high"
    assert page.find("h3/a").get("href") == "/vi/%22b/%22a-2/"
    assert page.find(".//time").get("datetime") == "2026-03-04T05:06:07+00:00"
    assert page.findtext(".//time") == "4 tháng 3, 2026"
    assert page.find(".//script") is None


@pytest.mark.parametrize(
    ("title", "shown"), [(HOSTILE, HOSTILE), (mark_safe("<mark>a</mark>"), "a")]
)
def test_found_card_escapes_all_but_what_is_marked(title, shown):
    story = FoundStory(title, title, '/"a', CARD.section, AT, "vi")

    page = html.fragment_fromstring(written("{% found_stories stories None %}", stories=[story]))

    kicker, heading, dek, day = page.find("li/article")
    assert kicker.text_content() == HOSTILE
    assert heading.text_content() == dek.text_content() == shown
    assert heading.find("a").get("href") == '/"a'
    assert len(page.findall(".//mark")) == (0 if title is HOSTILE else 2)
    assert day.text_content() == "4 tháng 3, 2026"


def test_card_shows_no_more_than_that():
    page = html.fragment_fromstring(written("{% card card 'plain' level=2 %}", card=CARD))

    assert [one.tag for one in page] == ["h2", "p"]


@pytest.mark.parametrize("rel", ["", "alternate"])
def test_link_to_a_language(rel):
    link = LanguageLink(HOSTILE, HOSTILE, "ar", "rtl", current=not rel)

    page = html.fragment_fromstring(written(f"{{% language_link link rel='{rel}' %}}", link=link))

    assert (page.text, page.get("href"), page.get("rel", "")) == (HOSTILE, HOSTILE, rel)
    assert (page.get("lang"), page.get("hreflang"), page.get("dir")) == ("ar", "ar", "rtl")
    assert page.get("aria-current") == (None if rel else "true")


def test_head_says_all_of_it_as_data():
    text = written("{% page_head head %}", head=HEAD)
    page = html.document_fromstring(f"<!doctype html><html><head>{text}</head><body></body></html>")

    head = page.find("head")
    assert head.findtext("title") == HOSTILE
    assert [one.get("type") for one in head.iter("script")] == ["application/ld+json"]
    assert {one.get("content") for one in head.iter("meta")} >= {HOSTILE}
    hrefs = {one.get("rel"): one.get("href") for one in head.iter("link")}
    assert hrefs["next"] == hrefs["prev"] == HOSTILE
    assert len(page.find("body")) == 0
