"""What the log keeps of changes to roles and accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.accounts.log import record
from articles.accounts.sessions import end_all
from articles.enums import AccountVerb
from articles.models import Membership, User

V = AccountVerb


def role(verb: AccountVerb, membership: Membership, *, actor: User | None, address: str) -> None:
    """Log what became of one role. Call it in the transaction of the change."""
    record(
        verb,
        user=membership.user,
        actor=actor,
        site=membership.site,
        address=address,
        role=membership.role,
        **({"languages": membership.languages} if membership.languages else {}),
    )


def roles_changed(formset: Any, *, actor: User, address: str) -> None:
    """Log what a set of forms has just saved."""
    for membership in formset.new_objects:
        role(V.ROLE_GIVEN, membership, actor=actor, address=address)
    for membership, _fields in formset.changed_objects:
        role(V.ROLE_CHANGED, membership, actor=actor, address=address)
    for membership in formset.deleted_objects:
        role(V.ROLE_TAKEN, membership, actor=actor, address=address)


def account_changed(user: User, fields: Iterable[str], *, actor: User, address: str) -> None:
    """Log what weighs among the fields that were changed. A switched-off account is signed out."""
    fields = set(fields)
    if "added" in fields:
        record(V.ADDED, user=user, actor=actor, address=address)
    if "is_active" in fields:
        verb = V.SWITCHED_ON if user.is_active else V.SWITCHED_OFF
        record(verb, user=user, actor=actor, address=address)
        if not user.is_active:
            end_all(user, actor=actor, address=address, why="switched off")
    rights = {"is_superuser", "is_staff"} & fields
    if rights:
        now = {name: getattr(user, name) for name in sorted(rights)}
        record(V.RIGHTS_CHANGED, user=user, actor=actor, address=address, **now)
