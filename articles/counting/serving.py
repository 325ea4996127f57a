"""The beacon before Django's middleware (PEP 3333): most of a view's time was spent there.

It answers what the view in `articles.views.beacon` would, by the same functions. Whoever brings a
session goes to that view, because staff are not counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings

from articles.counting.answers import AWAY, BUSY, TOO_MANY, Answer, number, picture
from articles.counting.ledger import Outcome
from articles.counting.limits import limits
from articles.counting.visit import (
    BODY_BYTES,
    token_in_body,
    token_in_query,
    visit_of,
)
from articles.counting.writing import Busy, NotWritten, Writer
from articles.sites.addresses import VIEW_PATH, VIEW_PIXEL_PATH

# What tells the view that nobody is there, and only an answer's headers are wanted.
REHEARSAL = "newscenter.rehearsal"
# What Django said about a host is believed for so long, in seconds.
BELIEVED = 10.0
HOSTS = 1_000
# What each answer says itself.
OWN_HEADERS = {
    *("content-type", "content-length", "cache-control", "x-content-type-options", "retry-after"),
}
STATUS = {one.value: f"{one.value} {one.phrase}" for one in HTTPStatus}

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one of the two addresses is asked, and answers."""

    token: Callable[[WSGIEnvironment, int], str]
    answer: Callable[[Outcome], Answer]
    # Bytes of a body at most. What brings more is passed on to who reads it to its end.
    room: int


class Beacon:
    """A WSGI application around Django's: readers are counted at once, all else is passed on."""

    def __init__(self, application: WSGIApplication, writer: Writer) -> None:
        self.application = application
        self.writer = writer
        self._session = f"{settings.SESSION_COOKIE_NAME}="
        proxy = settings.SECURE_PROXY_SSL_HEADER
        self._scheme = proxy[0] if proxy else "wsgi.url_scheme"
        self._hosts: dict[tuple[str, str], tuple[float, Headers | None]] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        kind = KINDS.get((environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")))
        if kind is None or self._session in environ.get("HTTP_COOKIE", ""):
            return self.application(environ, start_response)
        length = _length(environ)
        headers = self._standing_headers(environ)
        if headers is None or not 0 <= length <= kind.room:
            return self.application(environ, start_response)
        answer = self._answer(environ, kind.token(environ, length), kind)
        start_response(
            STATUS[answer.status],
            [
                *headers,
                *answer.headers,
                ("Content-Type", answer.content_type),
                ("Content-Length", str(len(answer.body))),
            ],
        )
        # The server sends a list at once; anything else it asks for piece by piece.
        return [answer.body]

    def _answer(self, environ: WSGIEnvironment, token: str, kind: _Kind) -> Answer:
        visit = visit_of(environ, token, environ["HTTP_HOST"])
        if isinstance(visit, Answer):
            return visit
        if not limits.admit(visit):
            return TOO_MANY
        try:
            outcome = self.writer.submit(visit)
        except Busy:
            return BUSY
        except NotWritten:
            return AWAY
        if outcome.counted:
            limits.view_counted(visit)
        return kind.answer(outcome)

    def _standing_headers(self, environ: WSGIEnvironment) -> Headers | None:
        """What middleware puts on every answer here; None where Django has to answer itself.

        That is so for hosts that are none of ours, and for what is redirected to https.
        """
        host, scheme = environ.get("HTTP_HOST", ""), environ.get(self._scheme, "")
        until, headers = self._hosts.get((host, scheme), (0.0, None))
        if until > time.monotonic():
            return headers
        headers = self._rehearse(environ) if host else None
        if len(self._hosts) >= HOSTS:
            self._hosts.clear()
        self._hosts[host, scheme] = (time.monotonic() + BELIEVED, headers)
        return headers

    def _rehearse(self, environ: WSGIEnvironment) -> Headers | None:
        """Ask Django what it says around an answer to such a request."""
        asked = {name: value for name, value in environ.items() if name != "HTTP_COOKIE"}
        asked |= {
            **{REHEARSAL: True, "REQUEST_METHOD": "GET", "PATH_INFO": VIEW_PATH},
            **{"QUERY_STRING": "", "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()},
        }
        given: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            given.append((status, headers))
            return None

        body = self.application(asked, start)
        closing = getattr(body, "close", None)
        if closing is not None:
            closing()
        status, headers = given[-1]
        if not status.startswith("204"):
            return None
        return [pair for pair in headers if pair[0].lower() not in OWN_HEADERS]


def _length(environ: WSGIEnvironment) -> int:
    """Of the body, in bytes; -1 where nobody can know."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return -1
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return -1


def _posted_token(environ: WSGIEnvironment, length: int) -> str:
    try:
        body = environ["wsgi.input"].read(length)
    except OSError:
        return ""
    return token_in_body(body, environ.get("CONTENT_TYPE", ""))


def _asked_token(environ: WSGIEnvironment, length: int) -> str:
    return token_in_query(environ.get("QUERY_STRING", ""))


KINDS = {
    ("POST", VIEW_PATH): _Kind(_posted_token, number, room=BODY_BYTES),
    ("GET", VIEW_PIXEL_PATH): _Kind(_asked_token, picture, room=0),
}
