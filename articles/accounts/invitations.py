"""Inviting somebody by e-mail: a link that is good once, for three days, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.accounts import mail, throttle
from articles.accounts.errors import AccountRefused
from articles.accounts.log import record
from articles.enums import AccountVerb, Role, Verb
from articles.models import Invitation, InvitedRole, Membership, Site, User
from articles.queries.people import invitations_for

GOOD_FOR = timedelta(days=3)
_signer = signing.Signer(salt="articles.accounts.invitations")


@transaction.atomic
def invite(
    email: str,
    *,
    sites: Sequence[Site],
    roles: Sequence[Role],
    languages: Sequence[str] = (),
    language_code: str,
    actor: User,
    address: str = "",
) -> Invitation:
    """Keep an invitation to these roles on these sites. `send` sends it.

    Raises PermissionDenied for a site that the actor does not manage, AccountRefused for what
    cannot be.
    """
    for site in sites:
        permissions.require(actor, Verb.MANAGE_SITE, site)
    if not (sites and roles):
        raise AccountRefused(_("Choose a site and a role."))
    throttle.invitation(email, actor)
    if _is_invited(email, sites, actor):
        raise AccountRefused(
            _("This address is invited already: send that invitation again, or take it back.")
        )
    invitation = Invitation.objects.create(
        email=email,
        language_code=language_code,
        invited_by=actor,
        expires_at=timezone.now() + GOOD_FOR,
    )
    for site in sites:
        for role in roles:
            InvitedRole.objects.create(
                invitation=invitation, site=site, role=role, languages=list(languages)
            )
    return invitation


def send(invitation: Invitation, *, actor: User, request: HttpRequest, address: str = "") -> bool:
    """Send the link; whatever was sent before ends, and the three days begin anew.

    False where the e-mail could not be sent: the invitation is kept, and its page shows the link.
    """
    with transaction.atomic():
        invitation = _locked(invitation, actor)
        if not invitation.may_be_sent:
            raise AccountRefused(_("This invitation is over: invite the person again."))
        if invitation.sendings:
            throttle.invitation(invitation.email, actor)
        invitation.sendings += 1
        invitation.expires_at = timezone.now() + GOOD_FOR
        invitation.mail_failed = False
        invitation.save()
        for invited in invitation.roles.select_related("site"):
            record(
                AccountVerb.INVITED,
                user=None,
                actor=actor,
                site=invited.site,
                address=address,
                email=invitation.email,
                role=invited.role,
                sending=f"{invitation.pk}.{invitation.sendings}",
            )
    sent = mail.send_invitation(invitation, link_of(invitation, request))
    if not sent:
        Invitation.objects.filter(pk=invitation.pk, sendings=invitation.sendings).update(
            mail_failed=True
        )
    return sent


@transaction.atomic
def take_back(invitation: Invitation, *, actor: User, address: str = "") -> None:
    invitation = _locked(invitation, actor)
    if not invitation.may_be_sent:
        raise AccountRefused(_("This invitation is over already."))
    invitation.revoked_at = timezone.now()
    invitation.save()
    for invited in invitation.roles.select_related("site"):
        record(
            AccountVerb.INVITATION_REVOKED,
            user=None,
            actor=actor,
            site=invited.site,
            address=address,
            email=invitation.email,
            role=invited.role,
        )


def link_of(invitation: Invitation, request: HttpRequest) -> str:
    """The link that is good now."""
    token = _signer.sign_object([invitation.pk, invitation.sendings], compress=False)
    return request.build_absolute_uri(reverse("admin:invitation", args=[token]))


def opened(token: str) -> Invitation | None:
    """The invitation of a link; None where the link is not ours, over, or worth nothing now."""
    try:
        number, sendings = _signer.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    invitation = (
        Invitation.objects.select_related("invited_by").filter(pk=number, sendings=sendings).first()
    )
    good = invitation is not None and invitation.is_open and bool(roles_worth(invitation))
    return invitation if good else None


def roles_worth(invitation: Invitation) -> list[InvitedRole]:
    """The roles that the inviter may still give: an invitation outlives no right."""
    return [
        invited
        for invited in invitation.roles.select_related("site")
        if permissions.can(invitation.invited_by, Verb.MANAGE_SITE, invited.site)
    ]


@transaction.atomic
def accept(token: str, user: User, *, address: str = "") -> Invitation:
    """Give the person the roles. A new account is saved here, with its password set before.

    Raises AccountRefused where the link has ended meanwhile.
    """
    found = opened(token)
    rows = Invitation.objects.select_for_update()
    invitation = found and rows.filter(pk=found.pk, sendings=found.sendings).first()
    if invitation is None or not invitation.is_open:
        raise AccountRefused(_("This invitation is over: ask for another."))
    user.is_staff = True
    is_new = user._state.adding
    user.save(update_fields=None if is_new else ["is_staff"])
    if is_new:
        record(AccountVerb.ADDED, user=user, actor=invitation.invited_by, address=address)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save()
    record(
        AccountVerb.INVITATION_ACCEPTED,
        user=user,
        actor=user,
        address=address,
        email=invitation.email,
    )
    for invited in roles_worth(invitation):
        _give(invited, user, invitation.invited_by, address)
    return invitation


def _give(invited: InvitedRole, user: User, inviter: User, address: str) -> None:
    _membership, is_new = Membership.objects.get_or_create(
        user=user,
        site=invited.site,
        role=invited.role,
        defaults={"languages": invited.languages},
    )
    if is_new:
        detail: dict[str, Any] = {"role": invited.role, "email": invited.invitation.email}
        record(
            AccountVerb.ROLE_GIVEN,
            user=user,
            actor=inviter,
            site=invited.site,
            address=address,
            **detail,
        )


def _is_invited(email: str, sites: Sequence[Site], actor: User) -> bool:
    """By an invitation that the actor sees: what other sites do is not told."""
    there = invitations_for(actor).filter(
        email__iexact=email,
        roles__site__in=sites,
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    )
    return there.exists()


def _locked(invitation: Invitation, actor: User) -> Invitation:
    """The row, for somebody who manages all its sites. Raises PermissionDenied."""
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    for invited in row.roles.select_related("site"):
        permissions.require(actor, Verb.MANAGE_SITE, invited.site)
    return row
