"""What somebody without an account sees of a text that is not published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import PreviewLink
from articles.queries.preview_links import find_link, text_behind
from articles.queries.previews import preview_page, stand_now
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.resolver import site_of
from articles.sites.snapshot import public_sites
from articles.views.errors import message, not_found
from articles.views.preview import Bar, keep_private, render_preview
from articles.workflow.preview_links import note_use


def link_address(link: PreviewLink, token: str) -> str:
    """As it is sent; empty where the site has no host name any more."""
    site = public_sites().with_id(link.site_id)
    return site.absolute(reverse("preview_link", args=[token])) if site else ""


@require_safe
def preview_link(request: HttpRequest, token: str) -> HttpResponse:
    """The working copy as it is now, or 410. A link of another site is not there."""
    site = site_of(request)
    link = find_link(token) if site else None
    edition = site.edition(link.language_code) if site and link else None
    if site is None or link is None or edition is None or link.site_id != site.id:
        return _to_nobody_else(not_found(request, site))
    with translation.override(edition.language_code), timezone.override(site.tzinfo):
        return _to_nobody_else(_shown(request, link, site, edition))


def _shown(
    request: HttpRequest, link: PreviewLink, site: PublicSite, edition: PublicEdition
) -> HttpResponse:
    at = timezone.now()
    revision = text_behind(link, at)
    if revision is None:
        return message(
            request,
            site,
            edition,
            "articles/preview_ended.html",
            status=410,
            title=_("This preview has ended"),
        )
    note_use(link, at)
    stand = stand_now(link.story, revision, site, edition, at)
    until = date_format(timezone.localtime(link.expires_at), "DATETIME_FORMAT")
    bar = Bar(
        words=_("For you to read until %(time)s. It may not be published yet.") % {"time": until},
        action=request.path,
    )
    return render_preview(request, preview_page(revision, stand, at), stand, bar, at)


def _to_nobody_else(response: HttpResponse) -> HttpResponse:
    """Whoever knows the address may read the page, so no link tells where it was followed."""
    response = keep_private(response)
    response["Referrer-Policy"] = "no-referrer"
    return response
