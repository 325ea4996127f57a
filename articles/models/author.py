"""Who wrote it, and where it came from."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from parler.fields import TranslatedField, TranslationsForeignKey

from articles.models.image import Image
from articles.models.site import Site
from articles.models.translation import (
    TranslatableManager,
    TranslatableModel,
    Translation,
    content_languages,
)
from articles.text.slugs import slugify


class Author(TranslatableModel):
    """A byline. Need not be somebody who signs in."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(_("slug"), max_length=80, unique=True, blank=True)
    portrait = models.ForeignKey(
        Image,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )

    local_name = TranslatedField()
    bio = TranslatedField()

    objects = TranslatableManager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="author_slug_not_empty")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill the slug from the name, with a number where another author has it."""
        if not self.slug:
            base = slugify(self.name, "en", "author")
            taken = set(
                Author.objects.filter(slug__startswith=base)
                .exclude(pk=self.pk)
                .values_list("slug", flat=True)
            )
            candidates = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
            self.slug = next(slug for slug in candidates if slug not in taken)
        super().save(*args, **kwargs)


class AuthorTranslation(Translation):
    """What readers of one language are told about an author."""

    master = TranslationsForeignKey(
        Author, on_delete=models.CASCADE, related_name="translations", editable=False
    )
    local_name = models.CharField(
        _("name in this language"),
        max_length=120,
        blank=True,
        help_text=_("Empty: the name as it stands."),
    )
    bio = models.TextField(_("about the author"), blank=True)

    class Meta:
        verbose_name = _("about the author")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["master", "language_code"], name="author_one_translation"
            )
        ]

    def __str__(self) -> str:
        return self.local_name or self.master.name


class Source(TranslatableModel):
    """A wire or partner whose text or facts a story uses."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    url = models.URLField(_("address"), blank=True)
    # The licence. Nothing is public outside it: the database refuses (0007).
    licensed_sites = models.ManyToManyField(
        Site,
        blank=True,
        related_name="+",
        verbose_name=_("permitted sites"),
        help_text=_("None chosen: all sites."),
    )
    licensed_languages = ArrayField(
        models.CharField(max_length=15, choices=content_languages),
        default=list,
        blank=True,
        verbose_name=_("permitted languages"),
        help_text=_("None chosen: all languages."),
    )
    translation_allowed = models.BooleanField(_("may be translated"), default=True)
    licensed_until = models.DateTimeField(
        _("licensed until"),
        null=True,
        blank=True,
        help_text=_("Stories with this source are public until then at the latest."),
    )
    licence_terms = models.TextField(
        _("terms"), blank=True, help_text=_("For the desk: number of the contract, conditions.")
    )

    credit_line = TranslatedField()

    objects = TranslatableManager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name


class SourceTranslation(Translation):
    """The credit line in one language."""

    master = TranslationsForeignKey(
        Source, on_delete=models.CASCADE, related_name="translations", editable=False
    )
    credit_line = models.CharField(
        _("credit line"), max_length=200, help_text=_("As readers see it under the story.")
    )

    class Meta:
        verbose_name = _("credit line")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["master", "language_code"], name="source_one_translation"
            )
        ]

    def __str__(self) -> str:
        return self.credit_line
