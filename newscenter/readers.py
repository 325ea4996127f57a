"""A shorter way through Django for readers: nobody signed in, nothing but looked at.

Sessions, accounts, second factors, messages and cross-site tokens are for people of the desk. A
reader's request passed through all of them to find that there is nobody: a tenth of its time.
`tests/project/test_readers.py` holds that the answers are the same, header by header.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.db import reset_queries
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import get_resolver
from django.utils.log import log_response
from django.utils.module_loading import import_string

from articles.sites.readers import reader_test
from articles.sites.resolver import requested_host
from newscenter.page_thread import in_one_thread

# What a response says where its headers are others than those of all pages.
_OWN = frozenset(
    (
        "xframe_options_exempt",
        *(
            f"_csp_{name}{kind}"
            for name in ("config", "update", "replace", "exempt")
            for kind in ("", "_ro")
        ),
    )
)


class ReadersHandler(WSGIHandler):
    """Django's, with READERS_MIDDLEWARE in the place of MIDDLEWARE.

    Its last one is asked for every page. What those around it would find in a request is seen here,
    and the headers that they write are the same on all pages: they are asked for them once.
    Views that ask for `request.user` or `request.session` fail here: they are not for readers.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        *around, innermost = map(import_string, settings.READERS_MIDDLEWARE)
        inner = convert_exception_to_response(self._get_response)
        handler = self._innermost = convert_exception_to_response(innermost(inner))
        # As a response comes to them.
        self._around: list[Any] = []
        for kind in reversed(around):
            self._around.append(kind(handler))
            handler = convert_exception_to_response(self._around[-1])
        self._middleware_chain = handler
        self._is_encrypted_only = settings.SECURE_SSL_REDIRECT
        # What they add to a page, by whether it was asked for encrypted.
        self._added: dict[bool, dict[str, str]] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        """Without what Django does before each request, as all of it is done after each, and in
        this thread: connections are looked after, and no other address space is left behind.
        """
        if settings.DEBUG:
            reset_queries()
        response = self.get_response(self.request_class(environ))
        cookies = (("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values())
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, [*response.items(), *cookies])
        if response.streaming:
            return response
        # At once, in this thread; and a server need not ask piece by piece what it can send whole.
        try:
            return [response.content]
        finally:
            response.close()

    def get_response(self, request: HttpRequest) -> Any:
        if not self._is_ordinary(request):
            return super().get_response(request)
        response: Any = self._innermost(request)
        if _is_page(response):
            headers, added = response.headers, self._headers_of_all(request)
            if not any(name in headers for name in added):
                for name, value in added.items():
                    headers[name] = value
                headers["Content-Length"] = str(len(response.content))
                return response
        response = self._completed(request, response)
        if response.status_code >= 400:
            log_response(
                "%s: %s",
                response.reason_phrase,
                request.path,
                response=response,
                request=request,
            )
        return response

    def _get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Django's, without asking each view whether it is to be awaited, rendered or in one
        transaction: none for readers is.
        """
        found = request.resolver_match = get_resolver().resolve(request.path_info)
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        return response

    def _is_ordinary(self, request: HttpRequest) -> bool:
        """Whether those around have nothing to say before the page is made."""
        if self._is_encrypted_only and not request.is_secure():
            return False
        try:
            requested_host(request)
        except DisallowedHost:
            return False
        return True

    def _headers_of_all(self, request: HttpRequest) -> dict[str, str]:
        is_secure = request.is_secure()
        added = self._added.get(is_secure)
        if added is None:
            empty = self._completed(request, HttpResponse())
            added = self._added[is_secure] = {
                name: value
                for name, value in empty.items()
                if name not in {"Content-Type", "Content-Length"}
            }
        return added

    def _completed(self, request: HttpRequest, response: Any) -> Any:
        for middleware in self._around:
            response = middleware.process_response(request, response)
        return response


def _is_page(response: Any) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.has_header("Content-Length")
        and _OWN.isdisjoint(vars(response))
    )


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
