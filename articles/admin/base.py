"""What every admin of the desk has in common: rights from `articles.permissions`, and own sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles.admin.windows import WindowChangeList, WindowPaginator
from articles.enums import Verb
from articles.forms.languages import LanguageFormSet, TranslationForm
from articles.forms.sections import SectionField
from articles.models import Site, User
from articles.permissions import can, sites_where
from articles.queries.desk import edition_languages
from articles.queries.names import label_of

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    InlineModelAdmin = admin.options.InlineModelAdmin[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    Mixin = admin.options.BaseModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin
    InlineModelAdmin = admin.options.InlineModelAdmin
    TabularInline = admin.TabularInline
    StackedInline = admin.StackedInline
    Mixin = object


def staff(request: HttpRequest) -> User:
    """The person at the desk; the admin site lets nobody else in."""
    return cast("User", request.user)


def labelled(field: Any) -> Any:
    """The field, calling its choices by the names that people know."""
    if field is not None and not isinstance(field, SectionField):
        field.label_from_instance = label_of
    return field


class OwnChoices(Mixin):
    """Choices of related objects that stop where the user's sight stops.

    Without this a form would accept the id of another site's picture or section.
    """

    choice_verb = Verb.VIEW

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("queryset", self.own_choices(db_field, request))
        return labelled(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("queryset", self.own_choices(db_field, request))
        return labelled(super().formfield_for_manytomany(db_field, request, **kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the button that deletes what a field points at, next to the one that edits."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field

    def own_choices(self, db_field: Field[Any, Any], request: HttpRequest) -> QuerySet[Any]:
        related = cast("type[Model]", db_field.related_model)
        if related is Site:
            sites = sites_where(staff(request), self.choice_verb)
            return Site.objects.all() if sites is None else Site.objects.filter(pk__in=sites)
        if self.admin_site.is_registered(related):
            return self.admin_site.get_model_admin(related).get_queryset(request)
        return related._default_manager.all()


class DeskAdmin(OwnChoices, ModelAdmin):
    """An admin of things that belong to a site, or to the whole site group."""

    view_verb = Verb.VIEW
    write_verb = Verb.MANAGE_SITE
    # The field that says which site owns a row; empty for what all sites share.
    site_field = "site"
    show_full_result_count = False
    list_per_page = 50
    paginator = WindowPaginator
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        sites = sites_where(staff(request), self.view_verb) if self.site_field else None
        return rows if sites is None else rows.filter(**{f"{self.site_field}__in": sites})

    def allows(self, request: HttpRequest, verb: Verb, obj: Any = None) -> bool:
        """Whether the user may do this to the object, or to any object where it is None."""
        site = getattr(obj, self.site_field) if obj is not None and self.site_field else None
        return can(staff(request), verb, site)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, self.view_verb, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.allows(request, self.write_verb)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, self.write_verb, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, self.write_verb, obj)

    @property
    def choice_verb(self) -> Verb:  # type: ignore[override]
        """A new row is for a site where the user may write it."""
        return self.write_verb

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[WindowChangeList]:
        return WindowChangeList

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without "delete selected": it asks for rights once, and not for each row."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return cast("dict[str, Any]", actions)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Nothing is done to "all" where they are more than the page could say."""
        if request.POST.get("select_across") == "1" and WindowPaginator(queryset, 1).has_more:
            messages.error(request, _("These are too many to act on at once: choose some."))
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset, *args, **kwargs)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Hand the sets of languages what they cannot know: who asks, and what could be added."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, LanguageInline):
            stored = obj if obj is not None and obj.pk else None
            kwargs["initial"] = [{"language_code": c} for c in inline.missing(request, stored)]
            kwargs["user"] = staff(request)
            kwargs["offered"] = inline.languages(request, stored)
        return kwargs


class DeskInline(OwnChoices, InlineModelAdmin):
    """Rows that belong to an object: whoever may change the object may change them."""

    extra = 0

    def _parent(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._parent().has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return bool(self._parent().has_add_permission(request))
        return bool(self._parent().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class LanguageInline(DeskInline):
    """The texts of an object, a form for each language: those there are, and those there may be."""

    form = TranslationForm
    formset = LanguageFormSet
    template = "admin/includes/languages.html"
    can_delete = False

    class Media:
        js = [Script("js/admin/language-tabs.js", type="module")]

    def languages(self, request: HttpRequest, obj: Any) -> list[str]:
        """Languages that are offered, in their order."""
        return edition_languages(sites_where(staff(request), Verb.VIEW))

    def missing(self, request: HttpRequest, obj: Any) -> list[str]:
        if not self.has_add_permission(request, obj):
            return []
        there = set() if obj is None else {text.language_code for text in obj.translations.all()}
        return [code for code in self.languages(request, obj) if code not in there]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(self.missing(request, obj))
