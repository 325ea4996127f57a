"""What a program shows instead of a password, acting as the person who made it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def valid(self, at: datetime) -> Self:
        """Those that open the door: not run out, and of somebody who is on the staff now."""
        return self.filter(expires_at__gt=at, user__is_active=True, user__is_staff=True)


class ApiToken(models.Model):
    """One key of one person. Only its hash is kept; the key itself was shown once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="api_tokens",
        verbose_name=_("person"),
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("Which program uses it, and where.")
    )
    # SHA-256 of a key with 256 random bits: nothing that could be guessed, so nothing to slow down.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # The beginning of the key, by which its owner knows it again.
    hint = models.CharField(_("begins with"), max_length=12, editable=False)
    read_only = models.BooleanField(
        _("only reads"), default=False, help_text=_("Changes nothing, whatever you may do.")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
