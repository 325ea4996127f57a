"""The beacon before Django's middleware answers what Django would."""

import io

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory
from django.utils import timezone

from articles.counting.ledger import Outcome, View, number_of_views, record
from articles.counting.serving import Beacon
from articles.counting.tokens import make_token
from articles.counting.upkeep import Upkeep
from articles.counting.visitors import visitor_hash
from articles.counting.writing import Busy, NotWritten, Writer
from articles.models import ViewEvent, ViewTotal
from tests.factories import make_user

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


class InThisTransaction(Writer):
    """Writes where the test can see it; the thread is tested in test_writing."""

    def submit(self, visit):
        at = timezone.now()
        if not visit.is_reader:
            return Outcome(False, number_of_views(visit.publication_id))
        visitor = visitor_hash(visit.publication_id, visit.network, visit.user_agent, at)
        return record([View(visit.publication_id, visitor)], at)[0]


class Failing(Writer):
    def __init__(self, error):
        self.error = error

    def submit(self, visit):
        raise self.error


class Django:
    """The real application, with a note of what it was asked."""

    def __init__(self):
        self.handler = get_wsgi_application()
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        return self.handler(environ, start_response)


@pytest.fixture
def django(monkeypatch):
    """Ends no test's transaction: as Django's own test client, it leaves the connection open."""
    monkeypatch.setattr("articles.views.beacon.upkeep", Upkeep())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Django()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def beacon(django):
    return Beacon(django, InThisTransaction())


def ask(application, method, path, *, body=b"", query="", content_type="text/plain", **headers):
    """Status, headers and body of an answer."""
    sent = {"HTTP_HOST": "news.example", "HTTP_USER_AGENT": FIREFOX, **headers}
    environ = RequestFactory(**sent).generic(method, path, body, content_type, QUERY_STRING=query)
    environ = {**environ.environ, **headers, "wsgi.input": io.BytesIO(body)}
    given = []
    pieces = application(environ, lambda *start: given.append(start[:2]))
    answer = b"".join(pieces)
    if hasattr(pieces, "close"):
        pieces.close()
    ((status, fields),) = given
    return status, sorted(fields), answer


POST, PIXEL = ("POST", "/-/view"), ("GET", "/-/view.gif")
CASES = {
    "reader": {},
    "own origin": {"HTTP_ORIGIN": "http://news.example", "HTTP_SEC_FETCH_SITE": "same-origin"},
    "other origin": {"HTTP_ORIGIN": "http://elsewhere.example"},
    "broken origin": {"HTTP_ORIGIN": "http://["},
    "other site": {"HTTP_SEC_FETCH_SITE": "cross-site"},
    "program": {"HTTP_USER_AGENT": "curl/8.1"},
    "no name": {"HTTP_USER_AGENT": ""},
    "ahead": {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
    "secure": {"wsgi.url_scheme": "https"},
    "other host": {"HTTP_HOST": "elsewhere.invalid"},
    "cookie of another kind": {"HTTP_COOKIE": "theme=dark"},
}


COUNTED = {"reader", "own origin", "secure", "cookie of another kind"}


@pytest.mark.parametrize("case", CASES)
def test_it_answers_what_django_answers(publication, beacon, django, case):
    for token in (make_token(publication.pk), "0.AAAAAAAAAAAAAAAA"):
        for address in (POST, PIXEL):
            sent = {"body": token.encode()} if address == POST else {"query": f"t={token}"}

            by_django = ask(django.handler, *address, **sent, **CASES[case])
            counted_by_django = ViewEvent.objects.count()
            ViewEvent.objects.all().delete()
            by_us = ask(beacon, *address, **sent, **CASES[case])
            counted_by_us = ViewEvent.objects.count()
            ViewEvent.objects.all().delete()

            assert by_us == by_django
            is_counted = case in COUNTED and token.startswith(f"{publication.pk}.")
            assert counted_by_us == counted_by_django == is_counted


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("t={}", "application/x-www-form-urlencoded"),
        ("t={}", "application/x-www-form-urlencoded; charset=utf-8"),
        (" {}\n", "text/plain"),
        ("{}" + " " * 300, "text/plain"),
        ("", "text/plain"),
        ("\xff{}", "text/plain"),
    ],
)
def test_it_reads_bodies_as_django_does(publication, beacon, django, body, content_type):
    sent = {
        "body": body.format(make_token(publication.pk)).encode("latin-1"),
        "content_type": content_type,
    }

    by_django = ask(django.handler, *POST, **sent)
    ViewEvent.objects.all().delete()

    assert ask(beacon, *POST, **sent) == by_django


