"""The people of the desk, and what they are where."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.accounts import passwords, roles
from articles.accounts.address import network_address
from articles.admin.base import DeskAdmin, DeskInline, TabularInline, staff
from articles.admin.user_account import account_of
from articles.enums import AccountVerb, Role, Verb
from articles.forms.membership import MembershipForm
from articles.models import Membership, User
from articles.permissions import sites_where
from articles.queries.people import people_managed_by


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
        rows = people_managed_by(staff(request))
        return rows.prefetch_related("memberships__site").order_by("username")

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/account/",
            self.admin_site.admin_view(self.account_view),
            name="articles_user_account",
        )
        return [page, *super().get_urls()]

    def account_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How the account is secured, and what a manager may do about it."""
        return account_of(self, request, object_id)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002
        form_url: str = "",
    ) -> HttpResponse:
        """Django's page, which ends the sessions of the person as well."""
        response = super().user_change_password(request, id, form_url)
        user = self.get_object(request, id)
        if request.method == "POST" and response.status_code == 302 and user is not None:
            passwords.was_changed(request, user)
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The history names them: an account that is no longer used is switched off."""
        return staff(request).is_superuser

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Who is added here is to work here."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
        fields = form.changed_data if change else ["added"]
        roles.account_changed(obj, fields, actor=staff(request), address=_address(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        super().save_formset(request, form, formset, change)
        roles.roles_changed(formset, actor=staff(request), address=_address(request))

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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        what = AccountVerb.ROLE_CHANGED if change else AccountVerb.ROLE_GIVEN
        roles.role(what, obj, actor=staff(request), address=_address(request))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        what = AccountVerb.ROLE_TAKEN
        roles.role(what, obj, actor=staff(request), address=_address(request))


def _address(request: HttpRequest) -> str:
    return network_address(request) or ""
