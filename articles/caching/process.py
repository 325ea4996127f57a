"""The page cache of this process."""

from __future__ import annotations

from wsgiref.types import WSGIApplication

from django.conf import settings

from articles.caching.frames import Frames
from articles.caching.reporting import Reporter
from articles.caching.serving import PageCache
from articles.caching.store import PageStore
from articles.caching.watching import Watcher
from articles.replicas.process import make_replicas, with_replicas


def with_page_cache(application: WSGIApplication) -> WSGIApplication:
    """The application behind a page cache, unless PAGE_CACHE_BYTES is 0.

    What the cache makes is read from replicas, where there are any: it is the cache's watcher who
    knows how far one must be.
    """
    if not settings.PAGE_CACHE_BYTES:
        return application
    store = PageStore(settings.PAGE_CACHE_BYTES)
    replicas = make_replicas()
    watcher = Watcher(store, Reporter(store, replicas), replicas)
    return PageCache(with_replicas(application, replicas), store, watcher, Frames(), replicas)
