"""Pictures, with what every use of them needs."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import MD5, Concat
from django.utils.translation import gettext_lazy as _
from parler.fields import TranslatedField, TranslationsForeignKey

from articles.enums import DigitalSource
from articles.models.site import Site
from articles.models.translation import (
    TranslatableManager,
    TranslatableModel,
    TranslatableQuerySet,
    Translation,
)

# What every rendition says of the picture's rights; a change gives it new addresses.
RIGHTS = (
    *("creator", "credit", "copyright_notice", "usage_terms"),
    *("licence_url", "licensor_url", "digital_source"),
)
# Between them in the digest: a letter that no form lets in.
_SEPARATOR = models.Value("\x1f")


def _joined_rights() -> Concat:
    parts = [part for name in RIGHTS for part in (models.F(name), _SEPARATOR)]
    return Concat(*parts, output_field=models.TextField())


class ImageQuerySet(TranslatableQuerySet):
    """The vocabulary of rights in pictures."""

    def showable(self, at: datetime) -> Self:
        """Those whose rights have not ended at this moment; agrees with `may_be_shown`."""
        return self.exclude(rights_until__lte=at)

    def rights_ended(self, at: datetime) -> Self:
        return self.filter(rights_until__lte=at)

    def rights_end(self, after: datetime, until: datetime) -> Self:
        """Between two moments, the second included."""
        return self.filter(rights_until__gt=after, rights_until__lte=until)


def may_be_shown(rights_until: datetime | None, at: datetime) -> bool:
    """Whether readers may see a picture at this moment. The only definition."""
    return rights_until is None or rights_until > at


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
    creator = models.CharField(
        _("creator"), max_length=200, blank=True, help_text=_("The person behind the camera.")
    )
    copyright_notice = models.CharField(
        _("copyright notice"), max_length=300, blank=True, help_text=_("For example © 2026 Reuters")
    )
    usage_terms = models.CharField(
        _("usage terms"),
        max_length=500,
        blank=True,
        help_text=_("What may be done with the picture, or the name of its licence."),
    )
    licence_url = models.URLField(
        _("page of the licence"),
        max_length=300,
        blank=True,
        help_text=_("Where the licence can be read."),
    )
    licensor_url = models.URLField(
        _("page for licensing"),
        max_length=300,
        blank=True,
        help_text=_("Where others can ask for a licence."),
    )
    digital_source = models.CharField(
        _("how it was made"), max_length=40, blank=True, choices=DigitalSource.choices
    )
    rights_until = models.DateTimeField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("From then on readers see the picture nowhere; stories stay without it."),
    )
    # What the uploaded file said, by the names of `imaging.attribution.Attribution`.
    file_says = models.JSONField(default=dict, editable=False)
    # Made by the database, so that no way of writing the words can forget it.
    rights_digest = models.GeneratedField(
        expression=MD5(_joined_rights()),
        output_field=models.CharField(max_length=32),
        db_persist=True,
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

    objects = TranslatableManager.from_queryset(ImageQuerySet)()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(fields=["site", "-uploaded_at"], name="image_by_site"),
            models.Index(
                fields=["rights_until"],
                condition=models.Q(rights_until__isnull=False),
                name="image_rights_end",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focal_point_inside",
                violation_error_message=_("The focal point lies outside the picture."),
            ),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="image_has_pixels"
            ),
            models.CheckConstraint(
                condition=models.Q(digital_source__in=["", *DigitalSource.values]),
                name="image_known_digital_source",
            ),
            # They stand in structured data, where others follow them.
            models.CheckConstraint(
                condition=models.Q(licence_url__regex=r"^(https?://.*)?$")
                & models.Q(licensor_url__regex=r"^(https?://.*)?$"),
                name="image_rights_on_the_web",
                violation_error_message=_("An address begins with https:// or http://."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.file.name).rpartition("/")[2]

    def may_be_shown(self, at: datetime) -> bool:
        return may_be_shown(self.rights_until, at)


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