def test_a_query_of_very_many_fields_is_refused(publication, beacon, django):
    query = "a&" * 2000 + f"t={make_token(publication.pk)}"

    by_us = ask(beacon, *PIXEL, query=query, content_type="")

    assert by_us == ask(django.handler, *PIXEL, query=query, content_type="")
    assert by_us[0] == "400 Bad Request"


def test_a_reader_goes_past_the_middleware(publication, beacon, django):
    token = make_token(publication.pk)
    ask(beacon, *POST, body=token.encode())
    django.asked.clear()

    ask(beacon, *POST, body=token.encode(), HTTP_USER_AGENT="Firefox")
    ask(beacon, *PIXEL, query=f"t={token}", HTTP_USER_AGENT="Safari")

    assert django.asked == []
    assert ViewEvent.objects.count() == 3


def test_who_has_a_session_is_for_django(publication, beacon, django, client):
    ViewTotal.objects.update(opening=121)
    client.force_login(make_user())
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    status, _headers, body = ask(
        beacon, *POST, body=make_token(publication.pk).encode(), HTTP_COOKIE=cookie
    )

    assert (status, body) == ("200 OK", b'{"views": 121, "counted": false}')
    assert django.asked == [POST]
    assert not ViewEvent.objects.exists()


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (POST, {"body": b" " * 201}),
        (POST, {"body": b"t", "HTTP_TRANSFER_ENCODING": "chunked"}),
        (POST, {"body": b"t", "CONTENT_LENGTH": "-1"}),
        (POST, {"body": b"t", "CONTENT_LENGTH": "one"}),
        (PIXEL, {"body": b"t"}),
    ],
)
def test_a_body_that_is_no_token_is_for_who_reads_it_to_its_end(
    publication, beacon, django, address, sent
):
    sent = {"query": f"t={make_token(publication.pk)}", **sent}

    assert ask(beacon, *address, **sent) == ask(django.handler, *address, **sent)
    assert django.asked[-1] == address


def test_a_body_is_read_once_and_to_its_end(publication, beacon):
    token = make_token(publication.pk).encode()
    asked = []

    class Body(io.BytesIO):
        def read(self, size=-1):
            asked.append(size)
            return super().read(size)

    environ = RequestFactory(HTTP_HOST="news.example", HTTP_USER_AGENT=FIREFOX).post("/-/view")
    environ = {**environ.environ, "CONTENT_LENGTH": str(len(token)), "wsgi.input": Body(token)}
    environ["CONTENT_TYPE"] = "text/plain"

    assert b"".join(beacon(environ, lambda *start: None)).endswith(b'"counted": true}')
    assert asked == [len(token)]


def test_answers_go_out_whole(publication, beacon):
    """The server sends a list at once, and asks for anything else piece by piece."""
    request = RequestFactory(HTTP_HOST="news.example").get("/-/view.gif")

    assert isinstance(beacon(request.environ, lambda *start: None), list)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/-/view"), ("HEAD", "/-/view.gif"), ("PUT", "/-/view")]
)
def test_what_is_not_counted_is_for_django(publication, beacon, django, method, path):
    assert ask(beacon, method, path) == ask(django.handler, method, path)
    assert django.asked == [(method, path)]


def test_what_is_redirected_to_https_is_for_django(publication, settings, django):
    settings.SECURE_SSL_REDIRECT = True
    beacon = Beacon(Django(), InThisTransaction())

    status, headers, _body = ask(beacon, *POST, body=make_token(publication.pk).encode())

    assert status.startswith("301")
    assert ("Location", "https://news.example/-/view") in headers
    assert not ViewEvent.objects.exists()


def test_it_refuses_what_is_too_much_as_django_does(publication, beacon, django, settings):
    settings.VIEWS_PER_NETWORK = 1
    token = make_token(publication.pk).encode()
    for application in (django, beacon):
        ask(application, *POST, body=token, HTTP_USER_AGENT=f"Firefox {type(application)}")

    by_django = ask(django.handler, *POST, body=token, HTTP_USER_AGENT="Safari")
    by_us = ask(beacon, *POST, body=token, HTTP_USER_AGENT="Safari")

    assert by_us == by_django
    assert by_us[0] == "429 Too Many Requests"
    assert ViewEvent.objects.count() == 2


@pytest.mark.parametrize("error", [Busy(), NotWritten()])
def test_what_is_not_written_may_be_sent_again(publication, django, error):
    status, headers, _body = ask(
        Beacon(django, Failing(error)), *POST, body=make_token(publication.pk).encode()
    )

    assert status == "503 Service Unavailable"
    assert ("Retry-After", "2") in headers
    assert ("Cache-Control", "no-store") in headers
    assert ("X-Content-Type-Options", "nosniff") in headers
