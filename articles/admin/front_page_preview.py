"""The front page as readers will find it at a time, before they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.forms.front_page import PreviewForm, posted_slots, seen_version
from articles.models import Edition, User
from articles.sites.snapshot import public_sites
from articles.views.front import preview
from articles.workflow.errors import SlotObjection

if TYPE_CHECKING:
    from articles.admin.front_page import FrontPageAdmin


def preview_page(
    admin: FrontPageAdmin, request: HttpRequest, site_key: str, language_code: str
) -> HttpResponse:
    """The real page, never cached and not for search engines.

    What is posted is arranged, shown and taken back: the verb itself judges it.
    """
    edition = admin.find_edition(request, site_key, language_code)
    site = public_sites().with_id(edition.site_id)
    public = site.edition(language_code) if site else None
    if site is None or public is None:
        raise Http404
    form = PreviewForm(request.POST or request.GET, site=edition.site)
    if not form.is_valid():
        messages.error(request, _("The preview needs a time such as 2026-11-23 18:00."))
        return _back(edition)
    at = form.moment(timezone.now())
    try:
        with transaction.atomic():
            if request.method == "POST":
                _arrange(request, edition, staff(request))
            response = preview(request, site, public, at)
            transaction.set_rollback(True)
    except (workflow.ArrangementRefused, workflow.ArrangedMeanwhile) as refused:
        messages.error(request, str(refused))
        return _back(edition)
    return response


def _arrange(request: HttpRequest, edition: Edition, user: User) -> None:
    """As the form has it, by the verb, which judges it."""
    slots = posted_slots(edition.site, request.POST)
    if not slots.is_valid():
        words = _("Correct the places and times first.")
        raise workflow.ArrangementRefused([SlotObjection(None, words)])
    workflow.arrange(
        edition.site,
        edition.language_code,
        slots.slots(),
        actor=user,
        base=seen_version(request.POST),
    )


def _back(edition: Edition) -> HttpResponse:
    place = [edition.site.key, edition.language_code]
    return HttpResponseRedirect(reverse("admin:articles_frontpage_arrange", args=place))
