"""The admin site: its header, its language menu, and its first page.

It lives outside `articles.admin`, which registers with it: Django makes the site when the first
of them asks, and importing that package to make it would make it twice.
"""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from articles.accounts import passwords
from articles.enums import Verb
from articles.models import User
from articles.permissions import can
from articles.queries import corrections, desk
from articles.queries.deliveries import offers_to_answer
from articles.queries.names import label_of
from articles.views import account, invitations
from articles.views.signing_in import SignIn, log_in_code

# Rows of one list on the first page.
SHORT = 6


ORDER = [
    "Story",
    "Delivery",
    "FrontPage",
    "Release",
    "Image",
    "Tag",
    "Author",
    "Source",
    "GlossaryTerm",
    "Category",
    "Site",
    "Redirect",
    "StateChange",
    "User",
    "Membership",
    "Invitation",
    "AccountEvent",
    "ApiToken",
]


def place(object_name: str) -> int:
    """Where a noun stands in the navigation; what we do not know comes last."""
    return ORDER.index(object_name) if object_name in ORDER else len(ORDER)


class Autocomplete(AutocompleteJsonView):
    """Offers things by the names that people know."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": label_of(obj)}


class DeskSite(admin.AdminSite):
    """The newsroom's admin."""

    site_header = gettext_lazy("Newscenter")
    site_title = gettext_lazy("Newscenter")
    index_title = gettext_lazy("The desk")
    index_template = "admin/desk.html"
    # Each story says where it is public; there is no one site to link.
    site_url = None
    # Lists need the width: `templates/admin/includes/rooms.html` leads everywhere instead.
    enable_nav_sidebar = False
    empty_value_display = "–"

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = self.admin_view
        return [
            path("language/", choose_language, name="language"),
            path("login/code/", log_in_code, name="log-in-code"),
            path("invitation/<str:token>/", invitations.invitation, name="invitation"),
            path("account/", own(account.account), name="account"),
            path("account/sessions/", own(account.end_session), name="end-session"),
            path("account/second-factor/", own(account.second_factor_page), name="second-factor"),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own view, which may ask for a code after the password."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return cast("HttpResponse", SignIn.as_view(extra_context=extra_context)(request))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Django's page; what was signed in with the old password is signed out."""
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            passwords.was_changed(request)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {
            "interface_languages": settings.INTERFACE_LANGUAGES,
            "here": request.get_full_path(),
        }

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", Autocomplete.as_view(admin_site=self)(request))

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """What is used most comes first."""
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: place(model["object_name"]))
        return apps

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The texts of scripts: Django's and ours."""
        catalogue = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])
        return cast("HttpResponse", catalogue(request))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The dashboard: what waits for this person, each list short and with one query."""
        context = {
            "panels": panels(cast("User", request.user)),
            "may_write": can(cast("User", request.user), Verb.WRITE),
            "may_read": can(cast("User", request.user), Verb.VIEW),
            **(extra_context or {}),
        }
        return super().index(request, context)


def panels(user: User) -> list[dict[str, Any]]:
    """The lists of the first page, in the order of urgency; empty ones say so."""
    at = timezone.now()
    stories = reverse("admin:articles_story_changelist")
    return [
        {
            "key": "review",
            "title": _("Waiting for review"),
            "texts": desk.waiting_for_review(user)[:SHORT],
            "empty": _("Nothing waits for review."),
            "all": f"{stories}?state=in_review",
        },
        {
            "key": "offers",
            "title": _("Offered to you"),
            "deliveries": offers_to_answer(user)[:SHORT],
            "empty": _("No other site waits for an answer."),
            "all": f"{reverse('admin:articles_delivery_changelist')}?state__exact=offered",
        },
        {
            "key": "drafts",
            "title": _("My drafts"),
            "texts": desk.drafts_of(user)[:SHORT],
            "empty": _("You have no drafts."),
            "all": f"{stories}?state=draft&mine=1",
        },
        {
            "key": "scheduled",
            "title": _("Scheduled"),
            "publications": desk.scheduled(user, at)[:SHORT],
            "empty": _("Nothing is scheduled."),
            "all": f"{stories}?public=scheduled",
        },
        {
            "key": "stale",
            "title": _("Translations behind their original"),
            "texts": desk.stale_translations(user)[:SHORT],
            "empty": _("All translations are in step."),
            "all": f"{stories}?stale=1",
        },
        {
            "key": "corrections",
            "title": _("Corrections to make"),
            "texts": corrections.texts_owing_correction(user, at)[:SHORT],
            "publications": corrections.placements_behind_correction(user, at)[:SHORT],
            "empty": _("All corrections are made in every language and on every site."),
            "all": f"{stories}?uncorrected=1",
        },
        {
            "key": "published",
            "title": _("Just published"),
            "publications": desk.just_published(user, at)[:SHORT],
            "empty": _("Nothing is public yet."),
            "all": f"{stories}?public=live",
        },
    ]


@never_cache
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the admin: with the user, and in a cookie for the login page."""
    code = request.POST.get("language", "")
    there = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        there = reverse("admin:index")
    response = HttpResponseRedirect(there)
    if code not in dict(settings.INTERFACE_LANGUAGES):
        messages.error(request, _("The admin is not offered in this language."))
        return response
    if isinstance(request.user, User):
        request.user.interface_language = code
        request.user.save(update_fields=["interface_language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=60 * 60 * 24 * 365,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
