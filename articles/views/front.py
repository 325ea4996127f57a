"""The address of the site itself, and the front page of an edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from articles.queries.front_page import Front, compose_front
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.resolver import best_edition, site_of
from articles.views.feed_links import feed_links
from articles.views.head import PageHead, alternates, social_image
from articles.views.page import in_edition, render_page
from articles.views.structured_data import website


@require_safe
def choose_edition(request: HttpRequest) -> HttpResponse:
    """Send the reader to the edition that suits their browser's languages best."""
    site = site_of(request)
    if site is None:
        raise Http404
    edition = best_edition(site, request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(edition.path)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@in_edition
def home(request: HttpRequest, site: PublicSite, edition: PublicEdition) -> HttpResponse:
    at = timezone.now()
    front = compose_front(site, edition, at)
    head = _head(site, edition, front)
    return _render(request, site, edition, front, head, ranks=front.most_read)


def preview(
    request: HttpRequest, site: PublicSite, edition: PublicEdition, at: datetime
) -> HttpResponse:
    """As readers will find it at this moment; for the desk, and for no search engine."""
    front = compose_front(site, edition, at)
    head = replace(_head(site, edition, front), robots="noindex, nofollow")
    response = _render(request, site, edition, front, head, previewed_at=at)
    response["X-Robots-Tag"] = head.robots
    return response


def _head(site: PublicSite, edition: PublicEdition, front: Front) -> PageHead:
    return PageHead(
        title=edition.name,
        share_title=edition.name,
        description=edition.description,
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(edition.path),
        alternates=alternates(site, _paths(site)),
        feeds=feed_links(site, edition),
        image=social_image(site, front.lead.picture if front.lead else None),
        json_ld=(website(site, edition),),
    )


def _paths(site: PublicSite) -> dict[str, str]:
    return {edition.language_code: edition.path for edition in site.editions}


def _render(
    request: HttpRequest,
    site: PublicSite,
    edition: PublicEdition,
    front: Front,
    head: PageHead,
    **context: Any,
) -> HttpResponse:
    return render_page(
        request,
        "articles/home.html",
        site,
        edition,
        head,
        context={"front": front, "is_front": True, "previewed_at": None} | context,
        languages=_paths(site),
    )
