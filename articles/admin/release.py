"""Releases: the list, and the way to a new one. What is done with one is in `release_page`."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin.base import DeskAdmin, staff
from articles.admin.release_page import keeps, release_page, standing_of
from articles.admin.release_parts import parts_page
from articles.enums import Verb
from articles.forms.releasing import NewReleaseForm
from articles.models import Release


@admin.register(Release)
class ReleaseAdmin(DeskAdmin):
    """For the sites that a release places something on; it is never deleted, only cancelled."""

    form = NewReleaseForm
    write_verb = Verb.PUBLISH
    list_display = ("name", "standing", "when", "parts", "site", "created_by")
    list_select_related = ("site", "created_by")
    list_filter = ("state", ("site", admin.RelatedOnlyFieldListFilter))
    search_fields = ("name",)
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = Release.objects.for_user(staff(request))
        counted: QuerySet[Any] = rows.annotate(part_count=Count("items")).order_by(*self.ordering)
        return counted

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_view_permission(request)
        return Release.objects.for_user(staff(request)).filter(pk=obj.pk).exists()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return keeps(staff(request), obj, list(obj.items.select_related("site")))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        made = workflow.plan_release(obj.site, name=obj.name, actor=staff(request))
        obj.pk = made.pk

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """On to what shall be in it."""
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[obj.pk]))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The newsroom's own log has it."""

    def get_urls(self) -> list[URLPattern]:
        parts = path(
            "<int:release_id>/story/<int:story_id>/",
            self.admin_site.admin_view(partial(parts_page, self)),
            name="articles_release_parts",
        )
        return [parts, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        release = self.get_object(request, object_id)
        if release is None:
            # Django's own answer, with its message.
            return super().change_view(request, object_id, form_url, extra_context)
        return release_page(self, request, release)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, release: Release) -> SafeString:
        kind, label = standing_of(release)
        return format_html('<span class="chip chip-{}">{}</span>', kind, label)

    @admin.display(description=_("public from"), ordering="publish_at", empty_value="–")
    def when(self, release: Release) -> str | None:
        if release.publish_at is None:
            return None
        return date_format(timezone.localtime(release.publish_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("texts"))
    def parts(self, release: Any) -> int:
        return int(release.part_count)
