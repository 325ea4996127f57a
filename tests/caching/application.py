"""What stands around the cache in its tests: an application that counts, a watcher, frames."""

from __future__ import annotations

from types import SimpleNamespace

from django.db import OperationalError

from articles.caching.serving import COLLECTED

PAGE = b"<p>A page.</p>" * 100


class Application:
    """Django's place: says what it is told to say, and how often."""

    def __init__(self):
        self.asked = 0
        self.status, self.body, self.headers = "200 OK", PAGE, []
        self.keys, self.until, self.is_marked = {"n1"}, None, True
        self.is_continued = True
        self.gate = None
        self.closed = 0

    def __call__(self, environ, start_response):
        self.asked += 1
        self.environ = environ
        if self.gate is not None:
            self.gate.wait(5)
        collected = environ.get(COLLECTED)
        if collected is not None and self.is_marked:
            collected.site = SITE
            collected.keys |= self.keys
            collected.until = self.until
            collected.is_continued = self.is_continued
        start_response(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers])
        return Body(self)


class Body:
    def __init__(self, application):
        self.application = application
        self.pieces = iter([application.body[:5], application.body[5:]])

    def __iter__(self):
        return self.pieces

    def close(self):
        self.application.closed += 1


class Watcher:
    trusted = True
    swept_until = 0.0

    def start(self):
        pass

    def is_trusted(self, now):
        return self.trusted


class Frames:
    current = 1

    def number(self, site_id):
        if self.current is None:
            raise OperationalError("away")
        return self.current

    def digest(self, site_id):
        return f"frame {self.current}"


SITE = SimpleNamespace(id=1)
SITES = SimpleNamespace(with_id=lambda number: SITE)
