"""XLIFF that comes back from translators, merged into the stories as they are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb
from articles.exchange.xliff.exporting import Key, aligned
from articles.exchange.xliff.judging import Verdict, judge
from articles.exchange.xliff.packing import unpack
from articles.exchange.xliff.reading import NotXliff, read_xliff
from articles.exchange.xliff.records import Address, Pieces, StoryFile, Unit, plain
from articles.exchange.xliff.report import Entry, Fate, FileReport
from articles.models import Revision, Story, User
from articles.richtext.sanitizer import TooLong
from articles.text.languages import native_name, same_language
from articles.text.likeness import SAME_TEXT, grams, likeness
from articles.text.segments import Segment, text_hash
from articles.translation.alignment import Row
from articles.workflow import NothingToTranslate, SegmentEdit, translate_segments


class Refused(Exception):
    """A file is not for this story, language or person; the message says so."""


def import_upload(
    name: str, content: bytes, *, actor: User | None, dry_run: bool, story_id: int | None = None
) -> list[FileReport]:
    """Merge an XLIFF file, or a ZIP archive of some, and say what became of it.

    Each story and language is one transaction. With `dry_run` all is done and taken back, so that
    the report is the same. With `story_id`, files about other stories are refused.
    """
    reports = []
    try:
        for inner, document in unpack(name, content):
            label = inner if inner == name else f"{name}: {inner}"
            try:
                if isinstance(document, NotXliff):
                    raise document
                files = read_xliff(document).files
            except NotXliff as error:
                reports.append(FileReport(label, refusal=str(error)))
                continue
            for file in files:
                merger = _Merger(file, FileReport(label, file.line), actor, story_id)
                reports.append(merger.run(dry_run=dry_run))
    except NotXliff as error:
        reports.append(FileReport(name, refusal=str(error)))
    return reports


@dataclass(slots=True)
class _Planned:
    """A segment on its way to the story, and what to say of it then."""

    line: int
    source: str
    ours: str
    theirs: str = ""
    message: str = ""


@dataclass(slots=True)
class _Merger:
    """One file: reads what it was made from and what there is now, and merges the difference."""

    file: StoryFile
    report: FileReport
    actor: User | None
    only_story: int | None = None
    now: dict[Key, Row] = field(default_factory=dict)
    then: dict[Key, Row] = field(default_factory=dict)
    edits: list[SegmentEdit] = field(default_factory=list)
    planned: dict[Key, _Planned] = field(default_factory=dict)
    fresh: list[tuple[Segment, frozenset[str]]] | None = None

    def run(self, *, dry_run: bool) -> FileReport:
        try:
            with transaction.atomic():
                self._merge()
                transaction.set_rollback(dry_run)
        except Refused as refused:
            self.report.refusal = str(refused)
            self.report.entries.clear()
        if dry_run:
            self.report.revision_id = None
        self.report.entries.sort(key=lambda entry: entry.line)
        return self.report

    def _merge(self) -> None:
        address = self.file.address
        if address is None:
            raise Refused(
                _(
                    "The file does not say which story it is about: its “original” was "
                    "“news/12/vi@501/en@502” or the like, and is “%(original)s” now."
                )
                % {"original": self.file.original[:80]}
            )
        story = self._story(address)
        self.report.story_id, self.report.title = story.pk, str(story)
        self.report.source_language = story.original_language
        self.report.language_code = address.target_language
        self._check_languages(address, story)
        self._load(address, story)
        for key, unit in _named(self.file.units):
            self._plan(key, unit)
        self._write(story, address)

    # --- which story ------------------------------------------------------------------------

    def _story(self, address: Address) -> Story:
        stories = Story.objects.all()
        if self.actor is not None:
            stories = Story.objects.for_user(self.actor)
        found: Story | None = (
            stories.select_related("origin")
            .filter(pk=address.story, origin__key=address.site)
            .first()
        )
        if found is None:
            raise Refused(
                _("There is no story %(story)d on the site “%(site)s”.")
                % {"story": address.story, "site": address.site}
            )
        if self.only_story not in {None, found.pk}:
            raise Refused(_("It is about another story: “%(title)s”.") % {"title": found})
        return found

    def _check_languages(self, address: Address, story: Story) -> None:
        code = address.target_language
        stated = (
            (self.file.source_language, story.original_language),
            (address.source_language, story.original_language),
            (self.file.target_language, code),
        )
        for tag, expected in stated:
            if tag and not same_language(tag, expected):
                raise Refused(
                    _("The file says “%(tag)s” where the story is in “%(expected)s”.")
                    % {"tag": tag[:20], "expected": expected}
                )
        if code == story.original_language or code not in settings.CONTENT_LANGUAGES:
            raise Refused(
                _("Stories in “%(source)s” are not translated into “%(target)s”.")
                % {"source": story.original_language, "target": code[:20]}
            )
        if self.actor is not None and not permissions.can(
            self.actor, Verb.TRANSLATE, story.origin, code
        ):
            raise Refused(
                _("You may not translate into %(language)s on %(site)s.")
                % {"language": native_name(code), "site": story.origin}
            )

    def _load(self, address: Address, story: Story) -> None:
        """Original and translation as they are, and as they were when the file was made."""
        # Nobody writes between the comparison here and the edits.
        Story.objects.select_for_update().get(pk=story.pk)
        texts = {
            text.language_code: text.head for text in story.translations.select_related("head")
        }
        original = texts.get(story.original_language)
        if original is None:
            raise Refused(_("The original of this story is not written yet."))
        self.now = aligned(texts.get(address.target_language), original)
        revisions = Revision.objects.filter(story=story).in_bulk(
            [
                address.source_revision,
                address.target_revision,
            ]
        )
        source = revisions.get(address.source_revision)
        target = revisions.get(address.target_revision)
        if source is not None and source.language_code == story.original_language:
            is_ours = target is not None and target.language_code == address.target_language
            self.then = aligned(target if is_ours else None, source)

    # --- what each segment asks for ---------------------------------------------------------

    def _plan(self, key: Key, unit: Unit) -> None:
        """Decide on one segment; what is to be written waits in `edits`."""
        now, then = self.now.get(key), self.then.get(key)
        verdict = judge(unit, key, now, then)
        row = now or then
        words = row.source.text if row and row.source else _line(unit.source)
        planned = _Planned(unit.line, words, _line(unit.target or ()), message=verdict.message)
        if now is not None and now.target is not None:
            planned.theirs = now.target.text
        if verdict.fate is Fate.UNKNOWN:
            planned.message = self._nearest(words)
        if verdict.fate is Fate.APPLIED and key in self.planned:
            verdict = Verdict(Fate.REJECTED)
            planned.message = _("The file has this segment twice.")
        if verdict.fate is Fate.APPLIED:
            self.planned[key] = planned
            self.edits.append(
                SegmentEdit(key[0], key[1], verdict.html, verdict.base, verdict.machine)
            )
        else:
            self._tell(verdict.fate, planned)

    def _nearest(self, words: str) -> str:
        """Where the original has it now, as far as that can be known."""
        for row in self.now.values():
            if row.before is not None and row.source is not None and row.before.text == words:
                return _now(row.source)
        looked_for = grams(words)
        best, found = 0.0, None
        for segment, segment_grams in self._fresh():
            value = likeness(looked_for, segment_grams)
            if value > best:
                best, found = value, segment
        return _now(found) if found is not None and best >= SAME_TEXT else ""

    def _fresh(self) -> list[tuple[Segment, frozenset[str]]]:
        """What the original did not have when the file was made."""
        if self.fresh is None:
            old = {key[0] for key in self.then}
            new = (row.source for row in self.now.values())
            self.fresh = [(one, grams(one.text)) for one in new if one and one.hash not in old]
        return self.fresh

    # --- writing ----------------------------------------------------------------------------

    def _write(self, story: Story, address: Address) -> None:
        if not self.edits:
            return
        try:
            outcome = translate_segments(
                story,
                address.target_language,
                self.edits,
                actor=self.actor,
                reason=_("From a translator’s file, %(name)s") % {"name": self.report.name[-120:]},
            )
        except NothingToTranslate as error:
            raise Refused(_("The original of this story is not written yet.")) from error
        except (TooLong, ValidationError) as error:
            reasons = getattr(error, "messages", [str(error)])
            raise Refused(_("The text cannot be saved: %s") % " ".join(reasons)) from error
        for conflict in outcome.conflicts:
            planned = self._take(conflict.edit)
            planned.theirs = conflict.theirs.text if conflict.theirs else ""
            planned.message = _("Nothing was written: choose between the two in the story.")
            self._tell(Fate.CONFLICT, planned)
        for rejection in outcome.rejected:
            planned = self._take(rejection.edit)
            planned.message = rejection.message
            self._tell(Fate.REJECTED, planned)
        for unknown in outcome.unknown:
            self._tell(Fate.UNKNOWN, self._take(unknown))
        for planned in self.planned.values():
            self._tell(Fate.APPLIED, planned)
        if outcome.revision is not None:
            self.report.revision_id = outcome.revision.pk

    def _take(self, edit: SegmentEdit) -> _Planned:
        return self.planned.pop((edit.source, edit.occurrence))

    def _tell(self, fate: Fate, one: _Planned) -> None:
        entry = Entry(fate, one.line, one.source, one.ours, one.theirs, one.message)
        self.report.entries.append(entry)


def _named(units: Iterable[Unit]) -> Iterator[tuple[Key, Unit]]:
    """Each unit with what names its segment: its id, or its words where a tool renamed it."""
    seen: Counter[str] = Counter()
    for unit in units:
        key = unit.key
        if key is None:
            words = text_hash(plain(unit.source))
            key = (words, seen[words])
            seen[words] += 1
        yield key, unit


def _line(pieces: Pieces) -> str:
    return " ".join(plain(pieces).split())


def _now(segment: Segment) -> str:
    return _("The original says now: “%(text)s”") % {"text": segment.text}
