"""Who calls: the token of a request, and an end to guessing at them."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from articles.counting.visitors import client_address
from articles.models import ApiToken
from articles.workflow.tokens import find_token

SCHEME = "bearer "
LONGEST = 200
# So many wrong tokens from one address, within so many seconds.
FAILURES = 30
WINDOW = 600


class Unauthenticated(Exception):
    """There is no token, or none that opens the door."""


class TooManyFailures(Exception):
    """The address has sent too many wrong tokens; a right one still opens."""


def authenticate(request: HttpRequest) -> ApiToken:
    """Only the header counts: a cookie says nothing here, so no other site can borrow one."""
    words = request.headers.get("Authorization", "")
    key = words[len(SCHEME) :].strip() if words[: len(SCHEME)].lower() == SCHEME else ""
    token = find_token(key) if key and len(key) <= LONGEST else None
    if token is not None:
        return token
    if _count_failure(request) > FAILURES:
        raise TooManyFailures
    raise Unauthenticated


def _count_failure(request: HttpRequest) -> int:
    address = client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        settings.TRUSTED_PROXIES,
    )
    name = "api-failures:" + hashlib.sha256(address.encode(errors="replace")).hexdigest()
    try:
        cache.add(name, 0, WINDOW)
        return cache.incr(name)
    except ValueError:  # It ran out between the two.
        return 1
    except RedisError:  # Nobody guesses a key of 256 bits while the cache is away.
        return 1
