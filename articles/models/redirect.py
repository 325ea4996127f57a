"""Old addresses."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.site import Site


class Redirect(models.Model):
    """An address of one site that moved. Stories need none: their id finds them."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="redirects", verbose_name=_("site")
    )
    old_path = models.CharField(
        _("old path"), max_length=500, help_text=_("With its slashes, and the query if it has one.")
    )
    new_path = models.CharField(_("new path"), max_length=500)

    class Meta:
        ordering = ["site", "old_path"]
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.UniqueConstraint(fields=["site", "old_path"], name="redirect_once"),
            models.CheckConstraint(
                condition=models.Q(old_path__startswith="/", new_path__startswith="/"),
                name="redirect_within_site",
                violation_error_message=_("Both paths begin with a slash."),
            ),
            models.CheckConstraint(
                condition=~models.Q(old_path=models.F("new_path")),
                name="redirect_goes_elsewhere",
                violation_error_message=_("The new path is the old one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"
