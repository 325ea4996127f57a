"""Stories into the database by the batch: what `keep` and `publish` write, by COPY.

Three things are left to be done when all is in, by commands that are safe to repeat, because they
take longer than the writing itself: judging the texts (`check_translations`; `publish` would judge
them at the next publication anyway), remembering their translations (`rebuild_memory`), and
counting on from their views, which is done by the next roll-up as always.

The gate is not asked. So that nothing half translated goes live unseen, a translation that lacks
segments of its original is kept as a draft and named in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb, WorkflowState
from articles.exchange.bulk.composing import Composed, compose, story_vector, text_vector
from articles.exchange.bulk.copying import take_ids
from articles.exchange.bulk.fields import (
    NULL,
    bigint,
    integer,
    jsonb,
    moment,
    nullable,
    sized,
    smallint,
    text,
)
from articles.exchange.bulk.proving import Proofs
from articles.exchange.bulk.records import BulkRefused, BulkReport, BulkStory, HeldBack
from articles.exchange.bulk.references import References
from articles.exchange.bulk.tables import Rows
from articles.models import (
    AuthorListing,
    Byline,
    ImportedPage,
    Publication,
    Revision,
    SearchEntry,
    SectionListing,
    Site,
    StateChange,
    Story,
    StoryEntry,
    StoryTranslation,
    StoryViewTotal,
    TagListing,
    User,
    ViewTotal,
)
from articles.queries.licences import licence_objections
from articles.search.indexing import edition_lexeme
from articles.text.segments import Segment
from articles.translation.alignment import compare
from articles.translation.comparison import Progress, count
from articles.translation.links import pack
from articles.translation.pairing import first_links

# A batch is a transaction, and what a killed import loses at most. For each of the first thousand
# rows of a COPY PostgreSQL makes a place to wait in, and looks through those that it has made: an
# eighth of its time with batches of 500.
BATCH = 2_000
# Fields that are the same in all.
_NOTHING = jsonb({})
_NONE = bigint(0)
_EMPTY = text("")
_STATES = {state: text(state.value) for state in WorkflowState}
_VERBS = {verb: text(verb.value) for verb in Verb}


def import_stories(
    site: Site, stories: Iterable[BulkStory], *, actor: User | None, reason: str = ""
) -> Iterator[BulkReport]:
    """Write stories batch by batch; a report for each, once it is durable.

    Raises BulkRefused or PermissionDenied: then the batches that were reported are in, and
    nothing of the one that was refused.
    """
    references = References.of(site)
    waiting = iter(stories)
    while batch := list(islice(waiting, BATCH)):
        yield write_batch(references, batch, actor=actor, reason=reason)


@transaction.atomic
def write_batch(
    references: References, stories: Sequence[BulkStory], *, actor: User | None, reason: str = ""
) -> BulkReport:
    """Write these stories with all that hangs on them, or none of them.

    Who does it needs the rights of everything that happens, among them that to publish in spite of
    findings. What came in before under the same key stays as it is. Two imports of the same key at
    the same time: the later one fails, and finds it there when it is run again.
    """
    site = references.site
    languages = {code for story in stories for code in story.texts}
    for verb in (Verb.WRITE, Verb.TRANSLATE, Verb.PUBLISH, Verb.OVERRIDE):
        permissions.require(actor, verb, site, sorted(languages))
    _refuse_review(site, stories)
    for story in stories:
        references.check(story)
    report = BulkReport()
    there = _there(site, stories)
    new = []
    for story in stories:
        if fingerprint(story.key) in there:
            report.unchanged.append(story.key)
        else:
            new.append(story)
    _Batch(references, actor, reason[:200], report, Proofs.for_batch(len(new))).write(new)
    return report


def fingerprint(key: str) -> str:
    """Of a record's key, as `ImportedPage` keeps it."""
    return blake2b(b"bulk\0" + key.encode(), digest_size=32).hexdigest()


def _refuse_review(site: Site, stories: Sequence[BulkStory]) -> None:
    public = next((story for story in stories if story.publish_at is not None), None)
    if site.review_required and public is not None:
        raise BulkRefused(public.key, "publish_at", _("It has not been approved."))


