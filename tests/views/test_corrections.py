from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles.models import Correction, Publication, Site
from articles.queries import sitemaps
from articles.queries.listings import EPOCH, Cursor
from articles.search.finding import search
from articles.sites import snapshot
from articles.workflow import correct, publish, retract, take_down
from tests.conformance import atom_rules, rss_profile
from tests.factories import make_live_story, make_section, publish_story
from tests.views.pages import alternates, canonical, json_ld, links, meta, texts, tree

LIST = "/vi/corrections/"
FOOTER = "//footer//a[@href='/vi/corrections/']"
WORDS = {"vi": "Sai từ đầu.", "en": "Wrong from the start."}


@pytest.fixture
def story(site, other_site, section):
    at = timezone.now() - timedelta(days=2)
    story = make_live_story(site, ("vi", "en"), section=section, publish={"publish_at": at})
    publish_story(story, other_site, ("vi",), section=make_section(other_site), publish_at=at)
    return story


def home(story, code="vi", site="news"):
    publication = Publication.objects.get(story=story, site__key=site, language_code=code)
    section = publication.section.translations.get(language_code=code)
    return f"/{code}/{section.slug}/{publication.revision.slug}-{story.pk}/"


def mapped(story):
    return f"/sitemaps/stories-{story.pk // sitemaps.stories_in_a_file_of(3)}.xml"


def test_notice_stands_on_the_page_of_its_language_on_every_site(story, get):
    correct(story, "vi", text="Cầu dài 402 mét.\n\n<b>420</b> là sai.", actor=None)
    later = correct(story, "vi", text="Cầu ở huyện khác.", actor=None)

    page = get(home(story))

    shown = "//section[@id='corrections']"
    assert texts(page, f"{shown}//div/p[not(@class)]") == [
        "Cầu ở huyện khác.",
        "Cầu dài 402 mét.",
        "<b>420</b> là sai.",
    ]
    times = tree(page).xpath(f"{shown}//time")
    assert times[0].get("datetime") == timezone.localtime(later.at, story.origin.tzinfo).isoformat(
        timespec="seconds"
    )
    assert texts(get(home(story, site="sports"), host="sports.example"), f"{shown}//h2")
    assert not texts(get(home(story, "en")), shown)


def test_structured_data_says_what_was_corrected_and_when(story, get):
    correct(story, "en", text="It is 402 metres long.", actor=None)

    facts = json_ld(get(home(story, "en")))["NewsArticle"]

    (comment,) = facts["correction"]
    assert comment == {
        "@type": "CorrectionComment",
        "text": "It is 402 metres long.",
        "datePublished": facts["dateModified"],
        "inLanguage": "en",
    }
    assert facts["dateModified"] > facts["datePublished"]
    assert "correction" not in json_ld(get(home(story)))["NewsArticle"]


def test_feeds_and_site_map_mark_the_entry_as_updated(story, get):
    made = correct(story, "vi", text="Dài <402> mét.", actor=None)
    at = timezone.localtime(made.at, story.origin.tzinfo).isoformat(timespec="seconds")

    rss, atom = get("/vi/feeds/rss.xml"), get("/vi/feeds/atom.xml")
    (item,) = get("/vi/feeds/feed.json").json()["items"]

    assert item["date_modified"][:19] == at[:19]
    assert item["date_published"] < item["date_modified"]
    assert "Dài &lt;402&gt; mét." in item["content_html"]
    for feed in (rss, atom):
        assert feed.content.decode().count("updated>" + at[:19]) >= 1
        assert "Dài &amp;lt;402&amp;gt; mét." in feed.content.decode()
    address = "http://news.example/vi/feeds/"
    assert atom_rules.complaints(etree.fromstring(atom.content), f"{address}atom.xml") == []
    assert rss_profile.complaints(etree.fromstring(rss.content), f"{address}rss.xml") == []
    assert at[:19] in get(mapped(story)).getvalue().decode()
    assert "Dài" not in get("/en/feeds/rss.xml").content.decode()


def test_corrections_page_is_newest_first_and_of_this_edition_only(story, site, section, get):
    correct(story, "vi", text="Một", actor=None)
    correct(story, "en", text="One", actor=None)
    hidden = make_live_story(site, section=section)
    correct(hidden, "vi", text="Đã gỡ", actor=None)
    take_down(hidden, actor=None)
    second = make_live_story(site, section=section)
    correct(second, "vi", text="Hai", actor=None)

    page = get(LIST)

    assert texts(page, "//li[starts-with(@id, 'correction-')]/p[not(@class)]") == ["Hai", "Một"]
    assert links(page, "//*[@class='correction-story']/a") == [home(second), home(story)]
    assert canonical(page) == f"http://news.example{LIST}"
    assert set(alternates(page)) == {"vi", "en", "ar", "x-default"}
    assert "BreadcrumbList" in json_ld(page)
    other = get(LIST, host="sports.example")
    assert texts(other, "//li[starts-with(@id, 'correction-')]/p[not(@class)]") == ["Một"]


