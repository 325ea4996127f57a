"""Who is what on which site."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import Role
from articles.models.site import Site
from articles.models.translation import content_languages


class Membership(models.Model):
    """One role of one person on one site; `articles.permissions` says what it allows."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("user"),
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("site")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    languages = ArrayField(
        models.CharField(max_length=15, choices=content_languages),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("Empty: all languages of the site."),
    )

    class Meta:
        ordering = ["site", "role"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "site", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.site}"

    def covers(self, language_code: str | None) -> bool:
        """Whether the membership reaches this language; None asks for no language."""
        return language_code is None or not self.languages or language_code in self.languages
