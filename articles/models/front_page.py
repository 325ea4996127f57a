"""Front pages: what the editors of an edition put where, and from when to when."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.site import Site
from articles.models.story import Story
from articles.models.translation import content_languages


class FrontPage(models.Model):
    """The front page of one edition; there is none before its editors first arranged it.

    That the site has the edition is a foreign key (site, language), see migration 0020.
    """

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="front_pages", verbose_name=_("site")
    )
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    # Counts the arrangements: whoever saves says which one they saw.
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        constraints = [
            models.UniqueConstraint(fields=["site", "language_code"], name="front_page_of_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} · {self.language_code}"


def holding_clauses(at: datetime, prefix: str = "") -> tuple[models.Q, models.Q]:
    """That the time of a slot has come and has not passed; a schedule needs nothing that runs."""
    begins, ends = f"{prefix}begins_at", f"{prefix}ends_at"
    return (
        models.Q(**{f"{begins}__isnull": True}) | models.Q(**{f"{begins}__lte": at}),
        models.Q(**{f"{ends}__isnull": True}) | models.Q(**{f"{ends}__gt": at}),
    )


class FrontPageSlotQuerySet(models.QuerySet["FrontPageSlot"]):
    """Slots of one front page."""

    def on(self, site: Site, language_code: str) -> Self:
        return self.filter(site=site, language_code=language_code)

    def in_order(self) -> Self:
        """By place; of those for one place, the one that begins last comes first."""
        return self.order_by("position", models.F("begins_at").desc(nulls_last=True), "pk")


class FrontPageSlot(models.Model):
    """A story for one place of a front page.

    Of several for the same place the one that began last has it; where its story is not live, or
    when its time is over, the one before has it again, and after all of them the rule.
    Two foreign keys (0020) say that the front page is there, and that the story was published in
    that edition; whether it is public at a moment only `Publication.objects.live()` knows.
    """

    # The unique index begins with the site: one of the site alone would lead the planner astray.
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", db_index=False)
    language_code = models.CharField(_("language"), max_length=15)
    position = models.PositiveSmallIntegerField(_("place"))
    story = models.ForeignKey(
        Story,
        on_delete=models.PROTECT,
        related_name="front_page_slots",
        verbose_name=_("story"),
    )
    begins_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = FrontPageSlotQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "language_code", "position", "begins_at"],
                nulls_distinct=False,
                name="front_page_slot_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="front_page_slot_counts_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(begins_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("begins_at")),
                name="front_page_slot_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} · {self.language_code} · {self.position}: #{self.story_id}"
