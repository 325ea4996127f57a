"""Asking somebody to join the desk."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import InvitationState, Role
from articles.models.site import Site
from articles.models.translation import content_languages
from articles.models.user import interface_languages


class Invitation(models.Model):
    """A link for somebody without an account, and the roles that it is worth.

    The link is signed and not stored; `sendings` is part of it, so that the next one ends it.
    """

    email = models.EmailField(_("e-mail address"))
    language_code = models.CharField(
        _("language of the e-mail"), max_length=15, choices=interface_languages
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("good until"))
    sendings = models.PositiveSmallIntegerField(_("times sent"), default=0)
    mail_failed = models.BooleanField(_("the e-mail could not be sent"), default=False)
    revoked_at = models.DateTimeField(_("taken back"), null=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def state(self) -> InvitationState:
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        is_over = self.expires_at <= timezone.now()
        return InvitationState.EXPIRED if is_over else InvitationState.OPEN

    @property
    def is_open(self) -> bool:
        return self.state is InvitationState.OPEN

    @property
    def may_be_sent(self) -> bool:
        return self.state in {InvitationState.OPEN, InvitationState.EXPIRED}


class InvitedRole(models.Model):
    """What the person is to be on one site, once they have accepted."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="roles")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    languages = ArrayField(
        models.CharField(max_length=15, choices=content_languages), default=list, blank=True
    )

    class Meta:
        ordering = ["site", "role"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "site", "role"], name="invited_role_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invited_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.site}"
