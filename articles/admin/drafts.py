"""Tell the browser which of its drafts the server has stored.

The browser keeps what is typed until then (static/js/admin/draft-keeper.js), and sends the id of
its draft with the form. The answer to a form that was saved carries a cookie with that id in its
name: nothing else would say for certain that this text, and not a colleague's, has arrived.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "newscenter-saved-"
# As long as a browser keeps a draft.
KEPT = timedelta(days=14)
DRAFT_ID = re.compile(r"[0-9a-f]{32}")

if TYPE_CHECKING:
    Mixin = admin.ModelAdmin[Any]
else:
    Mixin = object


class KeepsDrafts(Mixin):
    """Of admins whose form is too much work to be lost. Their template marks the form."""

    class Media:
        js = [Script("js/admin/draft-keeper.js", type="module")]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        request.saved_draft = request.POST.get("draft_id", "")  # type: ignore[attr-defined]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The cookie is set after the transaction, so it never speaks of a save undone."""
        response = super().changeform_view(request, object_id, form_url, extra_context)
        draft = getattr(request, "saved_draft", "")
        if DRAFT_ID.fullmatch(draft) and isinstance(response, HttpResponse):
            response.set_cookie(
                COOKIE + draft,
                "1",
                max_age=KEPT,
                path=reverse("admin:index"),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=False,  # Read, and deleted, by the browser's script.
                samesite="Strict",
            )
        return response
