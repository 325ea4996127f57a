"""A forgotten password: Django's pages and tokens, our e-mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language

from articles.accounts import mail, passwords, throttle
from articles.accounts.address import network_address
from articles.models import User


class _OfTheDesk:
    """The frame of the admin."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**admin.site.each_context(self.request), **context}


class AskReset(_OfTheDesk, PasswordResetView):
    """The answer is the same, and as quick, whether or not there is an account."""

    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        email, address = form.cleaned_data["email"], network_address(self.request) or ""
        for user in form.get_users(email):
            if isinstance(user, User) and user.is_staff and throttle.may_reset(user, address):
                passwords.reset_was_sent(user, address=address)
                link = self.request.build_absolute_uri(_path_for(user))
                mail.send_reset(user, link, get_language() or "en")
        return HttpResponseRedirect(str(self.success_url))


class ResetAsked(_OfTheDesk, PasswordResetDoneView):
    pass


class Reset(_OfTheDesk, PasswordResetConfirmView):
    """The new password. Logging in with it still asks for the second factor."""

    success_url = reverse_lazy("password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        passwords.was_changed(self.request, form.user)
        return response


class ResetDone(_OfTheDesk, PasswordResetCompleteView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"login_url": reverse("admin:login")}


def urls() -> list[URLPattern]:
    """Nothing where no e-mail can be sent: then the log-in page has no such link either."""
    if not settings.SENDS_MAIL:
        return []
    root = "admin/password-reset/"
    return [
        path(root, AskReset.as_view(), name="admin_password_reset"),
        path(f"{root}sent/", ResetAsked.as_view(), name="password_reset_done"),
        path(f"{root}done/", ResetDone.as_view(), name="password_reset_complete"),
        path(f"{root}<uidb64>/<token>/", Reset.as_view(), name="password_reset_confirm"),
    ]


def _path_for(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("password_reset_confirm", args=[uid, token])
