"""Sites, with their host names and editions."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, DeskInline, StackedInline, TabularInline, staff
from articles.enums import Verb
from articles.forms.new_site import NewSiteForm
from articles.forms.policies import POLICY_FIELDS, form_with_policies
from articles.forms.sections import name_of
from articles.forms.site_parts import EditionForm, EditionFormSet, HostFormSet, PartForm
from articles.models import Edition, FooterLine, Publication, Site, SiteHost
from articles.permissions import sites_where
from articles.sites.colour import DARK_PAPER, LIGHT_PAPER, readable_accent
from articles.text.languages import native_name
from articles.workflow.site_making import make_site

HEX = re.compile(r"#[0-9a-fA-F]{6}")


class HostInline(DeskInline, TabularInline):
    model = SiteHost
    form = PartForm
    formset = HostFormSet
    # Many sites have one, and its fields are the first to be filled in.
    min_num = 1


class FooterLineInline(DeskInline, TabularInline):
    """Before the editions: a line goes with its edition."""

    model = FooterLine
    fields = ("language_code", "position", "text", "url")
    ordering = ("language_code", "position", "pk")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "language_code":
            kwargs["choices"] = [("", "---------"), *self._languages(request)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def _languages(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Those of the editions that are stored."""
        match = request.resolver_match
        site_id = match.kwargs.get("object_id", "") if match else ""
        editions = Edition.objects.filter(site=int(site_id) if site_id.isdigit() else 0)
        return [
            (code, native_name(code)) for code in editions.values_list("language_code", flat=True)
        ]


class EditionInline(DeskInline, StackedInline):
    model = Edition
    form = EditionForm
    formset = EditionFormSet
    fields = (
        ("language_code", "position", "is_default"),
        "name",
        "description",
        "copyright_line",
    )


@admin.register(Site)
class SiteAdmin(DeskAdmin):
    """Managed by its managers; founded and closed by administrators."""

    site_field = "self"
    view_verb = Verb.MANAGE_SITE
    list_display = ("key", "publisher", "host_names", "languages", "time_zone")
    search_fields = ("key", "publisher", "hosts__host")
    ordering = ("key",)
    inlines = (HostInline, FooterLineInline, EditionInline)
    autocomplete_fields = ("logo",)
    form = form_with_policies()
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "key",
                    "time_zone",
                    "publisher",
                    "logo",
                    "full_feeds",
                    "is_default",
                )
            },
        ),
        (_("Look"), {"fields": ("accent", "accent_shown")}),
        (_("Sections"), {"fields": ("sections",)}),
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
        shown = ("accent_shown", "sections")
        return shown if staff(request).is_superuser else (*shown, "key", "is_default")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Made by the verb of `create_site`, so that it is a working news site at once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return new_site_page(self, request)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A site with stories stays: their addresses answer for good."""
        site = self.get_object(request, object_id)
        if site is not None and self.has_delete_permission(request, site) and has_content(site):
            messages.error(
                request,
                gettext(
                    "%s has stories or pictures, so it cannot be deleted. To close it, take its "
                    "stories down and remove its host names from the DNS."
                )
                % site,
            )
            return HttpResponseRedirect(reverse("admin:articles_site_change", args=[site.pk]))
        return super().delete_view(request, object_id, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        form.save_policies()

    @admin.display(description=_("host names"))
    def host_names(self, site: Site) -> str:
        return ", ".join(host.host for host in site.hosts.all())

    @admin.display(description=_("editions"))
    def languages(self, site: Site) -> str:
        return " · ".join(native_name(edition.language_code) for edition in site.editions.all())

    @admin.display(description=_("on the page"))
    def accent_shown(self, site: Site) -> SafeString | str:
        """The pair that readers get: darkened or lightened until text in it can be read."""
        if not HEX.fullmatch(site.accent):
            return "–"
        accent = readable_accent(site.accent)
        return format_html(
            "{} {} · {} {}",
            swatch(accent.light, LIGHT_PAPER),
            _("on light paper"),
            swatch(accent.dark, DARK_PAPER),
            _("on dark paper"),
        )

    @admin.display(description=_("in the order of the menu"))
    def sections(self, site: Site) -> SafeString:
        rows = site.categories.prefetch_related("translations").order_by("position", "pk")
        links = format_html_join(
            " · ",
            '<a href="{}">{}</a>',
            (
                (reverse("admin:articles_category_change", args=[row.pk]), name_of(row))
                for row in rows
            ),
        )
        add = reverse("admin:articles_category_add")
        new = format_html('<a href="{}?site={}">{}</a>', add, site.pk, _("Add a section"))
        return format_html("{}{}{}", links, " · " if links else "", new)


def new_site_page(desk: SiteAdmin, request: HttpRequest) -> HttpResponse:
    form = NewSiteForm(
        request.POST or None, initial={"time_zone": timezone.get_current_timezone_name()}
    )
    if form.is_valid():
        made = make(form)
        if made is not None:
            desk.log_addition(request, made, [{"added": {}}])
            host = form.cleaned_data["hosts"][0]
            messages.success(
                request,
                gettext("%(site)s answers at %(host)s.") % {"site": made, "host": host},
            )
            return HttpResponseRedirect(reverse("admin:articles_site_change", args=[made.pk]))
    return TemplateResponse(
        request,
        "admin/articles/site/add.html",
        {
            **desk.admin_site.each_context(request),
            "opts": desk.opts,
            "title": gettext("Add a site"),
            "form": form,
        },
    )


def make(form: NewSiteForm) -> Site | None:
    """None where the verb refused; the form says why."""
    try:
        return make_site(form.plan()).site
    except ValidationError as refused:
        found = refused.message_dict if hasattr(refused, "message_dict") else {"": refused.messages}
        for name, texts in found.items():
            field = name if name in form.fields else None
            for text in texts:
                form.add_error(field, text if field or not name else f"{name}: {text}")
        return None


def has_content(site: Site) -> bool:
    return (
        site.stories.exists()
        or site.images.exists()
        or Publication.objects.filter(site=site).exists()
    )


def swatch(colour: str, paper: str) -> SafeString:
    """A drawing, as the policy of the page allows no style of its own."""
    return format_html(
        '<svg width="96" height="24" aria-hidden="true"><rect width="96" height="24" fill="{}"/>'
        '<text x="8" y="17" font-size="14" font-weight="600" fill="{}">Aa Ăă 新</text></svg>',
        paper,
        colour,
    )
