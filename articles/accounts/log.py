"""The one writer of the log of accounts."""

from __future__ import annotations

from typing import Any

from articles.enums import AccountVerb
from articles.models import AccountEvent, Site, User


def record(
    verb: AccountVerb,
    *,
    user: User | None,
    actor: User | None,
    site: Site | None = None,
    address: str = "",
    **detail: Any,
) -> AccountEvent:
    """Append one entry; the detail must be representable as JSON."""
    return AccountEvent.objects.create(
        verb=verb, user=user, actor=actor, site=site, address=address, detail=detail
    )
