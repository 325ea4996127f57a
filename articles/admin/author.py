"""Authors and sources, shared by all sites."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.base import DeskAdmin, LanguageInline, StackedInline, staff
from articles.admin.thumbnails import thumbnail
from articles.enums import Verb
from articles.forms.names import AuthorForm
from articles.forms.source import SourceForm
from articles.models import Author, AuthorTranslation, Source, SourceTranslation
from articles.workflow.licensing import enforce_licence


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


LICENCE = (
    "licensed_sites",
    "licensed_languages",
    "translation_allowed",
    "licensed_until",
    "licence_terms",
)


@admin.register(Source)
class SourceAdmin(VocabularyAdmin):
    form = SourceForm
    list_display = ("name", "url", "licensed_until")
    search_fields = ("name", "translations__credit_line")
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "url")}),
        (
            _("Licence"),
            {
                "fields": LICENCE,
                "description": _(
                    "Nothing is public outside the licence. What a change no longer covers is "
                    "taken down, or ends earlier, in the moment of saving."
                ),
            },
        ),
    )
    inlines = (CreditLineInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A licence holds on all sites, so it is the administrators' of the group."""
        return () if staff(request).is_superuser else LICENCE

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        enforced = enforce_licence(form.instance, actor=staff(request))
        if enforced.taken_down:
            messages.warning(
                request,
                ngettext(
                    "%(number)d publication was taken down, because the licence does not cover it.",
                    "%(number)d publications were taken down, because the licence does not cover "
                    "them.",
                    enforced.taken_down,
                )
                % {"number": enforced.taken_down},
            )
        if enforced.shortened:
            messages.info(
                request,
                ngettext(
                    "%(number)d publication now ends with the licence.",
                    "%(number)d publications now end with the licence.",
                    enforced.shortened,
                )
                % {"number": enforced.shortened},
            )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("translations")
