"""`manage.py rebuild_memory`: fill the translation memory from the texts that there are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.management.choices import site_of
from articles.models import MemoryUnit
from articles.translation import archive


class Command(BaseCommand):
    """A thin shell over `translation.archive`."""

    help = (
        "Fills the translation memory from the newest revision of every translation, and renews "
        "what similar segments are found by. Safe to repeat and to interrupt. Nothing is removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="", help="only stories of this site (its key)")

    def handle(self, *, site: str, **options: Any) -> None:
        chosen = site_of(site) if site else None
        total = archive.translations(chosen).count()
        with tqdm(total=total, desc=_("Translations"), disable=None, unit="text") as bar:
            counts = archive.remember_archive(chosen, bar.update)
        units = MemoryUnit.objects.count()
        with tqdm(total=units, desc=_("Signatures"), disable=None, unit="unit") as bar:
            renewed = archive.renew_signatures(bar.update)
        self.stdout.write(
            _(
                "Translations: %(texts)d. Segments: %(created)d created, %(updated)d updated, "
                "%(unchanged)d unchanged. Signatures renewed: %(renewed)d."
            )
            % {
                "texts": total,
                "renewed": renewed,
                **{name: counts[name] for name in ("created", "updated", "unchanged")},
            }
        )
