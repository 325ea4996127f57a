"""What the desk says to readers about its own mistakes: corrections, and retractions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.publication import Publication
from articles.models.story import Story
from articles.models.translation import content_languages


class Correction(models.Model):
    """A dated notice on one language of a story, on every site that shows it."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="corrections")
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    text = models.TextField(_("notice"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    # The correction of the original that this one answers; None for the original's own, and for
    # what only this language had wrong. Of the same story: a composite foreign key, see 0012.
    root = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="counterparts"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_says_something"),
            models.UniqueConstraint(
                fields=["root", "language_code"], name="correction_answered_once"
            ),
            # What the composite foreign key points at.
            models.UniqueConstraint(fields=["id", "story"], name="correction_with_story"),
        ]
        indexes = [
            models.Index(
                fields=["story", "language_code", "-at", "-id"], name="correction_of_story"
            ),
            models.Index(fields=["language_code", "-at", "-id"], name="correction_newest"),
        ]

    def __str__(self) -> str:
        return f"#{self.story_id} {self.language_code}: {self.text[:60]}"


class Retraction(models.Model):
    """What stands at the address of a publication that was retracted, until it is public anew."""

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, primary_key=True, related_name="retraction"
    )
    text = models.TextField(_("notice"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="retraction_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.text[:60]}"
