"""What listens to libraries: log-ins that failed."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from articles.accounts.address import network_address
from articles.accounts.log import record
from articles.enums import AccountVerb
from articles.models import User


@receiver(user_login_failed)
def log_failure(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Of accounts that there are, and not while the log-in is locked: the log cannot be flooded."""
    if request is not None and not getattr(request, "axes_locked_out", False):
        _record(AccountVerb.FAILED, str(credentials.get("username") or ""), request)


@receiver(user_locked_out)
def log_lock(sender: Any, request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    """At the failure that locks; axes tells again at every later attempt."""
    if getattr(request, "axes_failures_since_start", None) is not None:
        _record(AccountVerb.LOCKED, username or "", request)


def _record(verb: AccountVerb, username: str, request: HttpRequest) -> None:
    user = User.objects.filter(username=username).first()
    if user is not None:
        record(verb, user=user, actor=None, address=network_address(request) or "")
