"""How somebody's account is secured: seen, reset and signed out by those who manage them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.accounts import second_factor, sessions
from articles.accounts.address import network_address
from articles.accounts.errors import AccountRefused
from articles.admin.base import staff
from articles.models import User
from articles.queries.people import account_events_for

if TYPE_CHECKING:
    from articles.admin.user import UserAdmin

# Entries of the log on the page.
SHORT = 10


def account_of(model_admin: UserAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The page, and its two buttons. Nobody whom the reader does not manage has one."""
    user = model_admin.get_object(request, object_id)
    if user is None:
        raise PermissionDenied
    if request.method == "POST":
        _do(request, user)
        return HttpResponseRedirect(request.path)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Account of %s") % user,
        "opts": model_admin.opts,
        "person": user,
        "is_own": user.pk == staff(request).pk,
        "device": second_factor.device_of(user),
        "codes_left": second_factor.codes_left(user),
        "is_required": second_factor.is_required(user),
        "sessions": sessions.sessions_of(user, request.session.session_key),
        "events": _newest(request, user),
    }
    return TemplateResponse(request, "admin/articles/user/account.html", context)


def _newest(request: HttpRequest, user: User) -> Any:
    events = account_events_for(staff(request)).filter(user=user)
    return events.select_related("actor", "site").order_by("-pk")[:SHORT]


def _do(request: HttpRequest, user: User) -> None:
    actor, address = staff(request), network_address(request) or ""
    if "reset" in request.POST:
        try:
            done = second_factor.reset(user, actor=actor, address=address)
        except AccountRefused as refusal:
            messages.error(request, str(refusal))
            return
        said = _("The second factor was reset.") if done else _("There was no second factor.")
        messages.success(request, said)
    elif "sign_out" in request.POST:
        keep = request.session.session_key if actor == user else None
        number = sessions.end_all(user, actor=actor, keep=keep, address=address)
        text = ngettext("%(number)d session was ended.", "%(number)d sessions were ended.", number)
        messages.success(request, text % {"number": number})
