"""Filters of the list of stories. All questions about one language are asked of one text."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.base import staff
from articles.enums import PublicState, Verb, WorkflowState
from articles.forms.sections import name_of
from articles.models import Category, Publication, Site, StoryTranslation
from articles.permissions import sites_where
from articles.queries.corrections import owes_correction
from articles.queries.desk import edition_languages
from articles.text.languages import native_name


class SiteFilter(admin.SimpleListFilter):
    title = _("site")
    parameter_name = "site"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        sites = sites_where(staff(request), Verb.VIEW)
        own = Site.objects.all() if sites is None else Site.objects.filter(pk__in=sites)
        return [(site.key, str(site)) for site in own]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(origin__key=self.value()) if self.value() else queryset


class SectionFilter(admin.SimpleListFilter):
    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        sites = sites_where(staff(request), Verb.VIEW)
        sections = Category.objects.select_related("site").prefetch_related("translations")
        if sites is not None:
            sections = sections.filter(site__in=sites)
        several = len({section.site_id for section in sections}) > 1
        return [
            (
                str(section.pk),
                (f"{section.site} · " if several else "") + name_of(section),
            )
            for section in sections
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        return queryset.filter(section=int(value)) if value.isdigit() else queryset


class TextFilter(admin.SimpleListFilter):
    """A question about texts; with a language chosen beside it, about the text in that one."""

    def text_condition(self, request: HttpRequest, value: str) -> Q:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        condition = self.text_condition(request, value)
        if language_code := request.GET.get("language"):
            condition &= Q(language_code=language_code)
        texts: QuerySet[Any] = StoryTranslation.objects.filter(condition, master=OuterRef("pk"))
        return queryset.filter(Exists(texts))


class StateFilter(TextFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(WorkflowState.choices)

    def text_condition(self, request: HttpRequest, value: str) -> Q:
        return Q(state=value)


class LanguageFilter(TextFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        codes = edition_languages(sites_where(staff(request), Verb.VIEW))
        return [(code, native_name(code)) for code in codes]

    def text_condition(self, request: HttpRequest, value: str) -> Q:
        return Q()


class StaleFilter(TextFilter):
    title = _("in step with the original")
    parameter_name = "stale"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Behind the original"))]

    def text_condition(self, request: HttpRequest, value: str) -> Q:
        return Q(stale_segments__gt=0) | Q(missing_segments__gt=0)


class CorrectionFilter(TextFilter):
    title = _("corrections")
    parameter_name = "uncorrected"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("The original was corrected, this is not"))]

    def text_condition(self, request: HttpRequest, value: str) -> Q:
        return owes_correction(timezone.now())


class MineFilter(TextFilter):
    title = _("written by")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Me"))]

    def text_condition(self, request: HttpRequest, value: str) -> Q:
        return Q(changed_by=staff(request))


class PublicFilter(admin.SimpleListFilter):
    title = _("what readers see")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*PublicState.choices, ("never", _("Never published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value, now = self.value(), timezone.now()
        placed = Publication.objects.filter(story=OuterRef("pk"))
        if language_code := request.GET.get("language"):
            placed = placed.filter(language_code=language_code)
        shown = placed.filter(withdrawn_at__isnull=True)
        match value:
            case PublicState.LIVE:
                return queryset.filter(Exists(placed.live(now)))
            case PublicState.SCHEDULED:
                return queryset.filter(Exists(shown.filter(publish_at__gt=now)))
            case PublicState.EXPIRED:
                return queryset.filter(Exists(shown.filter(expire_at__lte=now)))
            case PublicState.WITHDRAWN:
                return queryset.filter(Exists(placed.filter(withdrawn_at__isnull=False)))
            case "never":
                return queryset.filter(~Exists(placed))
        return queryset
