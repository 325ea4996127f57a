"""Where a page says that somebody looks at it.

200 means that the view is on disk, or by our rules is none; 400 and 403 that it never will be
counted, 503 that it may be sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from articles.counting.ledger import Outcome, View, number_of_views, record
from articles.counting.readers import is_ahead_of_reading, is_automatic
from articles.counting.tokens import read_token
from articles.counting.upkeep import upkeep
from articles.counting.visitors import client_address, visitor_hash

logger = logging.getLogger(__name__)

# A token has 36 characters at most; nobody needs more room than a form around it.
BODY_BYTES = 200
# An answer about the number alone may be shared for a moment, so that a popular page costs little.
SHARED_SECONDS = 30
PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)

Answer = Callable[[HttpRequest], HttpResponse]


class ThenUpkeep(HttpResponseBase):
    """Rolls up, if it is time, when the server has sent the answer and closes it."""

    def close(self) -> None:
        # First, because Django gives the connection back as the answer is closed.
        upkeep.run_if_due()
        super().close()


class NumberAnswer(ThenUpkeep, JsonResponse):
    """The number of views, and whether this one is among them."""


class PixelAnswer(ThenUpkeep, HttpResponse):
    """A transparent picture of one pixel."""


def _patient(view: Answer) -> Answer:
    """Answer 503 while the database is away: never an acknowledgement that it did not give."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except (OperationalError, InterfaceError):
            logger.warning("A view could not be counted: the database is away.", exc_info=True)
            return _refusal("The database is away; try again.", 503)

    return wrapper


# Neither decorator may be missing: a transaction around the view would be committed after the
# answer was made, and pages that come from a cache have no CSRF token.
@transaction.non_atomic_requests
@csrf_exempt
@require_http_methods(["GET", "POST"])
@_patient
def view(request: HttpRequest) -> HttpResponse:
    """POST a token: count, and answer the number. GET `?t=` a token: only answer the number."""
    if request.method == "GET":
        publication_id = read_token(request.GET.get("t", ""))
        if publication_id is None:
            return _refusal("This is no token of ours.", 400)
        response = JsonResponse({"views": number_of_views(publication_id)})
        patch_cache_control(response, public=True, max_age=SHARED_SECONDS)
        return response
    outcome = _count(request, _posted_token(request))
    if isinstance(outcome, HttpResponse):
        return outcome
    return _uncached(NumberAnswer({"views": outcome.views, "counted": outcome.counted}))


@transaction.non_atomic_requests
@require_GET
@_patient
def pixel(request: HttpRequest) -> HttpResponse:
    """The same count for a browser without script, which asks for a picture."""
    outcome = _count(request, request.GET.get("t", ""))
    if isinstance(outcome, HttpResponse):
        return outcome
    return _uncached(PixelAnswer(PIXEL, content_type="image/gif"))


def _count(request: HttpRequest, token: str) -> Outcome | HttpResponse:
    publication_id = read_token(token)
    if publication_id is None:
        return _refusal("This is no token of ours.", 400)
    if not _comes_from_our_page(request):
        return _refusal("Only our own pages may count their readers.", 403)
    user_agent = request.headers.get("User-Agent", "")
    if is_automatic(user_agent) or is_ahead_of_reading(request.headers) or _is_staff(request):
        return Outcome(counted=False, views=number_of_views(publication_id))
    at = timezone.now()
    address = client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        settings.TRUSTED_PROXIES,
    )
    visitor = visitor_hash(publication_id, address, user_agent, at)
    (outcome,) = record([View(publication_id, visitor)], at)
    if outcome.counted:
        upkeep.view_counted()
    return outcome


def _posted_token(request: HttpRequest) -> str:
    """The body is the token, or a form that has it as `t`."""
    try:
        body = request.read(BODY_BYTES + 1)
    except UnreadablePostError:
        return ""
    if len(body) > BODY_BYTES:
        return ""
    if request.content_type == "application/x-www-form-urlencoded":
        return QueryDict(body).get("t", "")
    return body.decode(errors="replace").strip()


def _comes_from_our_page(request: HttpRequest) -> bool:
    """What a browser tells; one too old to tell is believed, as its token is ours."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.get_host().lower():
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _is_staff(request: HttpRequest) -> bool:
    """Looked up only where the cookie is there.

    In a session of our own: the request's would answer a dead cookie with one to delete it.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    asking = HttpRequest()
    asking.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user: Any = get_user(asking)
    return bool(user.is_staff)


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _refusal(message: str, status: int) -> HttpResponse:
    response = _uncached(
        HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    )
    if status == 503:
        response["Retry-After"] = "2"
    return response
