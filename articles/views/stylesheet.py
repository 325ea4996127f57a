"""The stylesheets of sites and of the desk, one response for all pages of each."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from articles.caching.encodings import takes_gzip
from articles.sites.resolver import site_of
from articles.sites.snapshot import public_sites
from articles.stylesheets.desk import desk_stylesheet
from articles.stylesheets.joining import Stylesheet
from articles.stylesheets.site import site_stylesheet

YEAR = 365 * 24 * 60 * 60
# For the error page, which must not ask the database for a colour.
PLAIN_ACCENT = "#1a4d7a"


@require_safe
def stylesheet(request: HttpRequest, name: str) -> HttpResponse:
    """Of a site."""
    return _kept(request, _named(name) or _own(request), name)


@require_safe
def desk(request: HttpRequest, name: str) -> HttpResponse:
    return _kept(request, desk_stylesheet(), name)


def _kept(request: HttpRequest, sheet: Stylesheet, name: str) -> HttpResponse:
    """Kept for good under its own name; under an older one the newest is sent, kept shortly.

    An older name is what a cached page asks for after a release or a change of the accent.
    """
    response = _response(request, sheet)
    if name == sheet.name:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response


@require_safe
def error_stylesheet(request: HttpRequest) -> HttpResponse:
    """For pages that are shown when the database is away."""
    response = _response(request, site_stylesheet(PLAIN_ACCENT))
    patch_cache_control(response, public=True, max_age=3600)
    return response


def _named(name: str) -> Stylesheet | None:
    """Of any site: the desk previews the pages of all sites at one host."""
    sheets = (site_stylesheet(site.accent) for site in public_sites().sites)
    return next((sheet for sheet in sheets if sheet.name == name), None)


def _own(request: HttpRequest) -> Stylesheet:
    site = site_of(request)
    return site_stylesheet(site.accent if site else PLAIN_ACCENT)


def _response(request: HttpRequest, sheet: Stylesheet) -> HttpResponse:
    zipped = takes_gzip(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(
        sheet.gzipped if zipped else sheet.content, content_type="text/css; charset=utf-8"
    )
    if zipped:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
