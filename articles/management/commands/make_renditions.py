"""`manage.py make_renditions`: pictures made before the first reader asks for them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles.imaging.batch import Report, make_missing, remove_outdated
from articles.models import Image, Site

BATCH = 500


class Command(BaseCommand):
    """Make every missing rendition; safe to repeat, and to stop at any moment."""

    help = (
        "Makes the renditions of pictures that are not stored yet, so that no reader waits for "
        "one. Safe to repeat. Exits with an error if a picture could not be made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", metavar="KEY", help="only pictures of this site's desk")
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")
        parser.add_argument(
            "--remove-outdated",
            action="store_true",
            help="also remove renditions of earlier files and focal points",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # The others answer nobody; if their rights are prolonged, the first reader has them made.
        images = Image.objects.showable(timezone.now()).order_by("pk")
        if options["site"]:
            images = images.filter(site=_site(options["site"]))
        report, dry_run = Report(), options["dry_run"]
        with tqdm(
            total=images.count(), desc="Pictures", unit="picture", disable=None, file=sys.stderr
        ) as progress:
            for image in images.iterator(chunk_size=BATCH):
                make_missing(image, report, dry_run=dry_run)
                progress.update()
        if options["remove_outdated"]:
            remove_outdated(images.iterator(chunk_size=BATCH), report, dry_run=dry_run)
        self._say(report, dry_run=dry_run)

    def _say(self, report: Report, *, dry_run: bool) -> None:
        for failure in report.failed:
            self.stderr.write(failure)
        made, removed = ("to make", "to remove") if dry_run else ("made", "removed")
        closing = (
            f"{report.pictures} pictures: {report.made} renditions {made}, "
            f"{report.present} there already, {report.removed} {removed}, "
            f"{len(report.failed)} pictures failed."
        )
        if report.failed:
            raise CommandError(closing)
        self.stdout.write(closing)


def _site(key: str) -> Site:
    site = Site.objects.filter(key=key).first()
    if site is None:
        known = ", ".join(Site.objects.values_list("key", flat=True)) or "none yet"
        raise CommandError(f"There is no site {key!r}. Sites: {known}.")
    return site
