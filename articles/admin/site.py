"""Sites, with their host names and editions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, DeskInline, StackedInline, TabularInline, staff
from articles.enums import Verb
from articles.forms.policies import POLICY_FIELDS, form_with_policies
from articles.models import Edition, Publication, Site, SiteHost
from articles.permissions import sites_where
from articles.text.languages import native_name


class HostInline(DeskInline, TabularInline):
    model = SiteHost


class EditionInline(DeskInline, StackedInline):
    model = Edition
    fields = (
        ("language_code", "position", "is_default"),
        "name",
        "description",
        "copyright_line",
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An edition with publications stays: the database would refuse it."""
        if obj is not None and Publication.objects.filter(site=obj).exists():
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Site)
class SiteAdmin(DeskAdmin):
    """Managed by its managers; founded and closed by administrators."""

    site_field = "self"
    view_verb = Verb.MANAGE_SITE
    list_display = ("key", "publisher", "host_names", "languages", "time_zone")
    search_fields = ("key", "publisher", "hosts__host")
    ordering = ("key",)
    inlines = (HostInline, EditionInline)
    form = form_with_policies()
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "key",
                    "time_zone",
                    "publisher",
                    "accent",
                    "full_feeds",
                    "is_default",
                )
            },
        ),
        (_("Review"), {"fields": ("review_required", "self_approval")}),
        (_("Retraction"), {"fields": ("retraction",)}),
        (_("Accounts"), {"fields": ("second_factor",)}),
        (
            _("What stops a publication here"),
            {
                "fields": POLICY_FIELDS,
                "classes": ("policies",),
                "description": _(
                    "Each rule looks for one kind of fault in a text. A site may let it stop "
                    "publication, let it warn, or not mind it."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = Site.objects.prefetch_related("hosts", "editions").order_by("key")
        sites = sites_where(staff(request), self.view_verb)
        return rows if sites is None else rows.filter(pk__in=sites)

    def allows(self, request: HttpRequest, verb: Verb, obj: Any = None) -> bool:
        sites = sites_where(staff(request), verb)
        return sites is None or (bool(sites) if obj is None else obj.pk in sites)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return staff(request).is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return staff(request).is_superuser

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Commands use the key, and the default site concerns all."""
        return () if staff(request).is_superuser else ("key", "is_default")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        form.save_policies()

    @admin.display(description=_("host names"))
    def host_names(self, site: Site) -> str:
        return ", ".join(host.host for host in site.hosts.all())

    @admin.display(description=_("editions"))
    def languages(self, site: Site) -> str:
        return " · ".join(native_name(edition.language_code) for edition in site.editions.all())
