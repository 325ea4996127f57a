"""Who may do what, where: one table of role and verb, and the predicates that read it.

The admin, the verbs of `workflow` and the querysets all ask here, so that a right cannot be
forgotten in one place. A superuser is an administrator of the whole site group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.enums import Role, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.models import Membership, Site, User

V = Verb
READS = {V.VIEW}
TRANSLATES = READS | {V.TRANSLATE, V.TAKE_OVER, V.SUBMIT, V.SHARE_PREVIEW, V.END_PREVIEW}
WRITES = TRANSLATES | {V.WRITE, V.DELETE, V.KEEP_IMAGES}
EDITS = WRITES | {
    *(V.RETURN, V.APPROVE, V.PUBLISH, V.TAKE_DOWN, V.CORRECT),
    *(V.OFFER, V.ACCEPT, V.DECLINE, V.WITHDRAW_OFFER),
    *(V.DISMISS, V.KEEP_VOCABULARY, V.CURATE),
}
LEADS = EDITS | {V.OVERRIDE, V.RETRACT}

GRANTS: dict[Role, frozenset[Verb]] = {
    Role.REPORTER: frozenset(WRITES),
    Role.TRANSLATOR: frozenset(TRANSLATES),
    Role.PHOTO_DESK: frozenset(READS | {V.KEEP_IMAGES}),
    Role.EDITOR: frozenset(EDITS),
    Role.CHIEF_EDITOR: frozenset(LEADS),
    Role.SITE_MANAGER: frozenset(LEADS | {V.MANAGE_SITE}),
}


def memberships(user: User) -> list[Membership]:
    """The user's memberships, fetched once for each user object."""
    if user.known_memberships is None:
        user.known_memberships = list(user.memberships.select_related("site"))
    return user.known_memberships


def can(user: User, verb: Verb, site: Site | None = None, language_code: str | None = None) -> bool:
    """Whether the user may do this on the site (on any site where it is None).

    With a language, a membership that is limited to other languages does not count.
    """
    if not (user.is_active and user.is_staff):
        return False
    if user.is_superuser:
        return True
    return any(
        verb in GRANTS[Role(membership.role)]
        and (site is None or membership.site_id == site.pk)
        and membership.covers(language_code)
        for membership in memberships(user)
    )


def require(
    user: User | None, verb: Verb, site: Site, languages: Iterable[str | None] = (None,)
) -> None:
    """Raise PermissionDenied unless the user may do this in every language given.

    None as user is the system itself (commands), which may do everything.
    """
    if user is None:
        return
    for language_code in languages:
        if not can(user, verb, site, language_code):
            raise PermissionDenied(
                _("You may not %(verb)s on %(site)s.") % {"verb": Verb(verb).label, "site": site}
            )


def sites_where(user: User, verb: Verb) -> set[int] | None:
    """Ids of the sites where the user may do this; None means all sites."""
    if not (user.is_active and user.is_staff):
        return set()
    if user.is_superuser:
        return None
    return {m.site_id for m in memberships(user) if can(user, verb, m.site)}
