"""Sections of a site, and tags of the site group."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from parler.fields import TranslatedField, TranslationsForeignKey

from articles.models.site import Site
from articles.models.translation import TranslatableManager, TranslatableModel, Translation
from articles.text.slugs import slugify

# First parts of public addresses after the language; a section may not take one of them.
RESERVED_SLUGS = frozenset(
    {
        *("archive", "author", "corrections", "feeds", "most-read", "page"),
        *("rss", "search", "section", "sitemap", "tag"),
    }
)


class Category(TranslatableModel):
    """A section of one site; the tree is for menus, addresses are flat."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="categories", verbose_name=_("site")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent section"),
    )
    key = models.SlugField(_("key"), help_text=_("The name that commands and imports use."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    name = TranslatedField()
    slug = TranslatedField()

    objects = TranslatableManager()

    class Meta:
        ordering = ["site", "position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["site", "key"], name="category_key_once"),
            # What composite foreign keys point at: see migration 0002.
            models.UniqueConstraint(fields=["id", "site"], name="category_with_site"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="category_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} · {self.key}"

    def clean(self) -> None:
        """Refuse a parent of another site, and a loop."""
        seen = {self.pk}
        parent = self.parent
        while parent is not None:
            if parent.site_id != self.site_id:
                raise ValidationError({"parent": _("The parent is a section of another site.")})
            if parent.pk in seen and self.pk is not None:
                raise ValidationError({"parent": _("A section cannot be inside itself.")})
            seen.add(parent.pk)
            parent = parent.parent


class CategoryTranslation(Translation):
    """A section's name and address in one language."""

    master = TranslationsForeignKey(
        Category, on_delete=models.CASCADE, related_name="translations", editable=False
    )
    # The site once more, so that a slug can be unique on it; the database keeps both equal.
    section_site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", editable=False
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.CharField(_("slug"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("name of a section")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["master", "language_code"], name="category_one_translation"
            ),
            models.UniqueConstraint(
                fields=["section_site", "language_code", "slug"],
                name="category_slug_once",
                violation_error_message=_("Another section of this site has this slug."),
            ),
            models.CheckConstraint(
                condition=~models.Q(slug="") & ~models.Q(slug__in=sorted(RESERVED_SLUGS)),
                name="category_slug_usable",
                violation_error_message=_("This word is taken by other pages of the site."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill the slug from the name, and the site from the section."""
        self.section_site_id = self.master.site_id
        self.slug = self.slug or slugify(self.name, self.language_code, self.master.key)
        super().save(*args, **kwargs)


class Tag(TranslatableModel):
    """A subject across all sites."""

    key = models.SlugField(
        _("key"), unique=True, help_text=_("The name that commands and imports use.")
    )

    name = TranslatedField(any_language=True)
    slug = TranslatedField(any_language=True)

    objects = TranslatableManager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.key


class TagTranslation(Translation):
    """A tag's name and address in one language."""

    master = TranslationsForeignKey(
        Tag, on_delete=models.CASCADE, related_name="translations", editable=False
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.CharField(_("slug"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("name of a tag")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["master", "language_code"], name="tag_one_translation"),
            models.UniqueConstraint(
                fields=["language_code", "slug"],
                name="tag_slug_once",
                violation_error_message=_("Another tag has this slug."),
            ),
            models.CheckConstraint(condition=~models.Q(slug=""), name="tag_slug_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill the slug from the name."""
        self.slug = self.slug or slugify(self.name, self.language_code, self.master.key)
        super().save(*args, **kwargs)
