"""Stories that one site offers to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.enums import DeliveryState, Role, Verb
from articles.models.site import Site
from articles.models.story import Story

if TYPE_CHECKING:
    from articles.models.user import User

    QuerySet = models.QuerySet["Delivery"]
else:
    QuerySet = models.QuerySet


class DeliveryQuerySet(QuerySet):
    """What the desks at both ends ask of offers."""

    def for_user(self, user: User) -> Self:
        """Offers that a site of theirs made or was made."""
        sites = permissions.sites_where(user, Verb.VIEW)
        if sites is None:
            return self
        return self.filter(models.Q(to_site__in=sites) | models.Q(story__origin__in=sites))

    def to_answer(self, user: User) -> Self:
        """Open offers of which this person may accept at least one language."""
        rows = self.filter(state=DeliveryState.OFFERED)
        sites = permissions.sites_where(user, Verb.ACCEPT)
        if sites is None:
            return rows
        theirs = models.Q(pk__in=[])
        for membership in permissions.memberships(user) if sites else ():
            if membership.role in RECEIVERS:
                limit = {"languages__overlap": membership.languages} if membership.languages else {}
                theirs |= models.Q(to_site=membership.site_id, **limit)
        return rows.filter(theirs)


RECEIVERS = frozenset(role for role in Role if Verb.ACCEPT in permissions.GRANTS[role])


class Delivery(models.Model):
    """One offer, and its answer; what was accepted is placed by a `Publication`.

    `languages` shrinks when the origin takes some of them down, and is what remains allowed.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="deliveries")
    to_site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("to site")
    )
    languages = ArrayField(models.CharField(max_length=15), verbose_name=_("languages"))
    # The original's when it was offered: who declined does not see what became of it.
    title = models.CharField(_("title"), max_length=250, blank=True)
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

    objects = DeliveryQuerySet.as_manager()

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
        return self.title or f"#{self.story_id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == DeliveryState.OFFERED
