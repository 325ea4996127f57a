"""Signing in: the password, then the code; and what a locked one sees."""

from __future__ import annotations

import time
from datetime import datetime
from math import ceil
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.accounts import second_factor, signing_in
from articles.accounts.address import network_address
from articles.forms.accounts import CodeForm
from articles.models import User

# For how long a right password is good before the code has to follow, in seconds.
CODE_WITHIN = 600
_WAITING = "code_of"


class SignIn(LoginView):
    """The log-in page of the desk. Whoever has a second factor is asked for it next."""

    authentication_form = AdminAuthenticationForm
    template_name = "admin/login.html"
    next_page = "admin:index"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                **admin.site.each_context(self.request),
                "title": _("Log in"),
                "app_path": self.request.get_full_path(),
                "username": self.request.user.get_username(),
                REDIRECT_FIELD_NAME: self.get_success_url(),
            }
            | kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.get_user()
        there = self.get_success_url()
        if not second_factor.has_second_factor(user):
            signing_in.begin(self.request, user)
            return HttpResponseRedirect(there)
        self.request.session.cycle_key()
        self.request.session[_WAITING] = {
            "user": user.pk,
            "hash": user.get_session_auth_hash(),
            "at": int(time.time()),
        }
        page = reverse("admin:log-in-code")
        return HttpResponseRedirect(f"{page}?{urlencode({REDIRECT_FIELD_NAME: there})}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in_code(request: HttpRequest) -> HttpResponse:
    """The second page of a log-in: a code from the phone, or a recovery code."""
    user = _waiting(request)
    if user is None:
        return HttpResponseRedirect(reverse("admin:login"))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if is_locked(request, user):
            return HttpResponse(status=429)
        device = accepted_device(request, user, form)
        if device is not None:
            request.session.pop(_WAITING, None)
            signing_in.begin(request, user, device)
            return HttpResponseRedirect(next_page(request))
    context = {
        **admin.site.each_context(request),
        "title": _("Enter your code"),
        "form": form,
        "next": next_page(request),
    }
    return TemplateResponse(request, "admin/account/log_in_code.html", context)


def accepted_device(request: HttpRequest, user: User, form: CodeForm) -> Any:
    """The device that the code of the form is from; else the form says what is wrong.

    Wrong codes count with wrong passwords, so that five of both lock the log-in.
    """
    code = form.cleaned_data["code"]
    until = second_factor.locked_until(user, code)
    if until is not None:
        moment = timezone.localtime(until)
        form.add_error(
            "code",
            _("Too many wrong codes. Wait until %(time)s.") % {"time": f"{moment:%H:%M:%S}"},
        )
        return None
    device = second_factor.check(user, code, address=network_address(request) or "")
    if device is None:
        credentials = {"username": user.get_username()}
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        form.add_error("code", _("This code is wrong, or it was used before."))
    return device


def _waiting(request: HttpRequest) -> User | None:
    """Who has given the right password a moment ago; or is in, from before they had a code."""
    waiting = request.session.get(_WAITING)
    if waiting is None:
        return _inside_without_code(request.user)
    user = User.objects.filter(pk=waiting["user"], is_active=True).first()
    if (
        user is None
        or time.time() - waiting["at"] > CODE_WITHIN
        or not constant_time_compare(waiting["hash"], user.get_session_auth_hash())
    ):
        del request.session[_WAITING]
        return None
    return user


def _inside_without_code(user: Any) -> User | None:
    owes = isinstance(user, User) and (
        second_factor.standing(user) is second_factor.Standing.OWES_CODE
    )
    return user if owes else None


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether axes has locked this log-in; its middleware then writes the answer."""
    credentials = {"username": user.get_username()}
    if AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return True


def next_page(request: HttpRequest) -> str:
    there = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if is_ours else reverse("admin:index")


def locked_out(
    request: HttpRequest, original: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say until when, whether or not there is an account of this name."""
    until = _locked_until(request, (credentials or {}).get("username") or "")
    response = render(request, "admin/locked_out.html", {"until": until}, status=429)
    response["Retry-After"] = str(max(ceil((until - timezone.now()).total_seconds()), 1))
    response["Cache-Control"] = "no-store"
    return response


def _locked_until(request: HttpRequest, username: str) -> datetime:
    username = username or request.POST.get("username", "")
    newest = AccessAttempt.objects.filter(
        username=username,
        ip_address=network_address(request),
        attempt_time__gte=get_cool_off_threshold(request),
    ).aggregate(newest=Max("attempt_time"))["newest"]
    return (newest or timezone.now()) + settings.AXES_COOLOFF_TIME
