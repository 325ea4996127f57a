"""The page cache of this process."""

from __future__ import annotations

from wsgiref.types import WSGIApplication

from django.conf import settings

from articles.caching.frames import Frames
from articles.caching.reporting import Reporter
from articles.caching.serving import PageCache
from articles.caching.store import PageStore
from articles.caching.watching import Watcher


def with_page_cache(application: WSGIApplication) -> WSGIApplication:
    """The application behind a page cache, unless PAGE_CACHE_BYTES is 0."""
    if not settings.PAGE_CACHE_BYTES:
        return application
    store = PageStore(settings.PAGE_CACHE_BYTES)
    return PageCache(application, store, Watcher(store, Reporter(store)), Frames())
