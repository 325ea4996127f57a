"""`manage.py check_translations`: the gate's rules over the whole archive."""

from __future__ import annotations

import re
import shutil
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, reset_queries
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.exchange.check_reports import FAIL_ON, REPORTS, Totals
from articles.exchange.check_reports.base import Facts
from articles.integrity.archive import CheckedText, Judges, OwnProcess, Scope, check, texts_in
from articles.integrity.processes import Processes
from articles.models import Edition, Site

FOUND, WRONG_OPTION, NOT_JUDGED, STOPPED = 1, 2, 3, 130
MOST_JOBS = 64
_DURATION = re.compile(r"(\d{1,6})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Command(BaseCommand):
    """Safe to repeat and to stop; what was judged before, and would be judged alike, is re-used."""

    help = (
        "Checks the newest text of every story in every language and says what the rules found, "
        "weighed by the policy of each story's own site. Exits with 0 where nothing is found "
        "that --fail-on names, 1 where something is, 2 for a wrong option, and 3 where not all "
        "texts could be judged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--site", metavar="KEY", default="", help="stories that a site owns or shows"
        )
        parser.add_argument("--language", metavar="CODE", default="", help="texts in a language")
        parser.add_argument(
            "--since",
            type=moment,
            metavar="WHEN",
            help="texts saved since a date (2026-11-01), a time (2026-11-01T18:00), or for as "
            "long as 90m, 12h, 7d or 2w",
        )
        parser.add_argument(
            "--format", choices=list(REPORTS), default="table", help="default: table"
        )
        parser.add_argument(
            "--fail-on",
            choices=list(FAIL_ON),
            default="block",
            help="what makes the command exit with 1 (default: block)",
        )
        parser.add_argument(
            "--jobs", type=jobs, default=1, metavar="N", help="processes that judge (default: 1)"
        )
        parser.add_argument(
            "--force", "--all", action="store_true", help="judge every text anew, changed or not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scope = Scope(_site(options["site"]), _language(options["language"]), options["since"])
        facts = Facts(
            datetime.now(UTC), options["fail_on"], options["site"], scope.language_code, scope.since
        )
        width = shutil.get_terminal_size().columns if self.stdout.isatty() else 0
        report = REPORTS[options["format"]](self._write, facts, width=width)
        totals = Totals()
        try:
            with _judges(options["jobs"]) as judges:
                report.begin()
                for text in _counted(scope, judges, force=options["force"]):
                    totals.add(text)
                    report.add(text)
        except KeyboardInterrupt:
            self._stop(totals)
        except (OperationalError, InterfaceError, BrokenExecutor) as error:
            raise CommandError(
                _("Broke off after %(texts)d texts: %(error)s")
                % {"texts": totals.texts, "error": error},
                returncode=NOT_JUDGED,
            ) from error
        report.end(totals)
        self._close(totals, options["format"], options["fail_on"])

    def _write(self, piece: str) -> None:
        self.stdout.write(piece, ending="")

    def _stop(self, totals: Totals) -> NoReturn:
        raise CommandError(
            _("Stopped after %(texts)d texts. What was judged is kept: run it again to go on.")
            % {"texts": totals.texts},
            returncode=STOPPED,
        )

    def _close(self, totals: Totals, form: str, fail_on: str) -> None:
        found = totals.findings
        closing = _(
            "%(texts)d texts: %(judged)d judged, %(unchanged)d unchanged, %(failed)d failed; "
            "%(block)d findings block, %(warn)d warn, %(intended)d are intended, "
            "%(off)d are not minded."
        ) % {
            "texts": totals.texts,
            "judged": totals.judged,
            "unchanged": totals.unchanged,
            "failed": totals.failed,
            "block": found["block"],
            "warn": found["warn"],
            "intended": found["intended"],
            "off": found["off"],
        }
        if totals.failed:
            raise CommandError(closing, returncode=NOT_JUDGED)
        if any(found[kind] for kind in FAIL_ON[fail_on]):
            raise CommandError(closing, returncode=FOUND)
        # Other forms are one document, and nothing stands behind it.
        (self.stdout if form == "table" else self.stderr).write(closing)


def moment(text: str) -> datetime:
    """A date, a time, or how long ago."""
    now = timezone.now()
    found = _DURATION.fullmatch(text)
    try:
        if found:
            return now - timedelta(**{_UNITS[found[2]]: int(found[1])})
        given = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ArgumentTypeError(
            _("“%s”: write a date such as 2026-11-01, or a duration such as 12h, 7d or 2w.") % text
        ) from None
    given = given if timezone.is_aware(given) else timezone.make_aware(given)
    if given > now:
        raise ArgumentTypeError(_("“%s” is still to come.") % text)
    return given


def jobs(text: str) -> int:
    """A number of processes."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= MOST_JOBS:
        raise ArgumentTypeError(
            _("“%(text)s”: write a number from 1 to %(most)d.") % {"text": text, "most": MOST_JOBS}
        )
    return number


def _judges(number: int) -> AbstractContextManager[Judges]:
    return Processes(number) if number > 1 else nullcontext(OwnProcess())


def _counted(scope: Scope, judges: Judges, *, force: bool) -> Iterator[CheckedText]:
    """The texts, with a bar on a terminal."""
    total = texts_in(scope).count() if sys.stderr.isatty() else None
    with tqdm(total=total, desc=_("Texts"), unit="text", disable=None, file=sys.stderr) as progress:
        for text in check(scope, judges, force=force):
            yield text
            progress.update()
            reset_queries()  # with DEBUG, Django remembers them all


def _site(key: str) -> Site | None:
    if not key:
        return None
    site = Site.objects.filter(key=key).first()
    if site is None:
        known = ", ".join(Site.objects.values_list("key", flat=True)) or "-"
        raise CommandError(
            _("There is no site “%(key)s”; write one of: %(known)s.")
            % {"key": key, "known": known},
            returncode=WRONG_OPTION,
        )
    return site


def _language(code: str) -> str:
    codes = sorted(set(Edition.objects.order_by().values_list("language_code", flat=True)))
    if code and code not in codes:
        raise CommandError(
            _("No edition is in “%(code)s”; write one of: %(known)s.")
            % {"code": code, "known": ", ".join(codes) or "-"},
            returncode=WRONG_OPTION,
        )
    return code
