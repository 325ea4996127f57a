"""`manage.py export_memory`: the translation memory for other tools."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.exchange.tmx.transfer import exported
from articles.exchange.tmx.writing import write_tmx
from articles.management.choices import site_of, written


class Command(BaseCommand):
    """A thin shell over `exchange.tmx`."""

    help = "Writes the translation memory as TMX 1.4b, which every translation tool reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        codes = settings.CONTENT_LANGUAGES
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--site", default="", help="only what was written last on this site")
        parser.add_argument("--source", default="", choices=codes, help="from this language only")
        parser.add_argument("--target", default="", choices=codes, help="into this language only")

    def handle(
        self, *args: Any, file: Path, site: str, source: str, target: str, **options: Any
    ) -> None:
        units = exported(
            site=site_of(site) if site else None, source_language=source, target_language=target
        )
        with written(file) as opened:
            count = write_tmx(units.iterator(), opened)
        self.stdout.write(
            _("Segments written to %(file)s: %(count)d.") % {"count": count, "file": file}
        )
