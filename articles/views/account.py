"""“Your account”: the password, the second factor, and where one is signed in."""

from __future__ import annotations

from typing import Any, cast

import django_otp
from django.contrib import admin, messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.accounts import second_factor, sessions
from articles.accounts.address import network_address
from articles.accounts.errors import AccountRefused
from articles.forms.accounts import CodeForm, SetUpForm
from articles.models import User
from articles.permissions import memberships
from articles.views.signing_in import accepted_device, is_locked, next_page

_KEY = "second_factor_key"


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    user = _person(request)
    context = {
        "title": _("Your account"),
        "memberships": memberships(user),
        "device": second_factor.device_of(user),
        "codes_left": second_factor.codes_left(user),
        "is_required": second_factor.is_required(user),
        "sessions": sessions.sessions_of(user, request.session.session_key),
    }
    return _page(request, "account", context)


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out one browser of one's own, or all but this one."""
    user, address = _person(request), _address(request)
    if "others" in request.POST:
        here = request.session.session_key
        number = sessions.end_all(user, actor=user, keep=here, address=address)
        said = ngettext(
            "%(number)d other session was ended.", "%(number)d other sessions were ended.", number
        )
        messages.success(request, said % {"number": number})
    elif sessions.end(user, request.POST.get("session", ""), address=address):
        messages.success(request, _("The session was ended."))
    else:
        messages.info(request, _("This session had ended already."))
    return HttpResponseRedirect(reverse("admin:account"))


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Set the second factor up; or, with a code, renew the recovery codes or remove it."""
    if second_factor.has_second_factor(_person(request)):
        return _changed(request)
    return _set_up(request)


def _set_up(request: HttpRequest) -> HttpResponse:
    """The secret stays in the session until a code proves that the phone has it."""
    user = _person(request)
    asks_password = not sessions.is_recent(request.session)
    form = SetUpForm(request.POST or None, asks_password=asks_password)
    key = request.session.setdefault(_KEY, second_factor.new_key())
    if form.is_valid() and (not asks_password or _knows_password(request, form)):
        try:
            device, codes = second_factor.set_up(
                user, key, form.cleaned_data["code"], address=_address(request)
            )
        except AccountRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[_KEY]
            django_otp.login(request, device)
            return _codes(request, codes)
    context = {
        "title": _("Set up a second factor"),
        "form": form,
        "picture": second_factor.picture_of(user, key),
        "words": second_factor.words_of(key),
        "is_required": second_factor.is_required(user),
        "next": next_page(request),
    }
    return _page(request, "second_factor", context)


def _changed(request: HttpRequest) -> HttpResponse:
    user, address = _person(request), _address(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if is_locked(request, user):
            return HttpResponse(status=429)
        device = accepted_device(request, user, form)
        if device is not None and "remove" in request.POST:
            second_factor.remove(user, address=address)
            messages.success(request, _("The second factor was removed."))
            return HttpResponseRedirect(reverse("admin:account"))
        if device is not None:
            codes = second_factor.renew_codes(user, address=address)
            # The list that this session may have come in with is gone.
            django_otp.login(request, second_factor.device_of(user))
            return _codes(request, codes)
    context = {
        "title": _("Second factor"),
        "form": form,
        "device": second_factor.device_of(user),
        "codes_left": second_factor.codes_left(user),
        "is_required": second_factor.is_required(user),
    }
    return _page(request, "second_factor_change", context)


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The recovery codes, on this one page and on no other."""
    context = {
        "title": _("Your recovery codes"),
        "codes": codes,
        "next": next_page(request),
    }
    return _page(request, "recovery_codes", context)


def _knows_password(request: HttpRequest, form: SetUpForm) -> bool:
    """Asked like a log-in, so that guessing is locked like a log-in."""
    password = form.cleaned_data["password"]
    username = _person(request).get_username()
    if authenticate(request, username=username, password=password) is not None:
        return True
    form.add_error("password", _("This is not your password."))
    return False


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
    context = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"admin/account/{name}.html", context)


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _address(request: HttpRequest) -> str:
    return network_address(request) or ""
