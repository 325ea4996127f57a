"""Terms of a file into the glossary: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.enums import Verb
from articles.exchange.glossary.columns import FIELDS, NO, YES, Fault, RefusedGlossary, split
from articles.exchange.glossary.reading import Line, read_glossary
from articles.models import GlossaryTerm, Site, User
from articles.permissions import sites_where
from articles.text.languages import normal_code

Key = tuple[int | None, str, str, str]
_COLUMN_OF = {name: column for column, name in FIELDS.items()}
_CHANGING = ("target", "alternatives", "match_case", "note")
_UNIQUE = ("site", "source_language", "target_language", "source")


@dataclass(slots=True)
class ImportReport:
    """What became of a file's terms."""

    created: list[GlossaryTerm] = field(default_factory=list)
    updated: list[GlossaryTerm] = field(default_factory=list)
    unchanged: int = 0

    def __str__(self) -> str:
        return _("Terms: %(created)d created, %(updated)d updated, %(unchanged)d unchanged.") % {
            "created": len(self.created),
            "updated": len(self.updated),
            "unchanged": self.unchanged,
        }


def import_glossary(content: bytes, *, actor: User | None, site: Site | None) -> ImportReport:
    """Take the terms of a CSV file over; terms that it does not name stay as they are.

    Without a column “site” they are for this site; None is for all. Raises RefusedGlossary,
    also where the actor may not keep the terms of a site.
    """
    lines = read_glossary(content)
    checker = _Checker(site, actor)
    terms = {line.number: checker.term(line) for line in lines}
    if checker.faults:
        raise RefusedGlossary(checker.faults)
    report = ImportReport()
    with transaction.atomic():
        known = _known(terms.values())
        for term in terms.values():
            stored = known.get(key_of(term))
            if stored is None:
                report.created.append(term)
            elif any(getattr(stored, name) != getattr(term, name) for name in _CHANGING):
                report.updated.append(term)
            else:
                report.unchanged += 1
        GlossaryTerm.objects.bulk_create(
            [*report.created, *report.updated],
            update_conflicts=True,
            unique_fields=_UNIQUE,
            update_fields=[*_CHANGING, "changed_at"],
        )
    return report


def key_of(term: GlossaryTerm) -> Key:
    return (term.site_id, term.source_language, term.target_language, term.source)


def _known(terms: Iterable[GlossaryTerm]) -> dict[Key, GlossaryTerm]:
    sources = {term.source for term in terms}
    return {key_of(row): row for row in GlossaryTerm.objects.filter(source__in=sources)}


class _Checker:
    """Makes terms of lines, and notes everything that is wrong with them."""

    def __init__(self, site: Site | None, actor: User | None) -> None:
        self.faults: list[Fault] = []
        self._site = site
        self._sites = {one.key: one for one in Site.objects.order_by("key")}
        self._is_root = actor is None or actor.is_superuser
        own = None if actor is None else sites_where(actor, Verb.KEEP_VOCABULARY)
        self._own = {one.pk for one in self._sites.values()} if own is None else own
        self._lines: dict[Key, int] = {}

    def term(self, line: Line) -> GlossaryTerm:
        term = GlossaryTerm(
            site=self._site_of(line),
            source_language=self._language(line, "source_language"),
            source=line.cells.get("term", ""),
            target_language=self._language(line, "target_language"),
            target=line.cells.get("translation", ""),
            alternatives="\n".join(split(line.cells.get("also_right", ""))),
            match_case=self._match_case(line),
            note=line.cells.get("note", ""),
        )
        self._validate(term, line)
        other = self._lines.setdefault(key_of(term), line.number)
        if other != line.number and term.source:
            self._fault(line, "term", _("this term stands in line %d already.") % other)
        return term

    def _fault(self, line: Line, column: str, message: str) -> None:
        self.faults.append(Fault(message, line.number, column))

    def _site_of(self, line: Line) -> Site | None:
        key = line.cells.get("site")
        site = self._site if key is None else self._sites.get(key)
        if key and site is None:
            known = ", ".join(one.key for one in self._sites.values() if one.pk in self._own)
            message = _("there is no site “%(key)s”. Sites: %(known)s.")
            self._fault(line, "site", message % {"key": key, "known": known})
        elif site is None and not self._is_root:
            self._fault(line, "site", _("terms for all sites are kept by administrators."))
        elif site is not None and site.pk not in self._own:
            self._fault(line, "site", _("you may not keep the terms of “%s”.") % site.key)
        return site

    def _language(self, line: Line, column: str) -> str:
        code = normal_code(line.cells.get(column, ""))
        if code not in settings.CONTENT_LANGUAGES:
            known = ", ".join(settings.CONTENT_LANGUAGES)
            message = _("“%(code)s” is no language of ours. Languages: %(known)s.")
            self._fault(line, column, message % {"code": code, "known": known})
        elif column == "target_language" and code == normal_code(
            line.cells.get("source_language", "")
        ):
            self._fault(line, column, _("choose two different languages."))
        return code

    def _match_case(self, line: Line) -> bool:
        cell = line.cells.get("match_case", "").lower()
        if cell not in YES | NO:
            self._fault(line, "match_case", _("write “yes” or “no”, not “%s”.") % cell)
        return cell in YES

    def _validate(self, term: GlossaryTerm, line: Line) -> None:
        try:
            term.full_clean(
                exclude={"site", "source_language", "target_language"},
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    self._fault(line, _COLUMN_OF.get(name, name), message)
        for column in ("term", "translation", "also_right", "note"):
            if "\x00" in line.cells.get(column, ""):
                self._fault(line, column, _("there is a character that cannot be stored (NUL)."))


def exported(
    *, site: Site | None = None, source_language: str = "", target_language: str = ""
) -> QuerySet[GlossaryTerm]:
    """The terms of a site and of languages; without them, all."""
    asked = {"site": site, "source_language": source_language, "target_language": target_language}
    terms = GlossaryTerm.objects.filter(**{name: value for name, value in asked.items() if value})
    return terms.select_related("site")
