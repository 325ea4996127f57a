"""Stories: the list, and the page on which one is written in all its languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Field, ForeignKey, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin.base import DeskAdmin, DeskInline, LanguageInline, TabularInline, staff
from articles.admin.drafts import KeepsDrafts
from articles.admin.picture_rights import pictures_to_see_to
from articles.admin.presence import StoryChangeList, arrive
from articles.admin.preview_links import shareable_languages
from articles.admin.release_parts import in_releases
from articles.admin.story_actions import StoryActions
from articles.admin.story_columns import StoryColumns
from articles.admin.story_corrections import correctable_languages
from articles.admin.story_filters import (
    CorrectionFilter,
    LanguageFilter,
    MineFilter,
    PublicFilter,
    SectionFilter,
    SiteFilter,
    StaleFilter,
    StateFilter,
)
from articles.admin.story_history import history_context
from articles.admin.story_offers import offered_verbs
from articles.admin.story_panel import whereabouts
from articles.admin.story_sharing import shown_deliveries
from articles.admin.story_translators import TranslatorsAction, translators_urls
from articles.admin.story_urls import story_urls
from articles.admin.story_views import short_chart
from articles.admin.windows import OrderedPaginator, WindowPaginator
from articles.enums import DeskPage, Verb
from articles.forms.meeting import BylineForm, BylineFormSet
from articles.forms.sections import SectionField
from articles.forms.story import StoryForm
from articles.forms.story_text import StoryTextForm, StoryTextFormSet, may_write
from articles.models import Byline, Category, Site, Story, StoryTranslation
from articles.permissions import can, sites_where
from articles.queries.deliveries import deliveries_of
from articles.queries.desk import languages_for, stories_for_desk
from articles.search.desk import search_stories
from articles.text.languages import native_name


@admin.register(Story)
class StoryAdmin(KeepsDrafts, StoryColumns, StoryActions, TranslatorsAction, DeskAdmin):
    """Written here, kept by `workflow.keep`; readers see nothing before it is published."""

    form = StoryForm
    site_field = "origin"
    write_verb = Verb.WRITE
    change_form_template = "admin/articles/story/change_form.html"
    change_list_template = "admin/articles/story/change_list.html"
    object_history_template = "admin/articles/story/history.html"
    list_display = ("thumbnail", "headline", "languages", "where", "section_name", "changed")
    list_display_links = ("headline",)
    list_filter = (
        StateFilter,
        PublicFilter,
        LanguageFilter,
        StaleFilter,
        CorrectionFilter,
        SiteFilter,
        SectionFilter,
        MineFilter,
        "updated_at",
    )
    ordering = ("-updated_at", "-pk")
    # With none Django shows no box; what is looked for says `get_search_results`.
    search_fields = ("=pk",)
    search_help_text = _(
        "Words of a title, dek or address in any language, an author, or a number. The last word "
        "may be a beginning."
    )
    autocomplete_fields = ("lead_image", "source", "tags")
    inlines = ()  # named below, where they are defined
    actions = ("submit_selected", "publish_selected", "take_down_selected", "export_selected")
    save_on_top = False

    class Media:
        # This takes the place of the mixin's, which is no class of Django's.
        js = [*KeepsDrafts.Media.js, Script("js/admin/presence.js", type="module")]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[StoryChangeList]:
        return StoryChangeList

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        about = ("tags", ("lead_image", "lead_preview"), "source", *(("began",) if obj else ()))
        place = ("section",) if obj else ("origin", "original_language", "section")
        return [
            (_("About the story"), {"fields": (*place, *about)}),
            (_("Note for the history"), {"fields": ("reason",), "classes": ("note",)}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None or can(staff(request), Verb.WRITE, obj.origin):
            return ("lead_preview",)
        # Without "began", which is nothing to be read.
        return ("section", "tags", "lead_image", "lead_preview", "source")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return (TextInline, BylineInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return stories_for_desk(staff(request)).order_by(*self.ordering)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """For a change the story is locked, so that two writers are judged one after the other."""
        if request.method == "POST" and object_id.isdigit():
            Story.objects.select_for_update().filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return search_stories(queryset, search_term) if search_term else queryset, False

    def get_paginator(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        per_page: int,
        *args: Any,
        **kwargs: Any,
    ) -> WindowPaginator:
        """What is searched for is counted from the newest on, as the search goes."""
        kind = OrderedPaginator if request.GET.get(SEARCH_VAR) else WindowPaginator
        return kind(queryset, per_page, *args, **kwargs)

    # --- rights: those of the story's languages, too ----------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        sites = [obj.origin, *(p.site for p in obj.publications.all())] if obj else [None]
        user = staff(request)
        return any(can(user, Verb.VIEW, site) for site in sites) or (
            # It may be on offer to a site of theirs.
            obj is not None and Story.objects.for_user(user).filter(pk=obj.pk).exists()
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        origin = obj.origin if obj else None
        return any(can(staff(request), verb, origin) for verb in (Verb.WRITE, Verb.TRANSLATE))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what readers never saw: a public story is taken down, and its address says so."""
        if obj is None:
            return self.allows(request, Verb.DELETE)
        if len(obj.publications.all()):
            return False
        codes = [text.language_code for text in obj.translations.all()] or [None]
        return all(can(staff(request), Verb.DELETE, obj.origin, code) for code in codes)

    # --- the form ---------------------------------------------------------------------------

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = sites_where(staff(request), Verb.WRITE)
        sites = Site.objects.prefetch_related("editions").order_by("key")
        site = (sites if own is None else sites.filter(pk__in=own)).first()
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        if site is not None:
            editions = sorted(site.editions.all(), key=lambda edition: not edition.is_default)
            initial = {"origin": site.pk} | initial
            if editions:
                initial = {"original_language": editions[0].language_code} | initial
        return initial

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "section":
            kwargs["form_class"] = SectionField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def own_choices(self, db_field: Field[Any, Any], request: HttpRequest) -> QuerySet[Any]:
        if db_field.related_model is Category:
            sites = sites_where(staff(request), self.write_verb)
            sections: QuerySet[Any] = Category.objects.all()
            return sections if sites is None else sections.filter(site__in=sites)
        return super().own_choices(db_field, request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if change:
            workflow.file_under(obj, obj.section, actor=staff(request))
        else:
            obj.created_by = staff(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        texts = next(f for f in formsets if isinstance(f, StoryTextFormSet))
        workflow.keep(
            form.instance,
            actor=staff(request),
            reason=form.cleaned_data.get("reason", ""),
            in_step=texts.in_step,
        )
        self._say_what_others_did(request, form, formsets)
        for other in texts.merged_with:
            messages.info(
                request,
                _("%(name)s saved this text, too. Both changes are in it now: %(language)s.")
                % {
                    "name": other.created_by or _("The system"),
                    "language": native_name(other.language_code),
                },
            )

    def _say_what_others_did(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        names = [str(form.fields[name].label) for name in form.met]
        if any(isinstance(f, BylineFormSet) and f.is_met for f in formsets):
            names.append(str(Byline._meta.verbose_name))
        if names:
            messages.info(
                request,
                _("Somebody else changed this while you were writing, and it is kept: %(fields)s.")
                % {"fields": get_text_list(names, gettext("and"))},
            )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        workflow.discard(obj, actor=staff(request))

    # --- pages ------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [*story_urls(self), *translators_urls(self), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        offer = {"may_import_translations": can(staff(request), Verb.TRANSLATE)}
        return super().changelist_view(request, offer | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        story = context.get("original")
        if story is not None:
            code = story.original_language
            deliveries = deliveries_of(story, staff(request))
            context |= {
                "presence": arrive(request, story, DeskPage.FORM, code),
                "whereabouts": whereabouts(story, staff(request)),
                "views_chart": short_chart(story, staff(request)),
                "deliveries": shown_deliveries(deliveries, staff(request)),
                "verbs": offered_verbs(staff(request), story, deliveries),
                "picture_notes": pictures_to_see_to(story, timezone.now()),
                "releases": in_releases(story, staff(request)),
                "may_correct": correctable_languages(staff(request), story),
                "may_share": shareable_languages(staff(request), story),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        story = self.get_object(request, object_id)
        context = history_context(story) if story is not None else {}
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._next_step(request, obj) or super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._next_step(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def _next_step(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """After "Save and publish…" and its like: the page of that verb."""
        for verb in ("publish", "submit"):
            if f"_{verb}" in request.POST:
                return HttpResponseRedirect(reverse(f"admin:articles_story_{verb}", args=[obj.pk]))
        return None


class TextInline(LanguageInline):
    """The texts; one tab for each language."""

    model = StoryTranslation
    form = StoryTextForm
    formset = StoryTextFormSet
    fk_name = "master"
    template = "admin/articles/story/texts.html"
    fields = ("language_code", "title", "dek", "body", "slug", "base", "in_step")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        texts = super().get_queryset(request)
        return texts.select_related("head", "changed_by").order_by("pk")

    def languages(self, request: HttpRequest, obj: Any) -> list[str]:
        return languages_for(staff(request), obj)

    def missing(self, request: HttpRequest, obj: Any) -> list[str]:
        codes = super().missing(request, obj)
        user = staff(request)
        return codes if obj is None else [c for c in codes if may_write(user, obj, c)]


class BylineInline(DeskInline, TabularInline):
    """Who signs it, in order."""

    model = Byline
    form = BylineForm
    formset = BylineFormSet
    autocomplete_fields = ("author",)
    verbose_name_plural = _("byline")
    extra = 1

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        seen = ("author", "position")
        return (*seen, "was") if self.has_change_permission(request, obj) else seen

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can(staff(request), Verb.WRITE, obj.origin if obj else None)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "position":
            kwargs["widget"] = forms.NumberInput(attrs={"min": 0, "class": "position"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
