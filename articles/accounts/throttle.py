"""How much e-mail people can make us send, counted in the log that nobody can change."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.accounts.errors import AccountRefused
from articles.enums import AccountVerb
from articles.models import AccountEvent, User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# To one address in a day, from one inviter in an hour.
INVITATIONS_TO_ADDRESS = 5
INVITATIONS_BY_PERSON = 30
# For one account, and from one network, in an hour.
RESETS_OF_ACCOUNT = 3
RESETS_FROM_NETWORK = 20


def invitation(email: str, actor: User) -> None:
    """Raise AccountRefused where enough was sent. An invitation has an entry for each role."""
    sent = AccountEvent.objects.filter(verb=AccountVerb.INVITED)
    now = timezone.now()
    by_person = sent.filter(actor=actor, at__gt=now - HOUR)
    to_address = sent.filter(detail__email__iexact=email, at__gt=now - DAY)
    if by_person.values("detail__sending").distinct().count() >= INVITATIONS_BY_PERSON:
        raise AccountRefused(_("You have sent many invitations. Go on in an hour."))
    if to_address.values("detail__sending").distinct().count() >= INVITATIONS_TO_ADDRESS:
        raise AccountRefused(_("This address got several invitations today. Go on tomorrow."))


def may_reset(user: User, address: str) -> bool:
    """Whether one more e-mail about a forgotten password may be sent; nobody is told."""
    sent = AccountEvent.objects.filter(verb=AccountVerb.RESET_SENT, at__gt=timezone.now() - HOUR)
    return (
        sent.filter(user=user).count() < RESETS_OF_ACCOUNT
        and sent.filter(address=address).count() < RESETS_FROM_NETWORK
    )
