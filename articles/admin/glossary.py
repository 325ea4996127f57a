"""The glossary: each site's own terms, and those of all sites, which administrators keep."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin, staff
from articles.admin.story_filters import SiteFilter
from articles.enums import Verb
from articles.exchange.glossary.columns import RefusedGlossary
from articles.exchange.glossary.importing import ImportReport, import_glossary
from articles.exchange.glossary.writing import write_glossary
from articles.forms.glossary import GlossaryFileForm
from articles.models import GlossaryTerm, Site
from articles.permissions import sites_where
from articles.text.languages import language_tag, native_name

_ALL_SITES = "-"
# As many faults of a file as a person reads.
_SHOWN = 50


class OwnerFilter(SiteFilter):
    """The site whose term it is."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(_ALL_SITES, _("All sites")), *super().lookups(request, model_admin)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == _ALL_SITES:
            return queryset.filter(site=None)
        return queryset.filter(site__key=self.value()) if self.value() else queryset


class LanguagesFilter(admin.SimpleListFilter):
    """From which language into which."""

    title = gettext_lazy("languages")
    parameter_name = "languages"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        pairs = model_admin.get_queryset(request).order_by("source_language", "target_language")
        return [
            (f"{source}>{target}", f"{native_name(source)} → {native_name(target)}")
            for source, target in pairs.values_list("source_language", "target_language").distinct()
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        source, _arrow, target = (self.value() or "").partition(">")
        if not source:
            return queryset
        return queryset.filter(source_language=source, target_language=target)


@admin.register(GlossaryTerm)
class GlossaryAdmin(DeskAdmin):
    write_verb = Verb.KEEP_VOCABULARY
    change_list_template = "admin/articles/glossaryterm/change_list.html"
    list_display = ("term", "translation", "languages", "owner", "note", "changed_at")
    list_select_related = ("site",)
    list_filter = (OwnerFilter, LanguagesFilter)
    search_fields = ("source", "target", "alternatives", "note")
    search_help_text = gettext_lazy("Words of a term, of its translations or of a note.")
    ordering = ("source_language", "target_language", "source", "site")
    fields = (
        *("site", "source_language", "source", "target_language", "target"),
        *("alternatives", "match_case", "note"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super(DeskAdmin, self).get_queryset(request)
        sites = sites_where(staff(request), self.view_verb)
        return rows if sites is None else rows.filter(Q(site__in=sites) | Q(site=None))

    def allows(self, request: HttpRequest, verb: Verb, obj: Any = None) -> bool:
        if verb == self.write_verb and obj is not None and obj.site_id is None:
            return staff(request).is_superuser
        return super().allows(request, verb, obj)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "site" and not staff(request).is_superuser:
            field.required = True
            field.help_text = gettext_lazy("Terms for all sites are kept by administrators.")
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = None if staff(request).is_superuser else self._own_sites(request).first()
        return {"site": own.pk if own else None} | dict(
            super().get_changeform_initial_data(request)
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_page), name="articles_glossaryterm_import"),
            path("export/", view(self.export), name="articles_glossaryterm_export"),
            *super().get_urls(),
        ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in {"source", "target", "alternatives"}:
            # In which language it will be is not known yet.
            field.widget.attrs["dir"] = "auto"
        if db_field.name == "alternatives":
            field.widget.attrs["rows"] = 3
        return field

    @admin.display(description=gettext_lazy("term"), ordering="source")
    def term(self, term: GlossaryTerm) -> str:
        return _marked(term.source, term.source_language)

    @admin.display(description=gettext_lazy("translation"), ordering="target")
    def translation(self, term: GlossaryTerm) -> str:
        return _marked(term.target, term.target_language)

    @admin.display(description=gettext_lazy("languages"), ordering="source_language")
    def languages(self, term: GlossaryTerm) -> str:
        return f"{native_name(term.source_language)} → {native_name(term.target_language)}"

    @admin.display(description=gettext_lazy("site"), ordering="site")
    def owner(self, term: GlossaryTerm) -> str:
        return str(term.site) if term.site else _("All sites")

    def export(self, request: HttpRequest) -> HttpResponse:
        """What the list shows under its filters, all of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        terms = self.get_changelist_instance(request).get_queryset(request)
        return HttpResponse(
            write_glossary(terms.select_related("site")),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="glossary.csv"'},
        )

    def import_page(self, request: HttpRequest) -> HttpResponse:
        """Take a file over, or say everything that is wrong with it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = GlossaryFileForm(
            request.POST or None,
            request.FILES or None,
            sites=self._own_sites(request),
            may_keep_all=staff(request).is_superuser,
        )
        faults: list[str] = []
        if form.is_valid():
            try:
                report = import_glossary(
                    form.cleaned_data["file"].read(),
                    actor=staff(request),
                    site=form.cleaned_data["site"],
                )
            except RefusedGlossary as refused:
                faults = [str(fault) for fault in refused.faults]
            else:
                self._log(request, report)
                self.message_user(request, str(report), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_glossaryterm_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import terms"),
            "form": form,
            "faults": faults[:_SHOWN],
            "faults_more": max(0, len(faults) - _SHOWN),
        }
        return TemplateResponse(request, "admin/articles/glossaryterm/import.html", context)

    def _own_sites(self, request: HttpRequest) -> QuerySet[Site]:
        sites = self.own_choices(GlossaryTerm._meta.get_field("site"), request)
        return sites.order_by("key")

    def _log(self, request: HttpRequest, report: ImportReport) -> None:
        """The history of each term says that it came from a file."""
        for terms, flag in ((report.created, ADDITION), (report.updated, CHANGE)):
            if terms:
                LogEntry.objects.log_actions(
                    staff(request).pk,
                    terms,
                    flag,
                    change_message=_("Imported from a file."),
                )


def _marked(text: str, language_code: str) -> str:
    return format_html('<bdi lang="{}">{}</bdi>', language_tag(language_code), text)
