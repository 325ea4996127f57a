"""What a request at the beacon is: a reader, somebody who is only told the number, or refused.

Django's view and the fast path ask here, so that neither has a rule of its own. Pure functions
over a request's environment (PEP 3333), which Django hands on as `META`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict

from articles.counting.answers import NO_TOKEN, STRANGER, Answer
from articles.counting.readers import is_ahead_of_reading, is_automatic
from articles.counting.tokens import read_token
from articles.counting.visitors import client_address, household

# A token has 36 characters at most; nobody needs more room than a form around it.
BODY_BYTES = 200
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looks at a publication. Programs, and pages that are loaded ahead, do not read."""

    publication_id: int
    network: str
    user_agent: str
    is_reader: bool


def visit_of(environ: Mapping[str, Any], token: str, host: str) -> Visit | Answer:
    """The visit, or the answer that refuses it. `host` is the one that the page was asked from."""
    publication_id = read_token(token)
    if publication_id is None:
        return NO_TOKEN
    if not _comes_from_our_page(environ, host):
        return STRANGER
    user_agent = environ.get("HTTP_USER_AGENT", "")
    address = client_address(
        environ.get("REMOTE_ADDR", ""),
        environ.get("HTTP_X_FORWARDED_FOR", ""),
        settings.TRUSTED_PROXIES,
    )
    return Visit(
        publication_id=publication_id,
        network=household(address),
        user_agent=user_agent,
        is_reader=not (is_automatic(user_agent) or is_ahead_of_reading(environ)),
    )


def token_in_body(body: bytes, content_type: str) -> str:
    """The body is the token, or a form that has it as `t`. Of longer bodies read no more."""
    if len(body) > BODY_BYTES:
        return ""
    if content_type.partition(";")[0].strip().lower() == FORM:
        return QueryDict(body).get("t", "")
    return body.decode(errors="replace").strip()


def token_in_query(query: str) -> str:
    """Of a query that is longer than ours no more is read: its fields could be too many."""
    return "" if len(query) > BODY_BYTES else QueryDict(query).get("t", "")


def _comes_from_our_page(environ: Mapping[str, Any], host: str) -> bool:
    """What a browser tells; one too old to tell is believed, as its token is ours."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and _host_of(origin) != host.lower():
        return False
    return bool(environ.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin")


def _host_of(origin: str) -> str | None:
    """With its port; None where it is no address."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None
