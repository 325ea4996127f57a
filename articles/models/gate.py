"""What a site does about findings, and which of them a person has called intended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import RuleAction
from articles.models.revision import Revision
from articles.models.site import Site
from articles.models.story import Story
from articles.models.translation import content_languages


class FindingPolicy(models.Model):
    """A site's own answer to one rule; without a row the rule's own severity counts."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="finding_policies", verbose_name=_("site")
    )
    rule = models.CharField(_("rule"), max_length=40)
    action = models.CharField(_("action"), max_length=5, choices=RuleAction.choices)

    class Meta:
        ordering = ["site", "rule"]
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "rule"], name="finding_policy_once"),
            models.CheckConstraint(
                condition=models.Q(action__in=RuleAction.values), name="finding_policy_known_action"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.action}"


class Dismissal(models.Model):
    """Somebody's word that what a rule found in a segment is intended.

    The hashes are its key, so it says nothing any more once the segment, or the segment of the
    original beside it, has other words.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="dismissals")
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    rule = models.CharField(_("rule"), max_length=40)
    segment_hash = models.CharField(max_length=64)
    source_hash = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    # Whether it also holds where the rule blocks: not everybody who may dismiss a warning may
    # say that much.
    covers_blocks = models.BooleanField(default=False)
    dismissed_at = models.DateTimeField(_("when"), auto_now=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("intended finding")
        verbose_name_plural = _("intended findings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["story", "language_code", "rule", "segment_hash", "source_hash"],
                name="dismissal_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class Judgement(models.Model):
    """That a revision was judged, and by what: see `integrity.findings`.

    The fingerprint is that of everything besides the revision that the rules looked at; where it
    is still the same, judging again would find the same.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, primary_key=True, related_name="judgement"
    )
    fingerprint = models.CharField(max_length=32)
    judged_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"judgement of revision {self.revision_id}"
