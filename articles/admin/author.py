"""Authors and sources, shared by all sites."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, LanguageInline, StackedInline, staff
from articles.admin.thumbnails import thumbnail
from articles.enums import Verb
from articles.forms.names import AuthorForm
from articles.models import Author, AuthorTranslation, Source, SourceTranslation


class AuthorTextInline(LanguageInline, StackedInline):
    model = AuthorTranslation
    fk_name = "master"
    fields = ("language_code", "local_name", "bio")
    verbose_name_plural = _("about the author")


class CreditLineInline(LanguageInline, StackedInline):
    model = SourceTranslation
    fk_name = "master"
    fields = ("language_code", "credit_line")
    verbose_name_plural = _("credit lines")


class VocabularyAdmin(DeskAdmin):
    """Kept by editors of any site, deleted by administrators only: other sites use it, too."""

    site_field = ""
    write_verb = Verb.KEEP_VOCABULARY

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return staff(request).is_superuser


@admin.register(Author)
class AuthorAdmin(VocabularyAdmin):
    form = AuthorForm
    list_display = ("picture", "name", "slug")
    list_display_links = ("name",)
    list_select_related = ("portrait",)
    search_fields = ("name", "translations__local_name")
    ordering = ("name",)
    fields = ("name", "slug", "portrait")
    autocomplete_fields = ("portrait",)
    inlines = (AuthorTextInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("translations")

    @admin.display(description=_("portrait"))
    def picture(self, author: Author) -> str:
        return thumbnail(author.portrait)


@admin.register(Source)
class SourceAdmin(VocabularyAdmin):
    list_display = ("name", "url")
    search_fields = ("name", "translations__credit_line")
    ordering = ("name",)
    fields = ("name", "url")
    inlines = (CreditLineInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("translations")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)
