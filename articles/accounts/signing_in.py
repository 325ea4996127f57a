"""Beginning a session."""

from __future__ import annotations

from typing import Any

import django_otp
from django.contrib.auth import login
from django.http import HttpRequest

from articles.accounts import sessions
from articles.accounts.address import network_address
from articles.accounts.log import record
from articles.enums import AccountVerb
from articles.models import User

_BACKEND = "articles.accounts.backend.DeskBackend"


def begin(request: HttpRequest, user: User, device: Any = None) -> None:
    """Sign the person in, with the device that their code was from, and log it."""
    login(request, user, backend=_BACKEND)
    if device is not None:
        django_otp.login(request, device)
    sessions.note(request)
    address = network_address(request) or ""
    with_code = device is not None
    record(AccountVerb.SIGNED_IN, user=user, actor=user, address=address, with_code=with_code)