def _there(site: Site, stories: Sequence[BulkStory]) -> set[str]:
    """Fingerprints of those that are in. Refuses a key that two of the batch have."""
    asked: set[str] = set()
    for story in stories:
        mark = fingerprint(story.key)
        if mark in asked:
            raise BulkRefused(story.key, "key", _("Two records have this key."))
        asked.add(mark)
    return set(
        ImportedPage.objects.filter(
            site=site,
            language_code__in={story.original_language for story in stories},
            fingerprint__in=asked,
        ).values_list("fingerprint", flat=True)
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A story on its way into the tables: fields that all its texts share."""

    pk: int
    id: bytes
    record: BulkStory
    section: bytes
    lead_image: bytes
    source: bytes
    # When the desk wrote it.
    at: bytes
    authors: Sequence[bytes]
    tags: Sequence[bytes]
    author_ids: bytes
    tag_ids: bytes

    @classmethod
    def of(cls, pk: int, story: BulkStory, now: datetime) -> _Entry:
        return cls(
            pk=pk,
            id=bigint(pk),
            record=story,
            section=bigint(story.section),
            lead_image=nullable(bigint, story.lead_image),
            source=nullable(bigint, story.source),
            at=moment(story.written_at or now),
            authors=[*map(bigint, story.authors)],
            tags=[*map(bigint, story.tags)],
            author_ids=jsonb(list(story.authors)),
            tag_ids=jsonb(sorted(story.tags)),
        )


@dataclass(frozen=True, slots=True)
class _Written:
    """One text of a story on its way into the tables."""

    language_code: str
    code: bytes
    revision: int
    revision_id: bytes
    text: Composed
    progress: Progress
    is_public: bool


class _Batch:
    def __init__(
        self,
        references: References,
        actor: User | None,
        reason: str,
        report: BulkReport,
        proofs: Proofs,
    ) -> None:
        self.references = references
        self.report = report
        self.proofs = proofs
        self.rows = Rows(proofs.copy_rows)
        self.now = timezone.now()
        self.site = references.site.pk
        # As fields.
        self.site_id = bigint(self.site)
        self.actor_id = nullable(bigint, actor.pk if actor is not None else None)
        self.reason = text(reason)
        self.codes = {code: text(code) for code in references.languages}
        self.editions = {code: edition_lexeme(self.site, code) for code in references.languages}

    def write(self, stories: Sequence[BulkStory]) -> None:
        stories_taken = take_ids(Story, len(stories))
        texts = sum(len(story.texts) for story in stories)
        publications_taken = take_ids(Publication, texts)
        story_ids = iter(stories_taken)
        self.revision_ids = iter(take_ids(Revision, texts))
        self.publication_ids = iter(publications_taken)
        licensed: dict[tuple[int, int, str, datetime | None], str] = {}
        for story in stories:
            entry = _Entry.of(next(story_ids), story, self.now)
            written = self._keep(entry)
            if story.publish_at is not None:
                self._publish(entry, story.publish_at, written)
                if story.source in self.references.licensed:
                    end = self.references.end_of(story)
                    for one in written:
                        asked = (one.revision, self.site, one.language_code, end)
                        licensed[asked] = story.key
            self.report.created[story.key] = entry.pk
        self._write(licensed)
        self.proofs.prove(stories_taken, publications_taken)

    def _write(self, licensed: dict[tuple[int, int, str, datetime | None], str]) -> None:
        self.rows.write_before(Publication)
        for asked in licence_objections(licensed):
            raise BulkRefused(
                licensed[asked], "source", _("The licence of the source does not cover it.")
            )
        self.rows.write_rest()
        # Said now, and not by a failing COMMIT of whoever called.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    # --- what `keep` writes ----------------------------------------------------------------

    def _keep(self, entry: _Entry) -> list[_Written]:
        story, add = entry.record, self.rows.add
        original = self.codes[story.original_language]
        add(
            Story,
            *(entry.id, self.site_id, original, entry.section, entry.lead_image, entry.source),
            *(entry.at, self.actor_id, entry.at),
        )
        add(
            ImportedPage,
            *(entry.id, self.site_id, original, text(fingerprint(story.key))),
            *(moment(story.publish_at) if story.publish_at else entry.at, bigint(story.views)),
            moment(self.now),
        )
        for position, author in enumerate(entry.authors):
            add(Byline, entry.id, author, smallint(position))
        for tag in entry.tags:
            add(Story.tags.through, entry.id, tag)
        written = self._texts(story)
        for one, links in written:
            self._keep_text(entry, one, links)
        words = story_vector([one.text for one, _links in written], story.authors)
        add(StoryEntry, entry.id, sized(words))
        return [one for one, _links in written]

    def _texts(self, story: BulkStory) -> list[tuple[_Written, list[list[Any]] | None]]:
        """The original first, then the others by their codes, as `keep` writes them."""
        code = story.original_language
        public = story.publish_at is not None
        original = self._written(code, compose(story.texts[code], code), Progress(), public)
        found: list[tuple[_Written, list[list[Any]] | None]] = [(original, None)]
        for other in sorted(story.texts.keys() - {code}):
            composed = compose(story.texts[other], other)
            links, progress = _compared(
                original.text.segments,
                composed.segments,
                original.revision,
                follows=story.texts[other].follows_original,
            )
            if public and progress.missing:
                self.report.held_back.append(HeldBack(story.key, other, progress.missing))
            is_public = public and not progress.missing
            found.append((self._written(other, composed, progress, is_public), links))
        return found

    def _written(
        self, code: str, composed: Composed, progress: Progress, is_public: bool
    ) -> _Written:
        revision = next(self.revision_ids)
        return _Written(
            code, self.codes[code], revision, bigint(revision), composed, progress, is_public
        )

    def _keep_text(self, entry: _Entry, one: _Written, links: list[list[Any]] | None) -> None:
        composed, progress = one.text, one.progress
        # Language, title, dek, body and slug, which both tables have side by side.
        words = b"".join(
            (
                one.code,
                *map(text, (composed.title, composed.dek, composed.body, composed.slug)),
            )
        )
        self.rows.add(
            Revision,
            *(one.revision_id, entry.id, words, entry.lead_image, entry.source),
            *(entry.author_ids, entry.tag_ids, nullable(jsonb, links)),
            *(entry.at, self.actor_id, self.reason),
        )
        state = WorkflowState.PUBLISHED if one.is_public else WorkflowState.DRAFT
        self.rows.add(
            StoryTranslation,
            *(entry.id, words, _STATES[state], one.revision_id),
            *map(integer, (progress.stale, progress.missing, progress.unconfirmed)),
            *(entry.at, self.actor_id),
        )
        verb = Verb.WRITE if links is None else Verb.TRANSLATE
        self._log(entry, one, verb, self.reason, _NOTHING)

    # --- what `publish` writes ---------------------------------------------------------------

    def _publish(self, entry: _Entry, publish_at: datetime, written: Sequence[_Written]) -> None:
        story, end = entry.record, self.references.end_of(entry.record)
        at, until = moment(publish_at), nullable(moment, end)
        begin = publish_at.isoformat()
        detail = jsonb(
            {
                "publish_at": begin,
                "expire_at": end.isoformat() if end is not None else None,
                "updated_at": begin,
                "section": story.section,
                "headline": "",
            }
        )
        for one in written:
            if one.is_public:
                self._publish_text(entry, one, at, until)
                self._log(entry, one, Verb.PUBLISH, _EMPTY, detail)
        if story.views:
            self.rows.add(StoryViewTotal, self.site_id, entry.id, bigint(story.views))

    def _publish_text(self, entry: _Entry, one: _Written, at: bytes, until: bytes) -> None:
        story, add = entry.record, self.rows.add
        number = bigint(next(self.publication_ids))
        add(
            Publication,
            *(number, entry.id, self.site_id, one.code, one.revision_id, entry.section, _EMPTY),
            *(at, until, NULL, at, NULL),
        )
        # What every list has of it.
        listed = b"".join((number, self.site_id, one.code, at))
        for section in self.references.sections[story.section]:
            add(SectionListing, listed, bigint(section))
        for tag in entry.tags:
            add(TagListing, listed, tag)
        for position, author in enumerate(entry.authors):
            add(AuthorListing, listed, author, smallint(position))
        words = text_vector(one.text, self.editions[one.language_code])
        add(SearchEntry, listed, sized(words))
        # What an older page brings along was counted in the language that it was in.
        opening = story.views if one.language_code == story.original_language else 0
        add(ViewTotal, number, bigint(opening), _NONE)

    def _log(self, entry: _Entry, one: _Written, verb: Verb, reason: bytes, detail: bytes) -> None:
        self.rows.add(
            StateChange,
            *(entry.id, one.code, self.site_id, one.revision_id, _VERBS[verb], self.actor_id),
            *(entry.at, reason, detail),
        )


def _compared(
    sources: Sequence[Segment], targets: Sequence[Segment], revision: int, *, follows: bool
) -> tuple[list[list[Any]], Progress]:
    """What the segments of a translation were made from, as `pack` has it, and how far it has come.

    Told, and then nothing is missing; or found as `keep` finds it.
    """
    if follows and [one.kind for one in sources] == [one.kind for one in targets]:
        pairs = zip(sources, targets, strict=True)
        return [[to.hash, of.hash, revision] for of, to in pairs], Progress()
    links = first_links(sources, targets, revision)
    return pack(links), count(compare(sources, targets, links))
