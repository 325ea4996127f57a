"""What a link from an invitation opens: a new account, or more roles for the one that is there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.accounts import invitations, signing_in
from articles.accounts.address import network_address
from articles.accounts.errors import AccountRefused
from articles.forms.invitations import JoinForm
from articles.models import Invitation, User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it costs nothing: e-mail programs do that by themselves. Only a post uses it up."""
    found = invitations.opened(token)
    if found is None:
        return _page(request, "invitation_over", {"title": _("Invitation")}, status=410)
    user = request.user
    if isinstance(user, User):
        return _with_account(request, found, token, user)
    form = JoinForm(request.POST or None, invitation=found)
    if form.is_valid():
        try:
            invitations.accept(token, form.person(), address=network_address(request) or "")
        except AccountRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            signing_in.begin(request, form.instance)
            return HttpResponseRedirect(reverse("admin:index"))
    return _page(request, "invitation", _told(found) | {"form": form})


def _with_account(request: HttpRequest, found: Invitation, token: str, user: User) -> HttpResponse:
    if request.method == "POST":
        try:
            invitations.accept(token, user, address=network_address(request) or "")
        except AccountRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("You have accepted the invitation."))
        return HttpResponseRedirect(reverse("admin:index"))
    return _page(request, "invitation", _told(found))


def _told(found: Invitation) -> dict[str, Any]:
    return {
        "title": _("Invitation"),
        "invitation": found,
        "inviter": str(found.invited_by),
        "roles": invitations.roles_worth(found),
    }


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> TemplateResponse:
    context = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"admin/account/{name}.html", context, status=status)
