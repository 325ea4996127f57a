"""The log of accounts: who signed in, and who changed what of whom. Read, never written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, staff
from articles.enums import Role, Verb
from articles.models import AccountEvent
from articles.queries.people import account_events_for
from articles.text.languages import native_name


@admin.register(AccountEvent)
class AccountLogAdmin(DeskAdmin):
    """For those who manage a site: of the people who are theirs, and of roles on the site."""

    view_verb = Verb.MANAGE_SITE
    site_field = ""
    list_display = ("at", "user", "verb", "site", "actor", "address", "about")
    list_display_links = None
    list_select_related = ("user", "actor", "site")
    list_filter = ("verb", "at")
    search_fields = ("user__username", "actor__username", "=address")
    search_help_text = _("A person's user name, or an address of the network.")
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_view_permission(request)
        return may and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return account_events_for(staff(request)).order_by("-pk")

    @admin.display(description=_("detail"))
    def about(self, event: AccountEvent) -> str:
        return about(event)


def about(event: AccountEvent) -> str:
    """What the entry says beside who, whom and where, in words."""
    detail = event.detail
    said = []
    if "role" in detail:
        said.append(str(Role(detail["role"]).label) if detail["role"] in Role else detail["role"])
    said += [native_name(code) for code in detail.get("languages", [])]
    if "email" in detail:
        said.append(detail["email"])
    if "sessions" in detail:
        said.append(str(detail["sessions"]))
    return ", ".join(said)
