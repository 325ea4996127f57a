"""History: immutable snapshots of texts, and the log of who did what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import Verb
from articles.models.author import Source
from articles.models.image import Image
from articles.models.site import Site
from articles.models.story import Story
from articles.models.translation import content_languages
from articles.richtext.field import RichTextField


class Revision(models.Model):
    """One language of a story as it was saved. Never updated: the database refuses (0002).

    Besides the text it keeps the fields that belong to what readers see, so that a live story
    shows nothing of the working copy.
    """

    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    title = models.CharField(_("title"), max_length=250)
    dek = models.TextField(_("dek"), blank=True)
    body = RichTextField(_("body"), blank=True)
    slug = models.CharField(_("slug"), max_length=80)
    lead_image = models.ForeignKey(Image, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    author_ids = models.JSONField(_("authors"), default=list)
    tag_ids = models.JSONField(_("tags"), default=list)
    # What its segments were made from, as `translation.links` packs it; None for an original.
    links = models.JSONField(null=True, default=None)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            # What composite foreign keys point at: see migration 0002.
            models.UniqueConstraint(
                fields=["id", "story", "language_code"], name="revision_of_story_language"
            ),
        ]
        indexes = [
            models.Index(fields=["story", "language_code", "-id"], name="revision_history"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language_code}, {self.pk})"


class StateChange(models.Model):
    """Who did what to which text, when and why. Append-only: the database refuses more (0002).

    What concerns a site and no story, such as its front page, names the site alone.
    Its references have no constraint in the database, because the log outlives what it names.
    """

    story = models.ForeignKey(
        Story,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="state_changes",
    )
    language_code = models.CharField(_("language"), max_length=15, blank=True)
    site = models.ForeignKey(
        Site,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="+",
        verbose_name=_("site"),
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    verb = models.CharField(_("what"), max_length=20, choices=Verb.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.TextField(_("why"), blank=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story__isnull=False) | models.Q(site__isnull=False),
                name="state_change_of_story_or_site",
            ),
        ]
        indexes = [
            models.Index(fields=["story", "-id"], name="state_change_of_story"),
            models.Index(fields=["site", "-id"], name="state_change_on_site"),
        ]

    def __str__(self) -> str:
        subject = f"#{self.story_id}" if self.story_id else f"@{self.site_id}"
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {subject} {self.language_code}"
