"""`manage.py seed_demo`: a site group that looks like real news."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.counting.ranking import rank
from articles.counting.roll_up import roll_up
from articles.demo.seeding import seed


class Command(BaseCommand):
    """Make what is missing of the demo; safe to repeat, refused with production settings."""

    help = "Makes a site group that looks like real news, for development only. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, count the readers, and say what was made."""
        try:
            report = seed(
                lambda records: tqdm(
                    list(records), desc="Stories", unit="story", disable=None, file=sys.stderr
                )
            )
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        roll_up()
        rank()
        kinds = sorted(report.created.keys() | report.unchanged.keys())
        self.stdout.write(
            "; ".join(
                f"{kind}: {report.created[kind]} created, {report.unchanged[kind]} unchanged"
                for kind in kinds
            )
        )
