"""`manage.py roll_up_views`: what a timer calls, every minute or every night."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from articles.counting.ranking import rank
from articles.counting.roll_up import prune, roll_up, waiting_views
from articles.counting.visitors import forget_old_salts

KEPT_DAYS = 35


def _days(text: str) -> int:
    try:
        days = int(text)
    except ValueError:
        days = 0
    if not 1 <= days <= 36_500:
        raise ArgumentTypeError(f"{text!r}: write a number of days from 1 to 36500.")
    return days


class Command(BaseCommand):
    """Totals from the ledger; safe to repeat, to stop, and to run beside itself."""

    help = (
        "Adds counted views to their hours and totals, makes the lists of what is read most, and "
        "deletes rows of the ledger that are in them and old. Safe to repeat, to stop at any "
        "moment, and to run from several places."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days",
            type=_days,
            default=KEPT_DAYS,
            help=f"how long rows of the ledger are kept (default: {KEPT_DAYS})",
        )
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self.stdout.write(f"{waiting_views()} views to roll up.")
            return
        now = timezone.now()
        with tqdm(
            total=waiting_views(), desc="Views", unit="view", disable=None, file=sys.stderr
        ) as progress:
            moved = roll_up(progress.update)
        ranked = rank(now)
        pruned = prune(now - timedelta(days=options["days"]))
        salts = forget_old_salts(now.astimezone(UTC).date())
        self.stdout.write(
            f"{moved} views rolled up, {len(ranked)} kinds of lists made anew, "
            f"{pruned} old rows of the ledger deleted, {salts} salts of past days deleted."
        )
