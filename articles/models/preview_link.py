"""Addresses at which somebody without an account reads what is not published."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.site import Site
from articles.models.story import Story
from articles.models.translation import content_languages

LONGEST = timedelta(days=30)


def new_token() -> str:
    """256 random bits, as they stand in the address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. It has too many bits to be guessed, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


class PreviewLink(models.Model):
    """Shows the working copy of one language, as it is when it is looked at, on one site.

    The token itself is kept nowhere: whoever reads the database can open nothing with it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="preview_links")
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    # With the site it names an edition: see migration 0024.
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("made"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("last opened"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("link to a preview")
        verbose_name_plural = _("links to previews")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at"))
                & models.Q(expires_at__lte=models.F("created_at") + LONGEST),
                name="preview_link_thirty_days",
                violation_error_message=_("A link is valid for 30 days at most."),
            ),
            models.CheckConstraint(
                condition=models.Q(token_hash__regex="^[0-9a-f]{64}$"),  # noqa: S106
                name="preview_link_hashed",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by__isnull=True) | models.Q(ended_at__isnull=False),
                name="preview_link_ended_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["story", "-id"], name="preview_link_of_story")]

    def __str__(self) -> str:
        return f"#{self.story_id} · {self.site_id} · {self.language_code}"

    def is_open(self, at: datetime) -> bool:
        """Whether its time has neither passed nor been cut short."""
        return self.ended_at is None and self.expires_at > at
