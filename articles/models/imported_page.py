"""Pages taken over from an older system."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.site import Site
from articles.models.story import Story
from articles.models.translation import content_languages


class ImportedPage(models.Model):
    """What a page of an older system brought along besides its text.

    Publishing the story in this language on this site takes the date as its own and the clicks as
    the opening balance of its view total. The fingerprint makes a second import change nothing.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="imported_page")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published there"))
    clicks = models.PositiveBigIntegerField(_("clicks there"))
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "language_code", "fingerprint"], name="imported_page_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id} ({self.published_at:%Y-%m-%d})"
