"""`manage.py import_page`: pages of the old system become drafts."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.exchange.importer import ImportResult, import_old_page
from articles.exchange.old_page import NotAnOldPage, OldPage, read_old_page
from articles.integrity.findings import place_of
from articles.integrity.registry import find_rule
from articles.management.closing import closing_line
from articles.models import Category, Finding, Site
from articles.richtext.sanitizer import TooLong

PREVIEW = 60


class Command(BaseCommand):
    """A thin shell over `exchange.importer`: every file is a transaction of its own."""

    help = (
        "Makes drafts of saved pages (text or HTML) of the old site-group system, with their "
        "date, clicks and source. Importing a page again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--site", required=True, help="key of the site whose desk gets it")
        parser.add_argument("--language", required=True, help="code of the language, such as vi")
        parser.add_argument(
            "--section", help="key of the section; default: the first section of the site"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and change nothing"
        )

    def handle(
        self,
        *args: Any,
        files: list[Path],
        site: str,
        language: str,
        section: str | None,
        dry_run: bool,
        **options: Any,
    ) -> None:
        desk = _site(site)
        language_code = _language(desk, language)
        category = _section(desk, section)
        counts: Counter[str] = Counter()
        for file in files:
            try:
                page = read_old_page(file.read_bytes(), desk.tzinfo)
                with transaction.atomic():
                    result = import_old_page(
                        page,
                        site=desk,
                        language_code=language_code,
                        section=category,
                        reason=_("Imported from %(file)s") % {"file": file.name},
                    )
                    transaction.set_rollback(dry_run)
            except (NotAnOldPage, OSError, TooLong) as error:
                counts["failed"] += 1
                self.stderr.write(
                    _("%(file)s: nothing was imported. %(error)s")
                    % {"file": file, "error": getattr(error, "strerror", None) or error}
                )
                continue
            counts["created" if result.created else "unchanged"] += 1
            counts["findings"] += len(result.findings)
            self._report(file, page, result, category, dry_run)
        self._close(counts, dry_run)

    def _report(
        self, file: Path, page: OldPage, result: ImportResult, section: Category, dry_run: bool
    ) -> None:
        names = {"file": file, "story": result.story.pk, "title": page.title}
        if not result.created:
            self.stdout.write(
                _("%(file)s: unchanged, it is story %(story)d already: “%(title)s”") % names
            )
        else:
            self.stdout.write(
                _("%(file)s: would become a draft: “%(title)s”") % names
                if dry_run
                else _("%(file)s: story %(story)d is a draft: “%(title)s”") % names
            )
            for line in (*_taken(page, section), *result.notes):
                self.stdout.write(f"  {line}")
        for finding in result.findings:
            self.stdout.write(f"  {_finding_line(finding)}")

    def _close(self, counts: Counter[str], dry_run: bool) -> None:
        summary = _(
            "%(created)d created, %(unchanged)d unchanged, %(failed)d failed; "
            "%(findings)d findings."
        ) % {name: counts[name] for name in ("created", "unchanged", "failed", "findings")}
        self.stdout.write(closing_line(summary, dry_run=dry_run))
        if counts["failed"]:
            raise CommandError(_("Some files were not imported: see above."))


def _site(key: str) -> Site:
    found = Site.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(Site.objects.values_list("key", flat=True)) or _("none")
        raise CommandError(
            _("There is no site “%(key)s”. Sites: %(known)s.") % {"key": key, "known": known}
        )
    return found


def _language(site: Site, code: str) -> str:
    editions = list(site.editions.values_list("language_code", flat=True))
    if code not in editions:
        raise CommandError(
            _("The site “%(site)s” has no edition in “%(code)s”. Editions: %(known)s.")
            % {"site": site.key, "code": code, "known": ", ".join(editions)}
        )
    return code


def _section(site: Site, key: str | None) -> Category:
    sections = list(site.categories.order_by("position", "pk"))
    if not sections:
        raise CommandError(
            _("The site “%(site)s” has no section for the story yet.") % {"site": site.key}
        )
    if key is None:
        return sections[0]
    for section in sections:
        if section.key == key:
            return section
    raise CommandError(
        _("The site “%(site)s” has no section “%(key)s”. Sections: %(known)s.")
        % {"site": site.key, "key": key, "known": ", ".join(s.key for s in sections)}
    )


def _taken(page: OldPage, section: Category) -> list[str]:
    took = _("took: %(paragraphs)d paragraphs, published %(date)s, %(clicks)d clicks") % {
        "paragraphs": len(page.paragraphs),
        "date": page.published_at.strftime("%Y-%m-%d %H:%M %z"),
        "clicks": page.clicks,
    }
    lines = [took, _("section: %(section)s") % {"section": section.key}]
    if page.credit:
        names = {"source": page.credit.source, "line": page.credit.line}
        lines.append(_("source: %(source)s, credited as “%(line)s”") % names)
    lines += [
        _("left out, line %(line)d (%(reason)s): %(text)s")
        % {"line": item.line, "reason": item.reason, "text": _preview(item.text)}
        for item in page.left_out
    ]
    return lines


def _finding_line(finding: Finding) -> str:
    rule = find_rule(finding.rule)
    return _("finding, %(place)s: %(message)s “%(excerpt)s”") % {
        "place": place_of(finding),
        "message": rule.message(finding.detail) if rule else finding.rule,
        "excerpt": _preview(finding.excerpt),
    }


def _preview(text: str) -> str:
    return text if len(text) <= PREVIEW else text[: PREVIEW - 1].rstrip() + "…"
