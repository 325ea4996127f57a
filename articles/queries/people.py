"""Whose account is whose to manage."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.enums import Verb
from articles.models import AccountEvent, Invitation, InvitedRole, Membership, User
from articles.permissions import sites_where


def people_managed_by(user: User) -> QuerySet[User]:
    """Who works on sites that the user manages, and nowhere else; no administrators.

    Whoever has a role on a site of others too is not among them: their account would be a way to
    rights there.
    """
    sites = sites_where(user, Verb.MANAGE_SITE)
    if sites is None:
        return User.objects.all()
    roles = Membership.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(roles.filter(site__in=sites)),
        ~Exists(roles.exclude(site__in=sites)),
        is_superuser=False,
    )


def require_rule_over(actor: User | None, user: User) -> None:
    """Raise PermissionDenied unless the actor manages this person; None is the system itself."""
    if actor is not None and not people_managed_by(actor).filter(pk=user.pk).exists():
        raise PermissionDenied(_("You may not manage the account of %s.") % user)


def account_events_for(user: User) -> QuerySet[AccountEvent]:
    """The log of accounts as far as the user may read it: of their people, and on their sites."""
    sites = sites_where(user, Verb.MANAGE_SITE)
    if sites is None:
        return AccountEvent.objects.all()
    people = people_managed_by(user).order_by().values("pk")
    return AccountEvent.objects.filter(Q(user__in=people) | Q(site__in=sites))


def invitations_for(user: User) -> QuerySet[Invitation]:
    """Invitations to sites that the user manages, and to no other."""
    sites = sites_where(user, Verb.MANAGE_SITE)
    if sites is None:
        return Invitation.objects.all()
    roles = InvitedRole.objects.filter(invitation=OuterRef("pk"))
    return Invitation.objects.filter(
        Exists(roles.filter(site__in=sites)), ~Exists(roles.exclude(site__in=sites))
    )
