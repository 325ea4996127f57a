"""Stories, languages and sites that go out in one instant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.enums import ReleaseState, Verb, WorkflowState
from articles.models.site import Site
from articles.models.story import Story
from articles.models.taxonomy import Category
from articles.models.translation import content_languages

if TYPE_CHECKING:
    from articles.models.user import User


class ReleaseQuerySet(models.QuerySet["Release"]):
    """What the desk asks of releases."""

    def for_user(self, user: User) -> Self:
        """Releases of sites that the user may read, and those that place something there."""
        sites = permissions.sites_where(user, Verb.VIEW)
        if sites is None:
            return self
        placed = ReleaseItem.objects.filter(release=models.OuterRef("pk"), site__in=sites)
        return self.filter(models.Q(site__in=sites) | models.Exists(placed))

    def open(self, at: datetime) -> Self:
        """Planned, or waiting for their minute."""
        return self.filter(
            models.Q(state=ReleaseState.PLANNED)
            | models.Q(state=ReleaseState.SCHEDULED, publish_at__gt=at)
        )


class Release(models.Model):
    """One decision about many texts: all of them at `publish_at`, or none.

    Nothing runs at that minute. Releasing gives every publication the same time, and readers see
    them by the one definition of public.
    """

    # Whose it is: an empty release has to belong to somebody. Its items may be on any site.
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="releases", verbose_name=_("site")
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("For the desk; readers never see it.")
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=ReleaseState.choices,
        default=ReleaseState.PLANNED,
        editable=False,
    )
    publish_at = models.DateTimeField(_("public from"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("planned by"),
    )
    created_at = models.DateTimeField(_("planned"), auto_now_add=True)
    # Who gave it the state or the time that it has now, and when.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReleaseState.values), name="release_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReleaseState.PLANNED) | models.Q(publish_at__isnull=True),
                name="release_planned_without_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReleaseState.SCHEDULED)
                | models.Q(publish_at__isnull=False),
                name="release_scheduled_at_a_time",
            ),
            # What the items point at, so that they know the state: see their migration.
            models.UniqueConstraint(fields=["id", "state"], name="release_of_state"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_out(self, at: datetime) -> bool:
        """Whether its minute has come."""
        return (
            self.state == ReleaseState.SCHEDULED
            and self.publish_at is not None
            and self.publish_at <= at
        )

    def waits(self, at: datetime) -> bool:
        """Whether it has a time that has not come yet."""
        return self.state == ReleaseState.SCHEDULED and not self.is_out(at)


class ReleaseItem(models.Model):
    """One text on one site in a release: what the verb `publish` will be asked."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="release_items")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    section = models.ForeignKey(
        Category,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("section"),
    )
    headline = models.CharField(_("headline"), max_length=250, blank=True)
    expire_at = models.DateTimeField(_("public until"), null=True)
    # The release's own: a composite foreign key with ON UPDATE CASCADE keeps it so.
    state = models.CharField(
        max_length=9, choices=ReleaseState.choices, default=ReleaseState.PLANNED
    )
    # How it was before the release, so that cancelling can put it back.
    is_first = models.BooleanField(default=False)
    text_state = models.CharField(max_length=12, choices=WorkflowState.choices, blank=True)

    class Meta:
        verbose_name = _("part of a release")
        verbose_name_plural = _("parts of releases")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["release", "story", "site", "language_code"], name="release_item_once"
            ),
            models.UniqueConstraint(
                fields=["story", "site", "language_code"],
                condition=models.Q(state=ReleaseState.PLANNED),
                name="release_item_planned_once",
            ),
        ]
        indexes = [
            models.Index(fields=["story", "site", "language_code"], name="release_item_of_text"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.site_id} · {self.language_code}"
