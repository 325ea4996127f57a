"""JSON over HTTP with the standard library: bounded in time, size and number of attempts.

Redirects are not followed, as they would carry the key to another host; nothing of a request is
ever logged.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from ipaddress import ip_address
from socket import gaierror
from time import monotonic, sleep
from typing import Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from django.utils.translation import gettext as _

from articles.exchange.machine.engine import Meter, Refused, Unreachable, WrongAnswer, uncounted

# In bytes. A request has 128 KiB at most, and no translation is ten times as long.
LONGEST_ANSWER = 2_000_000
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we try, in seconds: one attempt from the first byte sent to the last received, and
    a pause between two; a service that asks for a longer one is given up."""

    timeout: float
    attempts: int
    longest_pause: float


# A person waits for the page.
BRIEF = Patience(timeout=20.0, attempts=3, longest_pause=8.0)
# A command has time.
LONG = Patience(timeout=60.0, attempts=6, longest_pause=120.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status below 500 that is not 429, and the JSON that came with it; None where none did."""

    status: int
    data: Any


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the service of this name."""

    service: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    data: Any = field(default=None, repr=False)
    characters: int = 0
    meter: Meter = uncounted
    patience: Patience = BRIEF


@dataclass(frozen=True, slots=True)
class _Raw:
    status: int
    body: bytes
    retry_after: str


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Leave a redirect the error that it is to us."""


def send(call: Call) -> Answer:
    """Ask, and ask again while the service is overloaded or out of reach.

    Waits as long as the service wishes (Retry-After, RFC 9110, section 10.2.3), else twice as
    long from time to time. Raises Unreachable, WrongAnswer, and what the meter raises.
    """
    patience = call.patience
    for attempt in range(1, patience.attempts + 1):
        last = attempt == patience.attempts
        try:
            raw = _attempt(call)
        except (OSError, HTTPException) as error:
            if last:
                raise Unreachable(_no_answer(call, error)) from None
            sleep(_pause(attempt, patience))
            continue
        if raw.status != 429 and raw.status < 500:
            return Answer(raw.status, _read_json(call, raw))
        wait = _wished(raw.retry_after)
        if last or (wait is not None and wait > patience.longest_pause):
            raise Unreachable(_overloaded(call, raw.status, wait))
        sleep(_pause(attempt, patience) if wait is None else wait)
    raise AssertionError("the last attempt returns or raises")


def _attempt(call: Call) -> _Raw:
    """One exchange. Counted, unless the service said that it did nothing or was never reached."""
    body = None
    if call.data is not None:
        body = json.dumps(call.data, ensure_ascii=False).encode("utf-8", "replace")
    headers = {"Accept": "application/json", "User-Agent": "Newscenter", **call.headers}
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = Request(call.url, data=body, headers=headers)  # noqa: S310  # see `addresses`
    with call.meter(call.characters) as reservation:
        deadline = monotonic() + call.patience.timeout
        try:
            with _opener(call.url).open(request, timeout=call.patience.timeout) as response:
                return _Raw(response.status, _read(call, response, deadline), "")
        except HTTPError as error:
            reservation.give_back()
            with error:
                text = _read(call, cast("HTTPResponse", error.fp), deadline)
                return _Raw(error.code, text, error.headers.get("Retry-After") or "")
        except URLError as error:
            if isinstance(error.reason, (ConnectionRefusedError, gaierror)):
                reservation.give_back()
            raise


def _opener(url: str) -> OpenerDirector:
    """With the proxy of the environment, but none on the way to this machine itself."""
    if is_loopback(urlsplit(url).hostname or ""):
        return build_opener(_NoRedirect, ProxyHandler({}))
    return build_opener(_NoRedirect)


def _read(call: Call, response: HTTPResponse, deadline: float) -> bytes:
    """All of it, unless it is too long or comes too slowly."""
    body = bytearray()
    while chunk := response.read1(CHUNK):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise WrongAnswer(_("The answer of %s is too long.") % call.service)
        if monotonic() > deadline:
            raise TimeoutError
    if response.length:  # read1 does not complain of an end before the end
        raise IncompleteRead(b"", response.length)
    return bytes(body)


def _read_json(call: Call, raw: _Raw) -> Any:
    try:
        return json.loads(raw.body)
    except (ValueError, RecursionError):
        if raw.status < 300:
            raise WrongAnswer(
                _("The answer of %s is no JSON: is its address right?") % call.service
            ) from None
        return None


def _pause(attempt: int, patience: Patience) -> float:
    """One second, two, four, and up to as much again, so that not all come back together."""
    base = 2.0 ** (attempt - 1)
    return min(base + random.uniform(0, base), patience.longest_pause)  # noqa: S311


def _wished(retry_after: str) -> float | None:
    """Seconds, or a date; None for neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _no_answer(call: Call, error: OSError | HTTPException) -> str:
    """Only what kind of fault it is: the words of some have an address or a header in them."""
    reason: object = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return _("%(service)s did not answer in %(seconds)d seconds. Try again later.") % {
            "service": call.service,
            "seconds": call.patience.timeout,
        }
    return _("%(service)s cannot be reached (%(fault)s).") % {
        "service": call.service,
        "fault": type(reason).__name__,
    }


def _overloaded(call: Call, status: int, wait: float | None) -> str:
    if wait is not None and wait > call.patience.longest_pause:
        return _("%(service)s asks to come back in %(seconds)d seconds (HTTP %(status)d).") % {
            "service": call.service,
            "seconds": wait,
            "status": status,
        }
    return _("%(service)s is overloaded or out of order (HTTP %(status)d). Try again later.") % {
        "service": call.service,
        "status": status,
    }


def refusal(service: str, answer: Answer, secret: str, *names: str) -> Refused:
    """A refusal with the service's own words, which are under one of these names."""
    data = answer.data if isinstance(answer.data, dict) else {}
    words = next((str(data[name]) for name in names if data.get(name)), "")
    words = " ".join(words.split())[:300]
    if secret:
        words = words.replace(secret, "…")
    message = _("%(service)s refused (HTTP %(status)d)") % {
        "service": service,
        "status": answer.status,
    }
    return Refused(f"{message}: {words}" if words else f"{message}.")


def is_loopback(host: str) -> bool:
    """Whether the host is this machine itself."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def wrong_address(url: str, *, plain_http: bool) -> str:
    """What is wrong with the address of a service, as a sentence; empty where nothing is."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "it is no address."
    if parts.scheme not in {"http", "https"} or not host:
        return "it must begin with https:// and a host name."
    if parts.username is not None or parts.query or parts.fragment:
        return "it must not have a user name, a query or a fragment."
    if parts.scheme == "http" and not (plain_http or is_loopback(host)):
        return (
            "it would send the texts and the key over plain http. Use https, or set "
            "MACHINE_TRANSLATION_PLAIN_HTTP=true where nobody can listen on the way."
        )
    return ""
