"""Passwords that were changed."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from articles.accounts.address import network_address
from articles.accounts.log import record
from articles.accounts.sessions import end_all
from articles.enums import AccountVerb
from articles.models import User


def reset_was_sent(user: User, *, address: str) -> None:
    record(AccountVerb.RESET_SENT, user=user, actor=None, address=address)


@transaction.atomic
def was_changed(request: HttpRequest, user: User | None = None) -> None:
    """Log it, and end the sessions that began with the old one, but for the actor's own.

    Django lets nobody in with those in any case; ended, they are not in the list either.
    """
    actor = request.user if isinstance(request.user, User) else None
    user = user or actor
    assert user is not None
    address = network_address(request) or ""
    record(AccountVerb.PASSWORD_CHANGED, user=user, actor=actor or user, address=address)
    keep = request.session.session_key if user == actor else None
    end_all(user, actor=actor or user, keep=keep, address=address, why="password changed")
