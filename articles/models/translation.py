"""What every table of translations has in common."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from parler.managers import TranslatableManager, TranslatableQuerySet
from parler.models import TranslatableModel, TranslatedFieldsModel

__all__ = [
    "TranslatableManager",
    "TranslatableModel",
    "TranslatableQuerySet",
    "Translation",
    "content_languages",
]


def content_languages() -> list[tuple[str, str]]:
    """Choices for the language of a text: every language that stories may be written in."""
    return list(settings.LANGUAGES)


class Translation(TranslatedFieldsModel):
    """A row of texts in one language.

    Its choices are a function, so that a change of the setting makes no migration.
    """

    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)

    class Meta:
        abstract = True
        default_permissions = ()
