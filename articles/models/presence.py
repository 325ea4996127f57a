"""Who has a story open now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import DeskPage
from articles.models.story import Story


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self, at: datetime) -> Self:
        """Those that count: a page that was not heard of for a while has been closed."""
        return self.filter(seen_at__gt=at - Presence.KEPT)


class Presence(models.Model):
    """One page of the desk that one person has open; a sign for others, and never a lock."""

    # A page is heard of every BEAT seconds while it is looked at.
    BEAT = 20
    KEPT = timedelta(seconds=60)

    tab = models.UUIDField(primary_key=True)
    # Without a constraint: its check would wait for everybody who has locked the story to save
    # it, and a row that outlives its story is gone in a minute.
    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="presences", db_constraint=False
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(_("page"), max_length=20, choices=DeskPage.choices)
    # Which language they look at; empty where the page does not say.
    language_code = models.CharField(_("language"), max_length=15, blank=True)
    seen_at = models.DateTimeField(_("seen"), db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__in=DeskPage.values), name="presence_known_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} #{self.story_id} {self.page}"
