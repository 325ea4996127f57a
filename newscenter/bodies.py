"""What a request brought is read to its end, whatever became of it.

A server closes the line on who is answered before having sent everything. A proxy in front takes
that for a failure of the server, asks the other servers instead and leaves this one alone for ten
seconds: so anybody who sends long bodies to where nobody reads them could take all servers away
from readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PIECE = 65_536
# A little more than proxies let through (`client_max_body_size`); of longer ones no more is read.
LONGEST = 32_000_000


def with_whole_bodies(application: WSGIApplication) -> WSGIApplication:
    """The application, with the rest of a body read before its answer is sent."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        finally:
            if _has_body(environ):
                _read_rest(environ)

    return answer


def _has_body(environ: WSGIEnvironment) -> bool:
    """And the server lets nobody wait behind its end, which PEP 3333 does not promise."""
    is_there = environ.get("CONTENT_LENGTH", "0") not in {"", "0"} or (
        "HTTP_TRANSFER_ENCODING" in environ
    )
    return is_there and bool(environ.get("wsgi.input_terminated"))


def _read_rest(environ: WSGIEnvironment) -> None:
    rest = LONGEST
    try:
        while rest > 0 and (piece := environ["wsgi.input"].read(PIECE)):
            rest -= len(piece)
    except OSError:
        # Whoever went away needs nothing more.
        return
