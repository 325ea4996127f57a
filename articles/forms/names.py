"""Names of sections, tags and authors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.forms.languages import ModelForm, SluggedForm
from articles.models import Author, CategoryTranslation
from articles.text.slugs import slugify


class SectionNameForm(SluggedForm):
    """A section in one language; its slug is its own on its site."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        site_id = self.instance.master.site_id
        others = CategoryTranslation.objects.filter(
            section_site=site_id, language_code=self.code, slug=data.get("slug", "")
        )
        if site_id and others.exclude(pk=self.instance.pk).exists():
            raise ValidationError({"slug": _("Another section of this site has this slug.")})
        return data


class AuthorForm(ModelForm):
    """An empty slug is made from the name, and made unlike all others when it is saved."""

    class Meta:
        model = Author
        fields = ["name", "slug", "portrait"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slugify(slug, "en", "author") if slug else ""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        # The constraint asks for what saving will fill.
        return excluded if self.cleaned_data.get("slug") else {*excluded, "slug"}
