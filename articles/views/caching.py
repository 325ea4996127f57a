"""What caches are told about a public page: ours, a proxy's, a CDN's and a browser's."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles.caching.entry import proxy_limit
from articles.caching.keys import Collected, collecting
from articles.caching.serving import COLLECTED
from articles.sites.public import PublicSite
from articles.sites.readers import reader_test

# A header of some kilobytes is refused by proxies; what depends on more is named by its site.
LONGEST = 2_000


def kept(
    request: HttpRequest, site: PublicSite, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Make a page that is the same for all, and let caches keep it for as long as it is right."""
    collected: Collected = request.META.get(COLLECTED) or Collected()
    with collecting(collected):
        response = make()
    if response.status_code == 200:
        if not reader_test()(request.META):
            # The same page, but what comes with it (a cookie that ends a session) is one person's.
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response
        collected.site = None if collected.is_large else site
        if settings.BEHIND_PROXY:
            name, value = proxy_limit(time.time())
            response[name] = value
        response.headers.setdefault("Cache-Control", page_policy())
        response["Surrogate-Key"] = _surrogate_keys(collected, site)
    return response


def page_policy() -> str:
    """Browsers ask each time, and mostly hear that nothing has changed; shared caches may answer
    by themselves for a moment (RFC 9111; RFC 5861 for what is stale).
    """
    seconds = settings.CDN_SECONDS
    return (
        f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={seconds}, "
        "stale-if-error=86400"
    )


def _surrogate_keys(collected: Collected, site: PublicSite) -> str:
    """For a CDN to purge by; the site itself is always among them."""
    own = f"site{site.id}"
    keys = " ".join([own, *sorted(collected.keys)])
    return keys if len(keys) <= LONGEST else own
