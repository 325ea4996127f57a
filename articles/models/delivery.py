"""Stories that one site offers to another."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import DeliveryState
from articles.models.site import Site
from articles.models.story import Story


class Delivery(models.Model):
    """One offer, and its answer; what was accepted is placed by a `Publication`.

    `languages` shrinks when the origin takes some of them down, and is what remains allowed.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="deliveries")
    to_site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("to site")
    )
    languages = ArrayField(models.CharField(max_length=15), verbose_name=_("languages"))
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=DeliveryState.choices,
        default=DeliveryState.OFFERED,
    )
    note = models.TextField(_("note"), blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("offered by"),
    )
    offered_at = models.DateTimeField(_("offered"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["-offered_at", "-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["story", "to_site"],
                condition=models.Q(state=DeliveryState.OFFERED),
                name="delivery_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="delivery_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DeliveryState.DECLINED) | ~models.Q(reason=""),
                name="delivery_declined_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["to_site", "state", "-offered_at"], name="delivery_to_answer"),
        ]

    def __str__(self) -> str:
        return f"#{self.story_id} → {self.to_site_id}: {self.state}"
