"""Pictures, with what every use of them needs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from parler.fields import TranslatedField, TranslationsForeignKey

from articles.models.site import Site
from articles.models.translation import TranslatableManager, TranslatableModel, Translation


class Image(TranslatableModel):
    """One picture as it was uploaded; `articles.imaging` makes what readers get from it."""

    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        related_name="images",
        verbose_name=_("site"),
        help_text=_("The desk that keeps it."),
    )
    file = models.FileField(_("file"), max_length=200)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    format = models.CharField(_("format"), max_length=8, editable=False)
    checksum = models.CharField(_("checksum"), max_length=64, editable=False, db_index=True)
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, help_text=_("0 is the left edge, 1 the right.")
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, help_text=_("0 is the upper edge, 1 the lower.")
    )
    credit = models.CharField(
        _("credit"), max_length=200, help_text=_("Who made the picture, as readers see it.")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    alt = TranslatedField()
    caption = TranslatedField()

    objects = TranslatableManager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [models.Index(fields=["site", "-uploaded_at"], name="image_by_site")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focal_point_inside",
                violation_error_message=_("The focal point lies outside the picture."),
            ),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="image_has_pixels"
            ),
        ]

    def __str__(self) -> str:
        return str(self.file.name).rpartition("/")[2]


class ImageTranslation(Translation):
    """What a picture shows, in one language."""

    master = TranslationsForeignKey(
        Image, on_delete=models.CASCADE, related_name="translations", editable=False
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("text of a picture")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["master", "language_code"], name="image_one_translation"
            )
        ]

    def __str__(self) -> str:
        return self.alt
