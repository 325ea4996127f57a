"""The people of the desk, and what they are where."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, DeskInline, TabularInline, staff
from articles.enums import Role, Verb
from articles.forms.membership import MembershipForm
from articles.models import Membership, User
from articles.permissions import sites_where


class MembershipInline(DeskInline, TabularInline):
    """Roles on the sites that the person who looks manages; others are not shown."""

    model = Membership
    form = MembershipForm
    choice_verb = Verb.MANAGE_SITE

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("site")
        sites = sites_where(staff(request), Verb.MANAGE_SITE)
        return rows if sites is None else rows.filter(site__in=sites)


@admin.register(User)
class UserAdmin(DeskAdmin, DjangoUserAdmin):  # type: ignore[type-arg]
    """A manager of sites keeps the people who work there and nowhere else.

    Whoever has a role on a site that is not theirs, or is an administrator, they cannot change:
    setting that person's password would be a way to their rights.
    """

    site_field = ""
    view_verb = Verb.MANAGE_SITE
    list_display = ("username", "full_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    inlines = (MembershipInline,)
    add_fieldsets = ((None, {"fields": ("username", "usable_password", "password1", "password2")}),)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "is_staff", "is_superuser")
        return [
            (None, {"fields": ("username", "password")}),
            (
                _("Person"),
                {"fields": ("first_name", "last_name", "email", "interface_language")},
            ),
            (
                _("Rights"),
                {"fields": rights if staff(request).is_superuser else ("is_active",)},
            ),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = User.objects.prefetch_related("memberships__site").order_by("username")
        sites = sites_where(staff(request), self.view_verb)
        if sites is None:
            return rows
        roles = Membership.objects.filter(user=OuterRef("pk"))
        return rows.filter(
            Exists(roles.filter(site__in=sites)),
            ~Exists(roles.exclude(site__in=sites)),
            is_superuser=False,
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The history names them: an account that is no longer used is switched off."""
        return staff(request).is_superuser

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Who is added here is to work here."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description=_("name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(
            f"{Role(membership.role).label} ({membership.site})"
            for membership in user.memberships.all()
        )


@admin.register(Membership)
class MembershipAdmin(DeskAdmin):
    """Who is what on the sites that one manages."""

    form = MembershipForm
    view_verb = Verb.MANAGE_SITE
    list_display = ("user", "site", "role", "languages")
    list_select_related = ("user", "site")
    list_filter = (("site", admin.RelatedOnlyFieldListFilter), "role")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    ordering = ("site", "role", "user")
    autocomplete_fields = ("user",)
