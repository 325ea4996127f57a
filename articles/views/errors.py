"""Pages that are not there, and addresses that moved."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Redirect
from articles.sites.resolver import best_edition
from articles.sites.snapshot import PublicEdition, PublicSite
from articles.text.languages import normal_code
from articles.views.head import PageHead, page_title
from articles.views.page import render_page


def not_found(request: HttpRequest, site: PublicSite | None) -> HttpResponse:
    """The 404 page, in the language of the address or else of the reader."""
    if site is None:
        return HttpResponse(render_to_string("404.html"), status=404)
    return _message(request, site, requested_edition(request, site), "articles/not_found.html", 404)


def gone(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    """The 410 page of a story that was taken down."""
    return _message(request, site, edition, "articles/gone.html", 410)


def redirect_of(request: HttpRequest, site: PublicSite) -> HttpResponse | None:
    """The new address of an old one, if the site keeps it."""
    moved = Redirect.objects.filter(site=site.id, old_path=request.get_full_path()).first()
    return HttpResponsePermanentRedirect(moved.new_path) if moved else None


def requested_edition(request: HttpRequest, site: PublicSite) -> PublicEdition:
    """The edition that the path names, or the one that suits the reader."""
    first = request.path.lstrip("/").partition("/")[0]
    named = site.edition(normal_code(first))
    return named or best_edition(site, request.headers.get("Accept-Language", ""))


def _message(
    request: HttpRequest, site: PublicSite, edition: PublicEdition, template: str, status: int
) -> HttpResponse:
    with translation.override(edition.language_code):
        title = _("This story was taken down") if status == 410 else _("Page not found")
    head = PageHead(
        title=page_title(title, edition),
        share_title=title,
        description="",
        site_name=edition.name,
        language_code=edition.language_code,
        robots="noindex",
    )
    return render_page(
        request, template, site, edition, head, context={"title": title}, status=status
    )
