"""Tokens for programs: everybody makes and ends their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, staff
from articles.forms.api_token import ApiTokenForm
from articles.models import ApiToken
from articles.workflow.tokens import make_token


@admin.register(ApiToken)
class ApiTokenAdmin(DeskAdmin):
    """The key is shown once, in the answer that makes it. Deleting a token ends it at once."""

    site_field = ""
    form = ApiTokenForm
    list_display = ("name", "hint", "user", "read_only", "created_at", "expires_at", "last_used_at")
    list_select_related = ("user",)
    ordering = ("-created_at", "-pk")
    search_fields = ("name", "hint")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": ("name", "days", "read_only") if obj is None else self.known()})]

    def known(self) -> tuple[str, ...]:
        return self.list_display

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else self.known()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """One's own; administrators see and end all, and learn no key."""
        rows: QuerySet[Any] = super().get_queryset(request)
        user = staff(request)
        return rows if user.is_superuser else rows.filter(user=user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = staff(request)
        is_staff = user.is_active and user.is_staff
        return is_staff and (obj is None or obj.user_id == user.pk or user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Any:
        """The verb makes it: what the form holds is only asked for."""
        data = form.cleaned_data
        token, key = make_token(
            staff(request),
            name=data["name"],
            expires_at=data["expires_at"],
            read_only=data["read_only"],
        )
        request.made_key = key  # type: ignore[attr-defined]
        form.instance = token
        return token

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """`save_form` has made it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Nothing hangs on it."""

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The one page that shows the key; a message would lie in a cookie."""
        return TemplateResponse(
            request,
            "admin/articles/apitoken/made.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("The token is made"),
                "token": obj,
                "key": request.made_key,  # type: ignore[attr-defined]
            },
        )
