"""`manage.py import_glossary`: the newsroom's terms from a spreadsheet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.exchange.glossary.columns import RefusedGlossary
from articles.exchange.glossary.importing import import_glossary
from articles.management.choices import site_of
from articles.management.closing import closing_line


class Command(BaseCommand):
    """A thin shell over `exchange.glossary`: a file is taken as a whole, or not at all."""

    help = (
        "Reads terms (CSV: source_language, term, target_language, translation; if you like site, "
        "also_right, match_case, note). Importing a file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--site",
            default="",
            help="whose terms they are where the file has no column “site”; default: all sites",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and change nothing"
        )

    def handle(self, *args: Any, file: Path, site: str, dry_run: bool, **options: Any) -> None:
        owner = site_of(site) if site else None
        try:
            with transaction.atomic():
                report = import_glossary(file.read_bytes(), actor=None, site=owner)
                transaction.set_rollback(dry_run)
        except (RefusedGlossary, OSError) as error:
            raise CommandError(
                _("%(file)s: nothing was imported. %(error)s")
                % {"file": file, "error": getattr(error, "strerror", None) or error}
            ) from error
        self.stdout.write(closing_line(str(report), dry_run=dry_run))
