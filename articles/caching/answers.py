"""An answer of Django's handler, held until it is known what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from articles.caching.entry import Headers


class Answer:
    """Stands in for the server: takes what `start_response` is given, and the body's pieces."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self._read: list[bytes] = []
        self._rest: Iterator[bytes] | None = None

    def start(self, status: str, headers: Headers, exc_info: Any = None) -> Any:
        self.status, self.headers = status, headers
        return self._read.append

    @property
    def is_failure(self) -> bool:
        return self.status.startswith("5")

    @property
    def is_page(self) -> bool:
        """Whether it is one and the same for all: complete, plain and without a cookie."""
        return self.status.startswith("200") and not any(
            name.lower() in {"set-cookie", "content-encoding"} for name, _value in self.headers
        )

    def read(self, body: Iterable[bytes], limit: int) -> bytes | None:
        """The whole body, closed; None if it is longer than that, and then it stays open."""
        size = 0
        self._rest = iter(body)
        for piece in self._rest:
            self._read.append(piece)
            size += len(piece)
            if size > limit:
                return None
        close(body)
        return b"".join(self._read)

    def pass_on(
        self, body: Iterable[bytes], environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Hand it to the server as it is."""
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            close(body)
            return ()
        if self._rest is None and not self._read:
            return body
        return _Pieces(self._read, self._rest or iter(body), body)


class _Pieces:
    """What was read of a body already, then its rest."""

    def __init__(self, read: list[bytes], rest: Iterator[bytes], body: Iterable[bytes]) -> None:
        self._pieces = chain(read, rest)
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        close(self._body)


def close(body: Iterable[bytes]) -> None:
    """As the server would: Django ends the request with it."""
    closing = getattr(body, "close", None)
    if closing is not None:
        closing()


def is_unchanged(wanted: str, etag: str) -> bool:
    """Whether `If-None-Match` names the page in any encoding (RFC 9110, section 13.1.2)."""
    if wanted.strip() == "*":
        return True
    for given in wanted.split(","):
        tag = given.strip().removeprefix("W/").strip('"')
        if tag == etag or tag in {f"{etag}-g", f"{etag}-b"}:
            return True
    return False
