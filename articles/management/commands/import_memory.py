"""`manage.py import_memory`: translations of other tools into the translation memory."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.exchange.tmx.records import NotTmx
from articles.exchange.tmx.transfer import import_tmx
from articles.management.choices import site_of
from articles.management.closing import closing_line


class Command(BaseCommand):
    """A thin shell over `exchange.tmx`: a file is taken as a whole, or not at all."""

    help = (
        "Reads a translation memory (TMX 1.1 to 1.4) into that of the site group. Importing a "
        "file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--site", default="", help="note this site as where it comes from")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and change nothing"
        )

    def handle(self, *args: Any, file: Path, site: str, dry_run: bool, **options: Any) -> None:
        origin = site_of(site) if site else None
        try:
            with (
                file.open("rb") as opened,
                transaction.atomic(),
                tqdm(desc=file.name, disable=None, unit="unit") as bar,
            ):
                counts = import_tmx(opened, site=origin, advance=bar.update)
                transaction.set_rollback(dry_run)
        except (NotTmx, OSError) as error:
            raise CommandError(
                _("%(file)s: nothing was imported. %(error)s")
                % {"file": file, "error": getattr(error, "strerror", None) or error}
            ) from error
        summary = _(
            "Segments: %(created)d created, %(updated)d updated, %(unchanged)d unchanged. "
            "Units skipped: %(skipped)d."
        ) % {name: counts[name] for name in ("created", "updated", "unchanged", "skipped")}
        self.stdout.write(closing_line(summary, dry_run=dry_run))
