"""The page cache of this process."""

from __future__ import annotations

from collections.abc import Callable
from wsgiref.types import WSGIApplication

from django.conf import settings

from articles.caching.frames import Frames
from articles.caching.release import release_digest
from articles.caching.reporting import Reporter
from articles.caching.serving import PageCache
from articles.caching.sharing import SharedPages
from articles.caching.store import PageStore
from articles.caching.watching import Watcher
from articles.replicas.process import make_replicas, with_replicas


def with_page_cache(
    application: WSGIApplication,
    around: Callable[[WSGIApplication], WSGIApplication] = lambda application: application,
) -> WSGIApplication:
    """The application, `around` it, behind a page cache, unless PAGE_CACHE_BYTES is 0.

    What the cache makes is read from replicas, where there are any: it is the cache's watcher who
    knows how far one must be.
    """
    if not settings.PAGE_CACHE_BYTES:
        return around(application)
    store = PageStore(settings.PAGE_CACHE_BYTES)
    replicas = make_replicas()
    watcher = Watcher(store, Reporter(store, replicas), replicas)
    shared = SharedPages(settings.REDIS_URL, release_digest()) if settings.REDIS_URL else None
    inner = around(with_replicas(application, replicas))
    return PageCache(inner, store, watcher, Frames(), replicas=replicas, shared=shared)
