"""Sections and tags. A new slug leaves a redirect at the old address."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin.base import DeskAdmin, LanguageInline, StackedInline, staff
from articles.enums import Verb
from articles.forms.languages import NeededLanguageFormSet, SluggedForm
from articles.forms.names import SectionNameForm
from articles.forms.sections import name_of
from articles.models import Category, CategoryTranslation, Tag, TagTranslation


class NameInline(LanguageInline, StackedInline):
    """Names and slugs, remembered as they were before."""

    form = SluggedForm
    formset = NeededLanguageFormSet
    fk_name = "master"
    fields = ("language_code", "name", "slug")


class SectionNameInline(NameInline):
    model = CategoryTranslation
    form = SectionNameForm
    verbose_name_plural = _("names")

    def languages(self, request: HttpRequest, obj: Any) -> list[str]:
        if obj is None:
            return super().languages(request, obj)
        return [edition.language_code for edition in obj.site.editions.all()]


class TagNameInline(NameInline):
    model = TagTranslation
    verbose_name_plural = _("names")


def slugs_before(formset: Any) -> dict[int, str]:
    """By id, the slugs that the forms began from."""
    return {form.instance.pk: form.initial.get("slug", "") for form in formset.initial_forms}


@admin.register(Category)
class CategoryAdmin(DeskAdmin):
    """The sections of a site, in the order of its menu."""

    list_display = ("name", "site", "key", "parent_name", "position")
    list_select_related = ("site", "parent")
    list_filter = (("site", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("key", "translations__name")
    ordering = ("site", "position", "pk")
    fields = ("site", "key", "parent", "position")
    inlines = (SectionNameInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .select_related("site")
            .prefetch_related("translations", "parent__translations", "site__editions")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("site",)

    @admin.display(description=_("name"))
    def name(self, section: Category) -> str:
        return name_of(section)

    @admin.display(description=_("inside"))
    def parent_name(self, section: Category) -> str | None:
        return name_of(section.parent) if section.parent else None

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        before = slugs_before(formset)
        super().save_formset(request, form, formset, change)
        for name, _fields in formset.changed_objects:
            workflow.leave_section_address(name, before[name.pk])


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    """Subjects, for all sites: kept by editors, deleted by administrators only."""

    site_field = ""
    write_verb = Verb.KEEP_VOCABULARY
    list_display = ("key", "names")
    search_fields = ("key", "translations__name")
    ordering = ("key",)
    fields = ("key",)
    inlines = (TagNameInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("translations")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return staff(request).is_superuser

    @admin.display(description=_("names"))
    def names(self, tag: Tag) -> str:
        return " · ".join(text.name for text in tag.translations.all())

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        before = slugs_before(formset)
        super().save_formset(request, form, formset, change)
        for name, _fields in formset.changed_objects:
            workflow.leave_tag_address(name, before[name.pk])
