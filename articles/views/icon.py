"""The icon of a site, in its accent colour."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.sites.icon import icon_ico, icon_svg
from articles.sites.resolver import site_of
from articles.views.caching import kept
from articles.views.stylesheet import PLAIN_ACCENT

DAY = 24 * 60 * 60


@require_safe
def svg(request: HttpRequest) -> HttpResponseBase:
    """What browsers are told of."""
    return _icon(request, icon_svg, "image/svg+xml")


@require_safe
def ico(request: HttpRequest) -> HttpResponseBase:
    """What they ask for without being told."""
    return _icon(request, icon_ico, "image/x-icon")


def _icon(request: HttpRequest, drawn: Callable[[str], bytes], media_type: str) -> HttpResponseBase:
    site = site_of(request)

    def make() -> HttpResponse:
        icon = drawn(site.accent if site else PLAIN_ACCENT)
        response = HttpResponse(icon, content_type=media_type)
        # Browsers keep it; a proxy would hand the old colour to those who come new.
        seconds = settings.CDN_SECONDS
        patch_cache_control(response, public=True, max_age=DAY, s_maxage=seconds)
        return response

    return kept(request, site, make) if site else make()
