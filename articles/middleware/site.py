"""The site of a request, and what happens to addresses that no view knows."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

from articles.sites.readers import TECHNICAL
from articles.sites.resolver import requested_host, site_of
from articles.views.errors import not_found, redirect_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SiteMiddleware:
    """Keeps public pages at the site's primary host, and gives every 404 the site's own page.

    Done here and not by `handler404`, so that development shows what readers will see, and so
    that an old address is looked up only when nothing else answers at it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(TECHNICAL):
            return self.get_response(request)
        response = self._answer(request)
        # What says nothing of it is kept for as long as others think right, and a permanent
        # redirect for ever: an address that has its story again would lead its readers away.
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        site = site_of(request)
        if site is None:
            return not_found(request, None)
        host = requested_host(request)
        if host != site.primary_host and host in site.hosts:
            return HttpResponsePermanentRedirect(site.absolute(request.get_full_path()))
        # No address of ours has a NUL, and the database refuses to be asked for one.
        if "\0" in request.path:
            return not_found(request, site)
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        return redirect_of(request, site) or not_found(request, site)
