"""What every answer says of itself to browsers, caches and proxies."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from articles.models import Publication
from tests.conformance.crawler import ask
from tests.conformance.public import address

pytestmark = pytest.mark.django_db

DOCUMENTS = (
    "text/html",
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/xml",
)


@pytest.fixture
def errors(visitor, settings):
    """One answer of each kind that is not a page, as in production.

    In development django-csp leaves its header out, as Django's own error pages need styles.
    """
    settings.DEBUG = False
    host = "http://newscenter.localhost"
    withdrawn = Publication.objects.filter(withdrawn_at__isnull=False).first()
    asked = {
        "missing page": f"{host}/en/nothing/",
        "missing feed": f"{host}/en/feeds/tag/nothing/rss.xml",
        "missing story": f"{host}/vi/x/y-999999/",
        "missing rendition": f"{host}/media/r/0/nothing.jpg",
        "withdrawn story": address(withdrawn),
        "old spelling": f"{host}/vi/x/y-{_live_id()}/",
        "front door": f"{host}/",
    }
    return {name: ask(visitor, url) for name, url in asked.items()}


def test_errors_are_what_they_say(errors):
    assert {name: answer.status for name, answer in errors.items()} == {
        "missing page": 404,
        "missing feed": 404,
        "missing story": 404,
        "missing rendition": 404,
        "withdrawn story": 410,
        "old spelling": 301,
        "front door": 302,
    }


def test_every_answer_is_guarded(crawled, errors):
    for answer in (*crawled.answers.values(), *errors.values()):
        headers = answer.headers
        policy = headers.get("content-security-policy", "")
        if answer.path.startswith("/static/"):  # WhiteNoise; nothing there is a document.
            continue
        assert headers["x-content-type-options"] == "nosniff", answer.url
        assert "default-src 'none'" in policy, answer.url
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        for word in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*"):
            assert word not in policy, answer.url
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_no_answer_sets_a_cookie(crawled, errors):
    assert [a.url for a in (*crawled.answers.values(), *errors.values()) if a.cookies] == []


def test_answers_vary_by_no_more_than_they_must(crawled, errors):
    varied = Counter(
        (answer.headers["vary"], answer.path)
        for answer in (*crawled.answers.values(), *errors.values())
        if "vary" in answer.headers and not answer.path.startswith("/static/")
    )

    assert {vary for vary, _path in varied} <= {"Accept-Language", "Accept-Encoding"}
    assert {path for vary, path in varied if vary == "Accept-Language"} == {"/"}
    # Two stylesheets are compressed once, when they are made.
    assert {
        path for vary, path in varied if vary == "Accept-Encoding" and not path.startswith("/-/")
    } == set()


def test_a_missing_page_outside_any_edition_varies_by_language(visitor):
    answers = [
        ask(visitor, "http://newscenter.localhost/old.html", **{"accept-language": code})
        for code in ("en", "ar")
    ]

    assert [answer.value("/html/@lang") for answer in answers] == ["en", "ar"]
    assert [answer.headers["vary"] for answer in answers] == ["Accept-Language"] * 2


def test_every_document_says_its_type_and_encoding(crawled):
    for answer in crawled.of_type(*DOCUMENTS):
        assert answer.headers["content-type"] == f"{answer.media_type}; charset=utf-8"
        answer.body.decode("utf-8")


def test_cached_forever_is_only_what_is_named_after_its_content(crawled):
    for answer in crawled.answers.values():
        if "immutable" in answer.headers.get("cache-control", ""):
            assert answer.path.startswith(("/media/r/", "/-/site-", "/static/")), answer.url


def test_feeds_are_not_sent_twice(crawled, visitor):
    for feed in crawled.of_type("application/rss+xml")[::20]:
        again = ask(visitor, feed.url, **{"if-none-match": feed.headers["etag"]})

        assert (again.status, again.body) == (304, b""), feed.url


def test_only_reading_is_allowed(crawled):
    strict = Client(enforce_csrf_checks=True)
    for path in ("/en/", "/en/feeds/rss.xml", "/sitemap.xml", "/en/search/?q=a", "/robots.txt"):
        for method in (strict.post, strict.put, strict.delete):
            answer = method(path, headers={"host": "newscenter.localhost"})
            assert answer.status_code in {403, 405}


def test_head_is_get_without_a_body(crawled, visitor):
    for path in ("/en/", "/en/feeds/rss.xml", "/sitemap.xml", "/robots.txt", "/en/search/"):
        whole = crawled.answers[f"http://newscenter.localhost{path}"]
        head = visitor.head(path, headers={"host": "newscenter.localhost"})

        assert head.status_code == 200
        assert b"".join(head.streaming_content if head.streaming else [head.content]) == b""
        assert head["Content-Type"] == whole.headers["content-type"]


def test_the_page_of_a_fault_needs_nothing_inline():
    page = server_error(RequestFactory().get("/")).content.decode()

    assert "<style" not in page
    assert "<script" not in page
    assert 'style="' not in page


def _live_id():
    return Publication.objects.filter(withdrawn_at__isnull=True).earliest("publish_at").story_id
