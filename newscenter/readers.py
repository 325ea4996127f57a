"""A shorter way through Django for readers: nobody signed in, nothing but looked at.

Sessions, accounts, second factors, messages and cross-site tokens are for people of the desk. A
reader's request passed through all of them to find that there is nobody: a tenth of its time.
`tests/project/test_readers.py` holds that the answers are the same, header by header.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

from articles.sites.readers import reader_test
from newscenter.page_thread import in_one_thread

# What a response says where its policy is another than that of all pages.
_OWN_POLICY = frozenset(
    f"_csp_{name}{kind}"
    for name in ("config", "update", "replace", "exempt")
    for kind in ("", "_ro")
)


class ReadersPolicyMiddleware(CSPMiddleware):
    """Writes the policy of all pages once, and not for each of them."""

    _policy: str | None = None

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_plain = (
            getattr(request, "_csp_nonce", None) is None
            and response.status_code == 200
            and HEADER not in response
            and _OWN_POLICY.isdisjoint(vars(response))
        )
        if is_plain and self._policy is not None:
            response[HEADER] = self._policy
            return response
        response = super().process_response(request, response)
        if is_plain:
            self._policy = response.get(HEADER)
        return response


class ReadersHandler(WSGIHandler):
    """Django's, with READERS_MIDDLEWARE in the place of MIDDLEWARE.

    Views that ask for `request.user` or `request.session` fail here: they are not for readers.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        innermost = self._get_response  # type: ignore[attr-defined]
        handler: Any = convert_exception_to_response(innermost)
        for path in reversed(settings.READERS_MIDDLEWARE):
            handler = convert_exception_to_response(import_string(path)(handler))
        self._middleware_chain = handler


def with_readers(application: WSGIApplication) -> WSGIApplication:
    """The application, with the shorter way for those whom it suffices."""
    readers, is_reader = ReadersHandler(), reader_test()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return (readers if is_reader(environ) else application)(environ, start_response)

    return answer


def with_page_thread(application: WSGIApplication) -> WSGIApplication:
    """The application, which is called for readers in one thread of the process."""
    pages, is_reader = in_one_thread(application), reader_test()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return (pages if is_reader(environ) else application)(environ, start_response)

    return answer
