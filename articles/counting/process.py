"""The beacon of this process."""

from __future__ import annotations

from wsgiref.types import WSGIApplication

from articles.counting.serving import Beacon
from articles.counting.writing import Writer


def with_beacon(application: WSGIApplication) -> WSGIApplication:
    """The application, with readers counted before it is asked."""
    return Beacon(application, Writer())
