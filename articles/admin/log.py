"""The log: who did what to which text, when and why. Read, filtered and exported; never written."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin, staff
from articles.admin.csv_lines import csv_response
from articles.admin.story_filters import SiteFilter
from articles.enums import Verb
from articles.models import Site, StateChange, StoryTranslation
from articles.permissions import sites_where
from articles.queries.desk import edition_languages
from articles.text.languages import native_name

COLUMNS = (
    "at",
    "who",
    "verb",
    "story",
    "title",
    "language",
    "site",
    "revision",
    "reason",
    "detail",
)


class LogSiteFilter(SiteFilter):
    """The site on which it was done."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        # The log's references have no constraint, so the site is looked up first.
        return queryset.filter(site__in=Site.objects.filter(key=self.value()).values("pk"))


class LanguageOfEntry(admin.SimpleListFilter):
    title = gettext_lazy("language")
    parameter_name = "language_code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        codes = edition_languages(sites_where(staff(request), Verb.VIEW))
        return [(code, native_name(code)) for code in codes]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language_code=self.value()) if self.value() else queryset


@admin.register(StateChange)
class LogAdmin(DeskAdmin):
    """For those who manage a site, that site's; the database refuses every change."""

    view_verb = Verb.MANAGE_SITE
    change_list_template = "admin/articles/statechange/change_list.html"
    list_display = ("at", "who", "verb", "story_link", "language", "site", "reason")
    list_display_links = None
    list_select_related = ("actor", "site")
    list_filter = (LogSiteFilter, "verb", LanguageOfEntry, "at")
    search_fields = ("=story__pk", "actor__username", "reason")
    search_help_text = gettext_lazy(
        "The number of a story, a person's user name, or words of a reason."
    )
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # A join would lose the entries of stories that are gone.
        title = StoryTranslation.objects.filter(master=OuterRef("story")).order_by(
            Case(When(language_code=F("master__original_language"), then=0), default=1)
        )
        rows: QuerySet[Any] = super().get_queryset(request)
        named: QuerySet[Any] = rows.annotate(title=Subquery(title.values("title")[:1]))
        return named

    def get_urls(self) -> list[URLPattern]:
        export = path(
            "export/",
            self.admin_site.admin_view(self.export),
            name="articles_statechange_export",
        )
        return [export, *super().get_urls()]

    @admin.display(description=gettext_lazy("who"), ordering="actor")
    def who(self, entry: StateChange) -> str:
        return _who(entry)

    @admin.display(description=gettext_lazy("story"))
    def story_link(self, entry: Any) -> SafeString | str:
        if entry.story_id is None:
            return _front_page_link(entry) if entry.verb == Verb.CURATE and entry.site else ""
        if entry.title is None:
            return f"#{entry.story_id}"
        url = reverse("admin:articles_story_history", args=[entry.story_id])
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a>', url, entry.title or f"#{entry.story_id}"
        )

    @admin.display(description=gettext_lazy("language"))
    def language(self, entry: StateChange) -> str:
        return native_name(entry.language_code) if entry.language_code else ""

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """What the list shows under its filters, all of it, as CSV with a byte-order mark."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        entries = rows.select_related("actor", "site").iterator(chunk_size=2000)
        return csv_response("log", COLUMNS, map(_cells, entries))


def _who(entry: StateChange) -> str:
    return str(entry.actor) if entry.actor else _("the system")


def _front_page_link(entry: StateChange) -> SafeString:
    assert entry.site is not None
    url = reverse("admin:articles_frontpage_arrange", args=[entry.site.key, entry.language_code])
    return format_html('<a href="{}">{}</a>', url, _("Front page"))


def _cells(entry: Any) -> list[str]:
    return [
        entry.at.isoformat(timespec="seconds"),
        _who(entry),
        entry.verb,
        str(entry.story_id or ""),
        entry.title or "",
        entry.language_code,
        entry.site.key if entry.site else "",
        str(entry.revision_id or ""),
        entry.reason,
        json.dumps(entry.detail, ensure_ascii=False) if entry.detail else "",
    ]
