"""Start-up only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The domain app."""

    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        """Register the system checks, and what listens."""
        from articles import checks, receivers  # noqa: F401, PLC0415
