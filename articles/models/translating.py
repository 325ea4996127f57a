"""Translators at work: who has taken what, and what they typed and did not save yet."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story
from articles.models.translation import content_languages


class TranslationClaimQuerySet(models.QuerySet["TranslationClaim"]):
    def live(self, at: datetime) -> Self:
        """Those that count: one that has run out is nobody's."""
        return self.filter(expires_at__gt=at)


class TranslationClaim(models.Model):
    """That somebody works on one language of a story, until a time."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="claims")
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="claims",
        verbose_name=_("who"),
    )
    claimed_at = models.DateTimeField(_("since"))
    expires_at = models.DateTimeField(_("until"))

    objects = TranslationClaimQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["story", "language_code"], name="claim_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("claimed_at")), name="claim_has_time"
            ),
        ]
        # What has run out stays until somebody takes it: few of the rows count.
        indexes = [models.Index(fields=["expires_at"], name="claim_live")]

    def __str__(self) -> str:
        return f"{self.user} #{self.story_id} {self.language_code}"


class SegmentDraft(models.Model):
    """What one person has typed for one segment in the workbench and not saved yet.

    It belongs to that person alone. Saving compares `base_hash`, the target's hash when they
    began (empty: there was none), with the text as it stands, so that nobody writes over
    anybody.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    language_code = models.CharField(max_length=15, choices=content_languages)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The segment of the original, and which of those with the same words; for a segment that
    # only the translation has, `source_hash` is empty and `base_hash` names it.
    source_hash = models.CharField(max_length=64, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=0)
    base_hash = models.CharField(max_length=64, blank=True)
    html = models.TextField(blank=True)
    typed_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "story",
                    "language_code",
                    "user",
                    "source_hash",
                    "occurrence",
                    "base_hash",
                ],
                name="segment_draft_once",
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.user} for #{self.story_id} {self.language_code}"


class MachineUsage(models.Model):
    """Characters sent to a machine translator in a month, for its quota."""

    engine = models.CharField(max_length=40)
    month = models.DateField()
    characters = models.PositiveBigIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["engine", "month"], name="machine_usage_once")
        ]

    def __str__(self) -> str:
        return f"{self.engine} {self.month:%Y-%m}: {self.characters}"
