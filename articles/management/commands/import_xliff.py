"""`manage.py import_xliff`: what translators sent back is merged into the stories."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.exchange.xliff.importing import import_upload
from articles.exchange.xliff.packing import MAX_UNPACKED
from articles.exchange.xliff.report import Entry, Fate, FileReport, totals
from articles.management.closing import closing_line
from articles.models import User

PREVIEW = 70


class Command(BaseCommand):
    """A thin shell over `exchange.xliff`: each story and language is a transaction of its own."""

    help = (
        "Merges XLIFF files (or ZIP archives of them) into the stories that they were made from. "
        "What somebody else changed meanwhile is reported and left as it is. "
        "Importing a file again changes nothing. Exits with 1 unless everything went in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and change nothing"
        )
        parser.add_argument(
            "--user", help="whose work it is: rights and history; default: the system itself"
        )

    def handle(
        self,
        *args: Any,
        files: list[Path],
        dry_run: bool,
        user: str | None,
        **options: Any,
    ) -> None:
        actor = _user(user)
        reports: list[FileReport] = []
        for path in files:
            for report in _import(path, actor, dry_run=dry_run):
                self._report(report)
                reports.append(report)
        counts = ", ".join(
            f"{number} {fate.label.lower()}" for fate, number in totals(reports).items()
        )
        refused = sum(bool(report.refusal) for report in reports)
        summary = _("%(counts)s; %(refused)d refused.") % {"counts": counts, "refused": refused}
        self.stdout.write(closing_line(summary, dry_run=dry_run))
        if not all(report.is_whole for report in reports):
            raise CommandError(_("Not everything went in: see above."))

    def _report(self, report: FileReport) -> None:
        if report.refusal:
            self.stderr.write(
                _("%(file)s: nothing was imported. %(reason)s")
                % {"file": report.name, "reason": report.refusal}
            )
            return
        self.stdout.write(
            _("%(file)s: story %(story)d in %(language)s, “%(title)s”")
            % {
                "file": report.name,
                "story": report.story_id or 0,
                "language": report.language_code,
                "title": report.title,
            }
        )
        for entry in (*report.warnings, *report.left_out):
            for line in _lines(entry):
                self.stdout.write(f"  {line}")


def _import(path: Path, actor: User | None, *, dry_run: bool) -> list[FileReport]:
    try:
        if path.stat().st_size > MAX_UNPACKED:
            return [FileReport(str(path), refusal=_("The file is too large."))]
        content = path.read_bytes()
    except OSError as error:
        return [FileReport(str(path), refusal=error.strerror or str(error))]
    return import_upload(str(path), content, actor=actor, dry_run=dry_run)


def _lines(entry: Entry) -> Iterator[str]:
    yield _("line %(line)d, %(fate)s: “%(source)s” %(message)s") % {
        "line": entry.line,
        "fate": Fate(entry.fate).label,
        "source": _preview(entry.source),
        "message": entry.message,
    }
    if entry.fate in {Fate.CONFLICT, Fate.UNKNOWN}:
        yield "  " + _("in the file: “%s”") % entry.ours
    if entry.fate is Fate.CONFLICT:
        yield "  " + _("in the story: “%s”") % entry.theirs


def _preview(text: str) -> str:
    return text if len(text) <= PREVIEW else text[: PREVIEW - 1].rstrip() + "…"


def _user(name: str | None) -> User | None:
    if name is None:
        return None
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError(_("There is no user “%s”.") % name)
    return found
