"""`manage.py verify_views`: whether totals, days, hours and ledger of views agree."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from articles.counting.proof import differences, summary

MOST = 1_000_000


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= MOST:
        raise ArgumentTypeError(f"{text!r}: write a number from 1 to {MOST}.")
    return number


class Command(BaseCommand):
    """Reads only, also while readers are counted."""

    help = (
        "Proves the totals, days and hours of views from each other, and the hours from the ledger "
        "as far back as that reaches. Changes nothing. Exits with 1 where something differs, and "
        "names it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--most",
            type=_number,
            default=20,
            help="how many differences of each kind are named (default: 20)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(differences(options["most"]))
        for difference in found:
            self.stdout.write(difference)
        seen = summary()
        told = (
            f"{seen.publications} publications with {seen.views} views, {seen.in_ledger} of them "
            f"in the ledger; {seen.waiting} more wait for the next roll-up."
        )
        if found:
            self.stderr.write(f"Views do not agree. {told}")
            raise SystemExit(1)
        self.stdout.write(f"All views agree: {told}")
