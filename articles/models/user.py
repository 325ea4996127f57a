"""The people of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from articles.models.membership import Membership


def interface_languages() -> list[tuple[str, str]]:
    """Choices for the language of the admin."""
    return list(settings.INTERFACE_LANGUAGES)


class User(AbstractUser):
    """Somebody who signs in. What they may do where is on `Membership`."""

    # Filled by `articles.permissions`, which asks many times in one request.
    known_memberships: list[Membership] | None = None

    # Filled by `articles.accounts.backend` with the row itself, so that asking costs no query.
    known_second_factor: bool | None = None

    interface_language = models.CharField(
        _("language of the admin"),
        max_length=15,
        blank=True,
        choices=interface_languages,
        help_text=_("Empty: the language of the browser."),
    )

    def __str__(self) -> str:
        """The name, as colleagues read it; the user name of whoever has none."""
        return self.get_full_name() or self.get_username()
