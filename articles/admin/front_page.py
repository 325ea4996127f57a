"""Front pages: the list of editions, and the addresses of the pages on which they are arranged."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.base import DeskAdmin, staff
from articles.admin.front_page_desk import arrange_page
from articles.admin.front_page_preview import preview_page
from articles.enums import Verb
from articles.models import Edition, FrontPage
from articles.permissions import can
from articles.queries.curation import curated_editions


@admin.register(FrontPage)
class FrontPageAdmin(DeskAdmin):
    """Every edition has a front page, whether it was arranged or not; none is made or deleted."""

    view_verb = write_verb = Verb.CURATE

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        """Addressed by site and language: before the first arrangement there is no row."""
        pages = [
            path(
                f"<slug:site_key>/<slug:language_code>/{name and name + '/'}",
                self.admin_site.admin_view(partial(view, self)),
                name=f"articles_frontpage_{name or 'arrange'}",
            )
            for name, view in (("", arrange_page), ("preview", preview_page))
        ]
        changelist = path(
            "",
            self.admin_site.admin_view(self.changelist_view),
            name="articles_frontpage_changelist",
        )
        return [changelist, *pages]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        user = staff(request)
        editions = [
            edition
            for edition in Edition.objects.select_related("site").order_by("site__key", "position")
            if can(user, Verb.CURATE, edition.site, edition.language_code)
        ]
        return TemplateResponse(
            request,
            "admin/articles/frontpage/change_list.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Front pages"),
                "editions": curated_editions(editions, timezone.now()),
                **(extra_context or {}),
            },
        )

    def find_edition(self, request: HttpRequest, site_key: str, language_code: str) -> Edition:
        """For somebody who may arrange it; on a site that they may not see, it is not there."""
        edition = (
            Edition.objects.select_related("site")
            .filter(site__key=site_key, language_code=language_code)
            .first()
        )
        user = staff(request)
        if edition is None or not can(user, Verb.VIEW, edition.site):
            raise Http404
        if not can(user, Verb.CURATE, edition.site, language_code):
            raise PermissionDenied
        return edition
