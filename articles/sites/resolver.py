"""From a host name to its site, from a reader's languages to an edition."""

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from articles.sites.public import PublicEdition, PublicSite
from articles.sites.snapshot import public_sites
from articles.text.languages import same_language

# In the request's environment, where no header can be: these begin with HTTP_.
_HOST = "newscenter.host"


def requested_host(request: HttpRequest) -> str:
    """The host name in small letters, without its port."""
    known: str | None = request.META.get(_HOST)
    if known is None:
        named: str = request.META.get("HTTP_HOST", "")
        # That of a site is known to be one that we answer at; of others, Django is the judge.
        known = named if _is_of_a_site(named) else _judged(request)
        request.META[_HOST] = known
    return known


def _is_of_a_site(host: str) -> bool:
    try:
        return not settings.USE_X_FORWARDED_HOST and public_sites().with_host(host) is not None
    except Error:
        return False


def _judged(request: HttpRequest) -> str:
    host = request.get_host().lower()
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def site_of(request: HttpRequest) -> PublicSite | None:
    """The site that answers at the request's host.

    In development a host of no site, such as `localhost`, shows the default site.
    """
    sites = public_sites()
    site = sites.with_host(requested_host(request))
    return sites.default() if site is None and settings.DEBUG else site


def best_edition(site: PublicSite, accept_language: str) -> PublicEdition:
    """The edition that a reader with this `Accept-Language` header would choose."""
    for wanted, _quality in parse_accept_lang_header(accept_language):
        exact = site.edition(wanted)
        if exact is not None:
            return exact
        for edition in site.editions:
            if same_language(edition.language_code, wanted):
                return edition
    return site.default_edition
