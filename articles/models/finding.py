"""What the integrity rules found in a text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.models.revision import Revision
from articles.models.translation import content_languages


class Finding(models.Model):
    """One result of one rule on one revision; a check replaces all findings of its revision."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="findings")
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    rule = models.CharField(_("rule"), max_length=40)
    severity = models.CharField(_("severity"), max_length=5, choices=Severity.choices)
    # Where: the segment's place in the text (0 is the title), its kind, its number among those
    # of its kind (from 1), and what it said.
    segment_index = models.PositiveIntegerField(_("segment"))
    segment_kind = models.CharField(max_length=12, blank=True, default="")
    segment_number = models.PositiveIntegerField(default=0)
    segment_hash = models.CharField(max_length=64)
    # Of rules that compare: the segment of the original, and whether that is what `segment_index`
    # counts, because the translation has none.
    source_hash = models.CharField(max_length=64, blank=True, default="")
    of_original = models.BooleanField(default=False)
    excerpt = models.CharField(_("text"), max_length=200)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        ordering = ["revision", "segment_index", "pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(severity__in=Severity.values), name="finding_known_severity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.excerpt}"
