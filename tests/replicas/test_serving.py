"""Which requests are read where, and what becomes of one that meets a dead replica."""

import pytest
from django.db import OperationalError, connections

from articles.models import Publication
from articles.replicas import routing
from articles.replicas.routing import ReplicaRouter, read_publicly, reading_from
from articles.replicas.serving import PublicReads
from tests.caching.wsgi import ask


class Replicas:
    """Those that there are, and which of them failed."""

    def __init__(self, *aliases):
        self.all = list(aliases)
        self.gone = []

    def choose(self):
        return next((one for one in self.all if one not in self.gone), None)

    def failed(self, alias):
        self.gone.append(alias)


class Connections(dict):
    """Stands in for Django's: broken where the server is."""

    def __missing__(self, alias):
        self[alias] = type(
            "Connection", (), {"errors_occurred": False, "close": lambda _self: None}
        )()
        return self[alias]


class Application:
    """Says where it read; fails on dead servers as Django does."""

    def __init__(self, lines, dead=()):
        self.lines, self.dead = lines, dead
        self.asked, self.closed = [], 0
        self.streaming = False

    def __call__(self, environ, start_response):
        alias = ReplicaRouter().db_for_read(Publication) or "nowhere special"
        self.asked.append(alias)
        if alias in self.dead:
            self.lines[alias].errors_occurred = True
            start_response("500 Internal Server Error", [])
        else:
            start_response("200 OK", [])
        return Body(self)


class Body:
    def __init__(self, application):
        self.application = application
        self.streaming = application.streaming

    def __iter__(self):
        for _piece in range(2):
            yield f"{ReplicaRouter().db_for_read(Publication)} ".encode()

    def close(self):
        self.application.closed += 1


@pytest.fixture
def lines(monkeypatch):
    made = Connections()
    monkeypatch.setattr("articles.replicas.serving.connections", made)
    monkeypatch.setattr("articles.replicas.routing.connections", made)
    return made


def test_readers_are_answered_from_a_replica(lines):
    inner = Application(lines)

    assert ask(PublicReads(inner, Replicas("replica1")), "/vi/search/?q=a").status == 200
    assert inner.asked == ["replica1"]
    assert inner.closed == 1


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("/vi/", {"method": "POST"}),
        ("/vi/", {"cookie": "a=1; sessionid=x"}),
        ("/vi/", {"authorization": "Bearer x"}),
        ("/admin/", {}),
        ("/api/v1/stories/", {}),
        ("/-/view.gif", {}),
        ("/media/t/one.avif", {}),
    ],
)
def test_everything_else_is_the_primarys(lines, url, options):
    inner = Application(lines)

    ask(PublicReads(inner, Replicas("replica1")), url, **options)

    assert inner.asked == ["nowhere special"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_meets_a_dead_replica_is_answered_elsewhere(lines, method):
    inner, replicas = (
        Application(lines, dead=("replica1", "replica2")),
        Replicas("replica1", "replica2"),
    )

    answer = ask(PublicReads(inner, replicas), "/vi/", method=method)

    assert answer.status == 200
    assert inner.asked == ["replica1", "replica2", "default"]
    assert inner.closed == 3
    assert replicas.gone == ["replica1", "replica2"]


def test_a_fault_of_our_own_is_not_tried_again(lines):
    def faulty(environ, start_response):
        start_response("500 Internal Server Error", [])
        return [b"x"]

    replicas = Replicas("replica1")

    assert ask(PublicReads(faulty, replicas), "/vi/").status == 500
    assert replicas.gone == []


def test_what_is_read_while_it_is_sent_is_read_at_the_same_place(lines):
    inner = Application(lines)
    inner.streaming = True

    assert ask(PublicReads(inner, Replicas("replica1")), "/sitemaps/x.xml").body == b"replica1 " * 2
    assert inner.closed == 1
    assert ReplicaRouter().db_for_read(Publication) is None


def test_a_shared_read_is_done_on_the_server_of_the_request(lines, monkeypatch):
    monkeypatch.setattr(routing._Process, "replicas", Replicas("replica1"))

    def where():
        return ReplicaRouter().db_for_read(Publication)

    assert read_publicly(where) == "replica1"
    with reading_from("default"):
        assert read_publicly(where) == "default"


def test_a_shared_read_that_fails_is_done_on_the_primary(lines, monkeypatch):
    replicas = Replicas("replica1")
    monkeypatch.setattr(routing._Process, "replicas", replicas)

    def read():
        alias = ReplicaRouter().db_for_read(Publication)
        if alias != "default":
            raise OperationalError("away")
        return alias

    assert read_publicly(read) == "default"
    assert replicas.gone == ["replica1"]


def test_commands_read_from_the_primary():
    assert routing._Process.replicas is None
    assert ReplicaRouter().db_for_write(Publication) == "default"
    assert set(connections) == {"default"}
