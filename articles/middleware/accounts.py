"""Nobody gets past who still owes the second factor, at whatever address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.accounts import sessions
from articles.accounts.second_factor import Standing, standing
from articles.models import User

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AccountMiddleware:
    """In the admin they are led to the page where they give it; elsewhere they are nobody.

    So a view that asks for a person of the desk need not know of second factors.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.prefix = reverse("admin:index")
        # What somebody on the way in needs: the two pages themselves, and what these lead to.
        names = ("log-in-code", "second-factor", "login", "logout", "language", "jsi18n")
        self.open = {reverse(f"admin:{name}") for name in names}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user
        if not request.path_info.startswith(self.prefix):
            # Lazy: a page for readers asks for no session.
            request.user = SimpleLazyObject(lambda: _nobody_who_owes(user))  # type: ignore[assignment]
            return self.get_response(request)
        if not isinstance(user, User) or not user.is_staff:
            return self.get_response(request)
        sessions.touch(request.session)
        stands = standing(user)
        if stands is Standing.IN or request.path_info in self.open:
            return self.get_response(request)
        page = "second-factor" if stands is Standing.OWES_SETUP else "log-in-code"
        return _led_to(request, reverse(f"admin:{page}"))


def _nobody_who_owes(user: Any) -> Any:
    owes = isinstance(user, User) and user.is_staff and standing(user) is not Standing.IN
    return AnonymousUser() if owes else user


def _led_to(request: HttpRequest, page: str) -> HttpResponseBase:
    """A page is answered by the way there; a script, and whatever was posted, by a refusal."""
    if request.method == "GET" and "text/html" in request.headers.get("Accept", "text/html"):
        there = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return HttpResponseRedirect(f"{page}?{there}")
    context = {**admin.site.each_context(request), "title": _("Second factor"), "page": page}
    response = TemplateResponse(request, "admin/account/owes.html", context, status=403)
    return response.render()
