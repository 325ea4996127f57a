"""Keys for programs: made, found again, and no more than their owner."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from articles.models import ApiToken, User

# Says to people and to scanners of leaked secrets what it is.
PREFIX = "ncat_"
HINT = 10
# How exactly "last used" is known; a busy program does not write at each call.
USED_EVERY = timedelta(minutes=1)


def make_token(
    actor: User, *, name: str, expires_at: datetime, read_only: bool = False
) -> tuple[ApiToken, str]:
    """A new token of the actor's own, and its key, which nobody can show again."""
    if not (actor.is_active and actor.is_staff):
        raise PermissionDenied
    key = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=actor,
        name=name,
        digest=_digest(key),
        hint=key[:HINT],
        expires_at=expires_at,
        read_only=read_only,
    )
    return token, key


def find_token(key: str) -> ApiToken | None:
    """The token with this key, with its owner, if it opens the door now; noted as used.

    One query, and a second once a minute.
    """
    now = timezone.now()
    found = ApiToken.objects.valid(now).filter(digest=_digest(key)).select_related("user").first()
    if found is not None and (found.last_used_at is None or found.last_used_at <= now - USED_EVERY):
        unused = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now)
        ApiToken.objects.filter(unused, pk=found.pk).update(last_used_at=now)
    return found


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()
