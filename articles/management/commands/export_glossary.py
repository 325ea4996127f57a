"""`manage.py export_glossary`: the newsroom's terms for a spreadsheet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.exchange.glossary.importing import exported
from articles.exchange.glossary.writing import write_glossary
from articles.management.choices import site_of, written


class Command(BaseCommand):
    """A thin shell over `exchange.glossary`."""

    help = "Writes the glossary as CSV, which `import_glossary` and every spreadsheet read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        codes = settings.CONTENT_LANGUAGES
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--site", default="", help="only the terms of this site (its key)")
        parser.add_argument("--source", default="", choices=codes, help="from this language only")
        parser.add_argument("--target", default="", choices=codes, help="into this language only")

    def handle(
        self, *args: Any, file: Path, site: str, source: str, target: str, **options: Any
    ) -> None:
        terms = exported(
            site=site_of(site) if site else None, source_language=source, target_language=target
        )
        with written(file) as opened:
            opened.write(write_glossary(terms))
        self.stdout.write(
            _("Terms written to %(file)s: %(count)d.") % {"count": len(terms), "file": file}
        )
