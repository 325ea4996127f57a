"""The desk in a person's own language and time.

Django's LocaleMiddleware would offer every language that stories are written in, as
`settings.LANGUAGES` is the content's; the admin has a list of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from articles.models import User
from articles.permissions import memberships
from articles.text.languages import same_language

GetResponse = Callable[[HttpRequest], HttpResponse]


class DeskMiddleware:
    """Activates language and time zone for the admin, and for nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.prefix = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self.prefix):
            return self.get_response(request)
        language_code = interface_language(request)
        with translation.override(language_code), timezone.override(desk_time_zone(request)):
            request.LANGUAGE_CODE = language_code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language_code)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def interface_language(request: HttpRequest) -> str:
    """What the user chose, else what the browser remembers, else the best it asks for."""
    offered = [code for code, _name in settings.INTERFACE_LANGUAGES]
    chosen = [
        getattr(request.user, "interface_language", ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    ]
    for code in chosen:
        if code in offered:
            return str(code)
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for code in offered:
            if same_language(wanted, code):
                return code
    return settings.LANGUAGE_CODE


def desk_time_zone(request: HttpRequest) -> str:
    """The time zone of the user's first site, which is where their day is."""
    user = request.user
    own = memberships(user) if isinstance(user, User) else []
    return own[0].site.time_zone if own else settings.TIME_ZONE
