"""Browsers that are signed in: noted, listed, and signed out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.accounts.address import network_address
from articles.accounts.log import record
from articles.enums import AccountVerb
from articles.models import DeskSession, User
from articles.queries.people import require_rule_over
from articles.text.user_agents import browser_and_system

# How often the time of the last visit is written, in seconds.
SEEN_EVERY = 300
# How old a log-in may be for its password to count as just given, in seconds.
RECENT = 900
_DATA = "desk"


@dataclass(frozen=True)
class SignedIn:
    """One browser of a person; pages call the session by this name, and never show its key."""

    name: str
    is_this: bool
    browser: str
    system: str
    address: str
    since: datetime | None
    seen: datetime | None


def note(request: HttpRequest) -> None:
    """Keep with the session, which has just begun, from where it was begun."""
    now = int(time.time())
    request.session[_DATA] = {
        "address": network_address(request) or "",
        "agent": request.headers.get("User-Agent", "")[:300],
        "since": now,
        "seen": now,
    }


def touch(session: SessionBase) -> None:
    """Note that the session is in use; one write in five minutes, which also prolongs it."""
    known = session.get(_DATA)
    now = int(time.time())
    if known is not None and now - known["seen"] >= SEEN_EVERY:
        session[_DATA] = known | {"seen": now}


def is_recent(session: SessionBase) -> bool:
    """Whether the password was given minutes ago, so that it need not be asked again."""
    known = session.get(_DATA)
    return known is not None and time.time() - known["since"] < RECENT


def sessions_of(user: User, here: str | None = None) -> list[SignedIn]:
    """The person's browsers, the one with the key `here` first, then the last used."""
    found = [
        _described(session.session_key, data, here)
        for session in DeskSession.objects.filter(user=user, expire_date__gt=timezone.now())
        if _counts(data := session.get_decoded(), user)
    ]
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: (one.is_this, one.seen or oldest), reverse=True)


@transaction.atomic
def end(user: User, name: str, *, address: str = "") -> bool:
    """Sign one of the person's own browsers out; False where it is gone already."""
    for session in DeskSession.objects.select_for_update().filter(user=user):
        if constant_time_compare(_name(session.session_key), name):
            session.delete()
            record(AccountVerb.SIGNED_OUT, user=user, actor=user, address=address, sessions=1)
            return True
    return False


@transaction.atomic
def end_all(
    user: User, *, actor: User | None, keep: str | None = None, address: str = "", why: str = ""
) -> int:
    """Sign the person out everywhere but in the session with the key `keep`; how many there were.

    Somebody else than the person needs the right to manage them.
    """
    if actor != user:
        require_rule_over(actor, user)
    there = DeskSession.objects.filter(user=user).exclude(session_key=keep or "")
    number = there.delete()[0]
    if number or not why:
        detail: dict[str, Any] = {"sessions": number} | ({"why": why} if why else {})
        record(AccountVerb.SIGNED_OUT, user=user, actor=actor, address=address, **detail)
    return number


def _counts(data: dict[str, Any], user: User) -> bool:
    """A session that was begun with an earlier password lets nobody in."""
    return constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())


def _name(session_key: str) -> str:
    digest = salted_hmac("articles.accounts.sessions", session_key, algorithm="sha256")
    return digest.hexdigest()[:32]


def _described(session_key: str, data: dict[str, Any], here: str | None) -> SignedIn:
    known = data.get(_DATA, {})
    browser, system = browser_and_system(known.get("agent", ""))
    return SignedIn(
        name=_name(session_key),
        is_this=session_key == here,
        browser=browser,
        system=system,
        address=known.get("address", ""),
        since=_moment(known.get("since")),
        seen=_moment(known.get("seen")),
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
