"""The door itself: finds the operation, lets its caller in, reads what was sent, and answers."""

from __future__ import annotations

import json
import logging

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from articles.api.acting import RevisionNeeded
from articles.api.answers import respond
from articles.api.calls import Call, Operation
from articles.api.openapi import document
from articles.api.operations import OPERATIONS
from articles.api.problems import TextVersion, problem
from articles.api.records import Nothing, TextRecord
from articles.api.shapes import Fault, Invalid, read, read_words
from articles.api.tokens import WINDOW, TooManyFailures, Unauthenticated, authenticate
from articles.models import Revision
from articles.text.languages import same_language
from articles.workflow.errors import PublicationRefused, ReasonMissing
from articles.workflow.writing import TextChanged, WrittenText

logger = logging.getLogger(__name__)

PREFIX = "/api/v1"
LARGEST = 1_000_000


class TooLarge(Exception):
    """More was sent than anything here can need."""


class NotJson(Exception):
    """What was sent does not call itself JSON."""


@csrf_exempt  # No cookie is looked at, so no other site can act through a browser.
def api(request: HttpRequest, path: str) -> HttpResponse:
    """Every address of the API."""
    with translation.override(language_of(request)):
        response = _answer(request, "/" + path)
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response


def openapi(request: HttpRequest) -> HttpResponse:
    """The description, for anybody: it says what can be asked, and nothing of any story."""
    if request.method not in {"GET", "HEAD"}:
        return _not_allowed(["GET"])
    return respond(document(PREFIX))


def language_of(request: HttpRequest) -> str:
    """The best that the caller asks for, of the languages of the desk."""
    offered = [code for code, _name in settings.INTERFACE_LANGUAGES]
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for code in offered:
            if same_language(wanted, code):
                return code
    return settings.LANGUAGE_CODE


def _answer(request: HttpRequest, path: str) -> HttpResponse:
    found = [(one, match) for one in OPERATIONS if (match := one.pattern.fullmatch(path))]
    if not found:
        return problem("not-found")
    method = "GET" if request.method == "HEAD" else request.method
    for operation, match in found:
        if operation.method == method:
            return _attempt(request, operation, match.groupdict())
    return _not_allowed([operation.method for operation, _match in found])


def _not_allowed(methods: list[str]) -> HttpResponse:
    response = problem("method-not-allowed", detail=_("Allowed: %s.") % ", ".join(methods))
    response["Allow"] = ", ".join(methods)
    return response


def _attempt(  # noqa: PLR0911
    request: HttpRequest, operation: Operation, path: dict[str, str]
) -> HttpResponse:
    """Every failure is a problem; the caller never sees a page, or a trace."""
    try:
        return _perform(request, operation, path)
    except (Invalid, TooLarge, NotJson, RequestDataTooBig) as error:
        return _unreadable(error)
    except (Unauthenticated, TooManyFailures) as error:
        return _unknown(error)
    except (Http404, ObjectDoesNotExist):
        return problem("not-found")
    except PermissionDenied as error:
        return problem("forbidden", detail=str(error))
    except (PublicationRefused, TextChanged, RevisionNeeded, ReasonMissing) as error:
        return _refused(error)
    except Exception:
        logger.exception("API: %s %s failed", request.method, request.path)
        return problem("broken")


def _perform(request: HttpRequest, operation: Operation, path: dict[str, str]) -> HttpResponse:
    token = authenticate(request)
    if operation.method != "GET" and token.read_only:
        raise PermissionDenied(_("This token only reads."))
    query = read_words(
        operation.query or Nothing, {name: str(word) for name, word in request.GET.items()}
    )
    body = read(operation.body, _body(request)) if operation.body is not None else None
    answer = operation.act(Call(request, token, path, query, body))
    response = respond(answer)
    if isinstance(answer, TextRecord) and answer.revision is not None:
        response["ETag"] = f'"r{answer.revision}"'
    return response


def _body(request: HttpRequest) -> object:
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = 0
    if length > LARGEST:
        raise TooLarge
    if request.content_type != "application/json":
        raise NotJson
    data = request.body
    if len(data) > LARGEST:
        raise TooLarge
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise Invalid([Fault("", _("This is not JSON."))]) from None


def _unreadable(error: Exception) -> HttpResponse:
    if isinstance(error, Invalid):
        return problem("unreadable", errors=error.faults)
    if isinstance(error, NotJson):
        return problem("not-json")
    return problem("too-large", detail=_("At most %(bytes)d bytes.") % {"bytes": LARGEST})


def _unknown(error: Exception) -> HttpResponse:
    if isinstance(error, TooManyFailures):
        response = problem("too-many-failures")
        response["Retry-After"] = str(WINDOW)
        return response
    response = problem("unauthenticated")
    response["WWW-Authenticate"] = 'Bearer realm="newscenter"'
    return response


def _refused(error: Exception) -> HttpResponse:
    if isinstance(error, PublicationRefused):
        return problem("refused", objections=error.objections)
    if isinstance(error, RevisionNeeded):
        return problem("revision-needed")
    if isinstance(error, TextChanged):
        return problem("changed", yours=_yours(error.mine), theirs=_theirs(error.theirs))
    return problem("refused", detail=str(error))


def _yours(text: WrittenText) -> TextVersion:
    return TextVersion(None, text.title, text.dek, text.body, by="")


def _theirs(revision: Revision | None) -> TextVersion | None:
    """None where somebody has taken the text away."""
    if revision is None:
        return None
    by = revision.created_by.get_username() if revision.created_by else ""
    return TextVersion(revision.pk, revision.title, revision.dek, revision.body, by)
