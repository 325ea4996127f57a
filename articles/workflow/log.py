"""The one writer of the log."""

from __future__ import annotations

from typing import Any

from articles.enums import Verb
from articles.models import Revision, Site, StateChange, Story, User


def record(
    verb: Verb,
    story: Story | None,
    *,
    actor: User | None,
    language_code: str = "",
    site: Site | None = None,
    revision: Revision | None = None,
    reason: str = "",
    **detail: Any,
) -> StateChange:
    """Append one entry; the detail must be representable as JSON.

    None as story is for what concerns a site and no story of its own.
    """
    return StateChange.objects.create(
        story=story,
        language_code=language_code,
        site=site,
        revision=revision,
        verb=verb,
        actor=actor,
        reason=reason,
        detail=detail,
    )
