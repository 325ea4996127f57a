import pytest
from django.test import Client

from articles.models import Redirect, SiteHost
from tests.views.pages import meta, texts

pytestmark = pytest.mark.usefixtures("sites_read_once")


def ask(path, host="news.example", **headers):
    return Client().get(path, headers={"host": host, **headers})


def test_another_host_of_the_site_leads_to_the_primary_one(site):
    SiteHost.objects.create(site=site, host="old.example")

    response = ask("/vi/thoi-su/?before=x", host="OLD.example:8000")

    assert response.status_code == 301
    assert response["Location"] == "http://news.example/vi/thoi-su/?before=x"


def test_a_host_of_no_site_is_not_found_in_production(site):
    response = ask("/vi/", host="unknown.example")

    assert response.status_code == 404
    assert "There is nothing at this address." in response.content.decode()


def test_a_host_of_no_site_shows_the_default_site_in_development(site, other_site, settings):
    settings.DEBUG = True
    other_site.is_default = True
    other_site.save()

    assert ask("/", host="localhost")["Location"] == "/vi/"
    assert "Publisher of sports" in ask("/vi/", host="localhost").content.decode()


def test_an_unknown_page_is_the_sites_own_in_the_language_of_the_address(site):
    response = ask("/en/there/is/nothing/")

    assert response.status_code == 404
    assert texts(response, "//h1") == ["Page not found"]
    assert meta(response, "robots") == ["noindex"]
    assert '<html lang="en"' in response.content.decode()


def test_an_unknown_page_outside_any_edition_speaks_the_readers_language(site):
    response = ask("/old.html", **{"accept-language": "ar"})

    assert response.status_code == 404
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_development_shows_the_same_page(site, settings):
    settings.DEBUG = True

    assert texts(ask("/en/there/is/nothing/"), "//h1") == ["Page not found"]


def test_an_old_address_leads_to_the_new_one_with_its_query(site, other_site):
    Redirect.objects.create(site=site, old_path="/news.asp?id=7", new_path="/vi/thoi-su/")

    response = ask("/news.asp?id=7")

    assert (response.status_code, response["Location"]) == (301, "/vi/thoi-su/")
    assert ask("/news.asp?id=8").status_code == 404
    assert ask("/news.asp?id=7", host="sports.example").status_code == 404


@pytest.mark.parametrize(
    ("old", "asked", "expected"),
    [
        ("/vi/tin-cũ/", "/vi/tin-c%C5%A9/", "/vi/thoi-su/"),
        ("/vi/tin-c%C5%A9/", "/vi/tin-cũ/", "/vi/thoi-su/"),
        ("/vi/cu/", "/vi/cu/?utm_source=mail", "/vi/thoi-su/?utm_source=mail"),
        ("/vi/cu/", "/vi/feeds/section/cu/rss.xml", "/vi/feeds/section/thoi-su/rss.xml"),
        ("/vi/cu/", "/vi/feeds/tag/cu/rss.xml", None),
        ("/vi/cu/", "/vi/cu/more/", None),
    ],
)
def test_an_old_address_is_known_in_every_spelling(site, section, old, asked, expected):
    Redirect.objects.create(site=site, old_path=old, new_path="/vi/thoi-su/")

    response = ask(asked)

    assert response.status_code == (301 if expected else 404)
    assert response.headers.get("Location") == expected


def test_the_feed_of_a_tag_follows_its_page(site):
    Redirect.objects.create(site=site, old_path="/vi/tag/cu/", new_path="/vi/tag/moi/")

    response = ask("/vi/feeds/tag/cu/atom.xml")

    assert (response.status_code, response["Location"]) == (301, "/vi/feeds/tag/moi/atom.xml")


def test_the_row_with_the_query_comes_before_the_row_without(site):
    Redirect.objects.create(site=site, old_path="/news.asp", new_path="/vi/archive/")
    Redirect.objects.create(site=site, old_path="/news.asp?id=7", new_path="/vi/thoi-su/")

    assert ask("/news.asp?id=7")["Location"] == "/vi/thoi-su/"
    assert ask("/news.asp?id=8")["Location"] == "/vi/archive/?id=8"


def test_looking_for_an_old_address_costs_one_query(site, django_assert_num_queries):
    Redirect.objects.create(site=site, old_path="/old.html", new_path="/vi/")
    ask("/vi/")

    with django_assert_num_queries(1):
        assert ask("/old.html?from=mail").status_code == 301
    with django_assert_num_queries(1):
        assert ask("/nothing.html?from=mail").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/vi/%00/",
        "/vi/tag/%00/",
        "/vi/author/a%00b/",
        "/vi/feeds/tag/%00/rss.xml",
        "/vi/%FF/",
        "/vi/tag/%ED%A0%80/",
        "/vi/x/y-999999999999999999/",
        "/vi/?before=%00",
        "/vi/archive/?before=%F0",
        "/vi/nothing/?a=%00",
        "/sitemaps/stories-99999999999999999999.xml",
        "/sitemaps/stories-999999999999999.xml",
        "/%00",
        "/" + "x" * 5000,
    ],
)
def test_an_address_that_nobody_wrote_is_not_an_error(site, section, path):
    assert ask(path).status_code in {200, 404}


def test_a_search_for_what_is_no_text_is_not_an_error(site):
    for words in ("%00", "%FF%FE", "%ED%A0%80", "a" * 9000):
        assert ask(f"/vi/search/?q={words}").status_code == 200


def test_a_page_that_is_there_wins_over_an_old_address(site):
    Redirect.objects.create(site=site, old_path="/vi/", new_path="/en/")

    assert ask("/vi/").status_code == 200


def test_technical_addresses_answer_in_their_own_words(site):
    response = ask("/media/r/nothing")

    assert response.status_code == 404
    assert b"masthead" not in response.content
    assert ask("/admin/", host="unknown.example").status_code == 302


def test_a_path_without_its_slash_is_completed(site, section):
    assert ask("/vi/thoi-su")["Location"] == "/vi/thoi-su/"


@pytest.mark.parametrize(("path", "status"), [("/vi/moved/", 301), ("/vi/nowhere/", 404)])
def test_what_may_change_is_asked_for_again(site, path, status):
    """A redirect that browsers remember would lead away from a story that came back."""
    Redirect.objects.create(site=site, old_path="/vi/moved/", new_path="/vi/")

    response = ask(path)

    assert response.status_code == status
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("headers", "policy"), [({}, "public"), ({"cookie": "sessionid=x"}, "private")]
)
def test_a_page_for_somebody_with_a_session_is_nobody_elses(site, headers, policy):
    response = ask("/vi/", **headers)

    assert response.status_code == 200
    assert response["Cache-Control"].startswith(policy)
    assert ("Surrogate-Key" in response) is (policy == "public")
