"""What was translated before, segment by segment, across the site group."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from articles.models.site import Site
from articles.models.story import Story
from articles.models.translation import content_languages


class MemoryUnit(models.Model):
    """One segment in two languages, as a person wrote or confirmed it.

    `articles.translation.remembering` writes, `articles.translation.memory` reads. `signature`
    holds what similar texts have in common, so that an index can find them.
    """

    source_language = models.CharField(max_length=15, choices=content_languages)
    target_language = models.CharField(max_length=15, choices=content_languages)
    source_hash = models.CharField(max_length=64)
    target_hash = models.CharField(max_length=64)
    source_text = models.TextField()
    source_html = models.TextField()
    target_html = models.TextField()
    signature = ArrayField(models.IntegerField(), default=list)
    # Where it was written last. The words outlive the story.
    site = models.ForeignKey(
        Site, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    story = models.ForeignKey(Story, on_delete=models.SET_NULL, null=True, related_name="+")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
    )
    written_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["source_language", "target_language", "source_hash", "target_hash"],
                name="memory_unit_once",
            )
        ]
        # Without `fastupdate` writers do the work: a list of new entries would be read from end
        # to end for every segment that is looked up.
        indexes = [GinIndex(fields=["signature"], name="memory_unit_signature", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.source_text[:60]} ({self.source_language} → {self.target_language})"
