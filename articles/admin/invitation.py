"""Invitations: sent, sent again, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.accounts import invitations
from articles.accounts.address import network_address
from articles.accounts.errors import AccountRefused
from articles.admin.base import DeskAdmin, staff
from articles.enums import Role, Verb
from articles.forms.invitations import InviteForm
from articles.models import Invitation
from articles.queries.people import invitations_for


@admin.register(Invitation)
class InvitationAdmin(DeskAdmin):
    """Those that lead to one's own sites and to no other."""

    site_field = ""
    view_verb = Verb.MANAGE_SITE
    list_display = ("email", "roles", "state", "invited_by", "created_at", "expires_at")
    list_select_related = ("invited_by",)
    list_filter = ("created_at",)
    search_fields = ("email", "invited_by__username")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return invitations_for(staff(request)).prefetch_related("roles__site").order_by("-pk")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Taken back instead, which leaves a trace."""
        return False

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, invitation: Invitation) -> str:
        return ", ".join(
            f"{Role(invited.role).label} ({invited.site})" for invited in invitation.roles.all()
        )

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        return str(invitation.state.label)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Invite somebody, and send the link."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InviteForm(request.POST or None, user=staff(request))
        if form.is_valid():
            try:
                made = invitations.invite(
                    form.cleaned_data["email"],
                    sites=list(form.cleaned_data["sites"]),
                    roles=[Role(role) for role in form.cleaned_data["roles"]],
                    languages=form.cleaned_data["languages"],
                    language_code=get_language() or "en",
                    actor=staff(request),
                    address=_address(request),
                )
            except AccountRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                self._send(request, made)
                return HttpResponseRedirect(_page_of(made))
        return self._page(request, "invite", {"title": _("Invite somebody"), "form": form})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """One invitation, with what can be done about it."""
        made = self.get_object(request, object_id)
        if made is None or not self.has_view_permission(request, made):
            raise PermissionDenied
        if request.method == "POST":
            self._do(request, made)
            return HttpResponseRedirect(_page_of(made))
        context = {
            "title": _("Invitation of %s") % made.email,
            "invitation": made,
            "link": invitations.link_of(made, request) if made.is_open else "",
        }
        return self._page(request, "invitation", context)

    def _do(self, request: HttpRequest, made: Invitation) -> None:
        try:
            if "send" in request.POST:
                self._send(request, made)
            elif "take_back" in request.POST:
                invitations.take_back(made, actor=staff(request), address=_address(request))
                messages.success(request, _("The invitation was taken back."))
        except AccountRefused as refusal:
            messages.error(request, str(refusal))

    def _send(self, request: HttpRequest, made: Invitation) -> None:
        actor, address = staff(request), _address(request)
        if invitations.send(made, actor=actor, request=request, address=address):
            messages.success(request, _("The invitation was sent to %s.") % made.email)
        else:
            messages.warning(
                request,
                _(
                    "The e-mail could not be sent. The invitation is kept: send it again later, "
                    "or hand the link over yourself."
                ),
            )

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/articles/invitation/{name}.html", context)


def _page_of(made: Invitation) -> str:
    return reverse("admin:articles_invitation_change", args=[made.pk])


def _address(request: HttpRequest) -> str:
    return network_address(request) or ""
