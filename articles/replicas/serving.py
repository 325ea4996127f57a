"""Requests of readers, answered from a replica (PEP 3333): the application around Django's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import DEFAULT_DB_ALIAS, connections

from articles.caching.answers import Answer, close
from articles.replicas.choosing import Replicas
from articles.replicas.routing import reading_from
from articles.sites.readers import reader_test


class PublicReads:
    """Anonymous GET and HEAD of public pages go to a replica, everything else to the primary."""

    def __init__(self, application: WSGIApplication, replicas: Replicas) -> None:
        self.application = application
        self.replicas = replicas
        self._is_reader = reader_test()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_reader(environ):
            return self.application(environ, start_response)
        for _replica in self.replicas.all:
            alias = self.replicas.choose()
            if alias is None:
                break
            answer = Answer()
            body = self._ask(alias, environ.copy(), answer.start)
            if not (answer.is_failure and connections[alias].errors_occurred):
                return answer.pass_on(body, environ, start_response)
            # Nobody has seen anything of it yet. Closing gives the broken connection back.
            close(body)
            self.replicas.failed(alias)
        return self._ask(DEFAULT_DB_ALIAS, environ, start_response)

    def _ask(
        self, alias: str, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        with reading_from(alias):
            body = self.application(environ, start_response)
        return _Streamed(body, alias) if getattr(body, "streaming", False) else body


class _Streamed:
    """A body that reads while it is sent, on the server that it began with."""

    def __init__(self, body: Iterable[bytes], alias: str) -> None:
        self._body = body
        self._alias = alias

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(self._body)
        while True:
            with reading_from(self._alias):
                piece: Any = next(pieces, None)
            if piece is None:
                return
            yield piece

    def close(self) -> None:
        close(self._body)
