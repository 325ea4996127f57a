"""A body that nobody wanted is read before the answer, or proxies take the server for dead."""

import io
from importlib import import_module
from types import SimpleNamespace

import pytest

from newscenter import bodies
from newscenter.bodies import with_whole_bodies

ANSWER = (b"no",)


def refuse(environ, start):
    """As most of what is asked with a body by strangers: it is not looked at."""
    return ANSWER


def fail(environ, start):
    raise LookupError("nothing there")


def request(body, **told):
    return {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, **told}


@pytest.mark.parametrize(
    "told", [{"CONTENT_LENGTH": "200000"}, {"HTTP_TRANSFER_ENCODING": "chunked"}]
)
def test_the_rest_of_a_body_is_read(told):
    asked = request(b"x" * 200_000, **told)

    assert with_whole_bodies(refuse)(asked, None) == ANSWER
    assert asked["wsgi.input"].tell() == 200_000


def test_it_is_read_where_something_goes_wrong_as_well():
    asked = request(b"x" * 200_000, CONTENT_LENGTH="200000")

    with pytest.raises(LookupError):
        with_whole_bodies(fail)(asked, None)
    assert asked["wsgi.input"].tell() == 200_000


def test_what_never_ends_is_left(monkeypatch):
    monkeypatch.setattr(bodies, "LONGEST", 3 * bodies.PIECE)
    endless = SimpleNamespace(left=10, read=None)

    def read(size):
        endless.left -= 1
        return b"x" * size

    endless.read = read

    with_whole_bodies(refuse)(request(b"") | {"wsgi.input": endless, "CONTENT_LENGTH": "1"}, None)

    assert endless.left == 7


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "0"},
        {"CONTENT_LENGTH": "5", "wsgi.input_terminated": False},
    ],
)
def test_nobody_waits_where_nothing_comes(told):
    asked = request(b"later", **told)

    assert with_whole_bodies(refuse)(asked, None) == ANSWER
    assert asked["wsgi.input"].tell() == 0


def test_who_went_away_is_let_go():
    def gone(size):
        raise OSError

    asked = request(b"", CONTENT_LENGTH="9") | {"wsgi.input": SimpleNamespace(read=gone)}

    assert with_whole_bodies(refuse)(asked, None) == ANSWER


def test_what_is_served_has_it(monkeypatch):
    """All but the beacon, which reads what it takes itself."""
    # A process of tests keeps its own.
    monkeypatch.setattr("sys.setswitchinterval", lambda seconds: None)

    beacon = import_module("newscenter.wsgi").application

    assert beacon.application.__qualname__ == with_whole_bodies(refuse).__qualname__
