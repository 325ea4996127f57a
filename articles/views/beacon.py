"""Where a page says that somebody looks at it. See `articles.counting.answers` for what it hears.

Most readers are counted by `articles.counting.serving` before they get here. This is where those
with a session come, and everybody on a server that does not start `newscenter.wsgi`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from articles.counting.answers import AWAY, NO_TOKEN, TOO_MANY, Answer, number, picture
from articles.counting.ledger import Outcome, View, number_of_views, record
from articles.counting.limits import limits
from articles.counting.serving import REHEARSAL
from articles.counting.tokens import read_token
from articles.counting.upkeep import upkeep
from articles.counting.visit import BODY_BYTES, token_in_body, token_in_query, visit_of
from articles.counting.visitors import visitor_hash

logger = logging.getLogger(__name__)

# An answer about the number alone may be shared for a moment, so that a popular page costs little.
SHARED_SECONDS = 30

Respond = Callable[[HttpRequest], HttpResponse]


class ThenUpkeep(HttpResponseBase):
    """Rolls up, if it is time, when the server has sent the answer and closes it."""

    def close(self) -> None:
        # First, because Django gives the connection back as the answer is closed.
        upkeep.run_if_due()
        super().close()


class CountedResponse(ThenUpkeep, HttpResponse):
    """To a view that went by the ledger."""


def _patient(view: Respond) -> Respond:
    """Answer 503 while the database is away: never an acknowledgement that it did not give."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except (OperationalError, InterfaceError):
            logger.warning("A view could not be counted: the database is away.", exc_info=True)
            return _response(AWAY)

    return wrapper


# Neither decorator may be missing: a transaction around the view would be committed after the
# answer was made, and pages that come from a cache have no CSRF token.
@transaction.non_atomic_requests
@csrf_exempt
@require_http_methods(["GET", "POST"])
@_patient
def view(request: HttpRequest) -> HttpResponse:
    """POST a token: count, and answer the number. GET `?t=` a token: only answer the number."""
    if REHEARSAL in request.META:
        return HttpResponse(status=204)
    if request.method == "POST":
        return _count(request, _posted_token(request), number)
    publication_id = read_token(_asked_token(request))
    if publication_id is None:
        return _response(NO_TOKEN)
    response = JsonResponse({"views": number_of_views(publication_id)})
    patch_cache_control(response, public=True, max_age=SHARED_SECONDS)
    return response


@transaction.non_atomic_requests
@require_GET
@_patient
def pixel(request: HttpRequest) -> HttpResponse:
    """The same count for a browser without script, which asks for a picture."""
    return _count(request, _asked_token(request), picture)


def _count(request: HttpRequest, token: str, answer: Callable[[Outcome], Answer]) -> HttpResponse:
    visit = visit_of(request.META, token, request.get_host())
    if isinstance(visit, Answer):
        return _response(visit)
    if not limits.admit(visit):
        return _response(TOO_MANY)
    if not visit.is_reader or _is_staff(request):
        outcome = Outcome(counted=False, views=number_of_views(visit.publication_id))
        return _response(answer(outcome), CountedResponse)
    at = timezone.now()
    visitor = visitor_hash(visit.publication_id, visit.network, visit.user_agent, at)
    (outcome,) = record([View(visit.publication_id, visitor)], at)
    if outcome.counted:
        upkeep.view_counted()
        limits.view_counted(visit)
    return _response(answer(outcome), CountedResponse)


def _posted_token(request: HttpRequest) -> str:
    try:
        body = request.read(BODY_BYTES + 1)
    except UnreadablePostError:
        return ""
    return token_in_body(body, request.META.get("CONTENT_TYPE", ""))


def _asked_token(request: HttpRequest) -> str:
    return token_in_query(request.META.get("QUERY_STRING", ""))


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


def _response(answer: Answer, kind: type[HttpResponse] = HttpResponse) -> HttpResponse:
    return kind(
        answer.body,
        status=answer.status,
        content_type=answer.content_type,
        headers=dict(answer.headers),
    )