def test_corrections_page_goes_on_where_it_ended(story, get):
    for number in range(23):
        correct(story, "vi", text=f"Số {number}", actor=None)
    # Of one moment: the number decides, and nothing is lost or shown twice.
    Correction.objects.update(at=timezone.now())

    first = get(LIST)
    (older,) = links(first, "//a[@rel='next']")
    second = get(older)

    shown = "//li[starts-with(@id, 'correction-')]/p[not(@class)]"
    assert texts(first, shown) + texts(second, shown) == [f"Số {n}" for n in range(22, -1, -1)]
    assert not links(second, "//a[@rel='next']")
    assert links(second, "//*[@class='pager']/a") == [LIST]
    assert get(f"{LIST}?before=nonsense").status_code == 404
    assert get(f"{LIST}?before={Cursor(EPOCH, 1)}").status_code == 404


def test_footer_leads_there_once_there_is_something(story, site, get):
    assert get(LIST).status_code == 200
    assert not links(get("/vi/"), FOOTER)

    correct(story, "vi", text="Một", actor=None)
    snapshot.forget_public_sites()

    assert links(get("/vi/"), FOOTER) == [LIST]
    assert not links(get("/en/"), "//footer//a[@href='/en/corrections/']")
    assert "/vi/corrections/" in get("/sitemaps/pages.xml").getvalue().decode()
    retract(story, notices=WORDS, actor=None)
    snapshot.forget_public_sites()
    assert not links(get("/vi/"), FOOTER)


@pytest.mark.parametrize("item_count", [1, 3])
def test_corrections_cost_no_query_of_the_story_and_two_of_their_page(
    story, site, get, django_assert_num_queries, item_count
):
    for number in range(item_count):
        correct(story, "vi", text=f"Số {number}", actor=None)
    path = home(story)
    get(path)

    # No other story stands beside it.
    with django_assert_num_queries(1):
        page = get(path)
    with django_assert_num_queries(2):
        listed = get(LIST)

    assert len(texts(page, "//*[@class='correction']")) == item_count
    assert len(texts(listed, "//li[starts-with(@id, 'correction-')]")) == item_count


def test_retracted_story_answers_410_with_the_notice_everywhere(story, get):
    addresses = [
        (home(story), "news.example", "vi"),
        (home(story, "en"), "news.example", "en"),
        (home(story, site="sports"), "sports.example", "vi"),
    ]

    retract(story, notices=WORDS, actor=None)

    for path, host, code in addresses:
        page = get(path, host=host)
        assert page.status_code == 410
        assert WORDS[code] in page.content.decode()
        assert meta(page, "robots") == ["noindex"]
        assert page["Content-Language"] == code
        assert "Cầu mới nối" not in page.content.decode()


def test_tombstone_keeps_the_headline_where_the_site_wants_it(story, get):
    Site.objects.filter(key="news").update(retraction="tombstone")
    paths = home(story), home(story, site="sports")

    retract(story, notices=WORDS, actor=None)

    page = get(paths[0])
    assert page.status_code == 200
    assert texts(page, "//h1") == ["Cầu mới nối hai bờ sông"]
    assert WORDS["vi"] in texts(page, "//*[@role='note']")[0]
    assert meta(page, "robots") == ["noindex"]
    assert "420 mét" not in page.content.decode()
    assert get(f"/vi/x/y-{story.pk}/")["Location"] == paths[0]
    assert get(paths[1], host="sports.example").status_code == 410


@pytest.mark.parametrize("policy", ["gone", "tombstone"])
def test_lists_feeds_search_and_site_maps_drop_it_either_way(story, site, get, policy):
    Site.objects.update(retraction=policy)
    path = home(story)
    found = search(site_id=site.pk, language_code="vi", text="cầu mới", at=timezone.now())
    assert len(found.hits) == 1

    retract(story, notices=WORDS, actor=None)

    for listed in ("/vi/", "/vi/thoi-su/", "/vi/archive/", "/vi/feeds/rss.xml"):
        assert path not in get(listed).content.decode(), listed
    found = search(site_id=site.pk, language_code="vi", text="cầu mới", at=timezone.now())
    assert len(found.hits) == 0
    assert get(mapped(story)).status_code == 404


def test_what_was_taken_down_after_it_was_public_anew_is_not_retracted(story, site, get):
    retract(story, notices=WORDS, actor=None)
    publish(story, languages=["vi"], site=site, actor=None)
    assert get(home(story)).status_code == 200

    take_down(story, actor=None)

    page = get(home(story))
    assert page.status_code == 410
    assert WORDS["vi"] not in page.content.decode()


def test_page_of_an_edition_without_corrections_says_so_in_its_direction(story, get):
    page = get("/ar/corrections/")

    assert tree(page).get("dir") == "rtl"
    assert len(texts(page, "//*[@class='empty']")) == 1
    assert get("/xx/corrections/").status_code == 404
