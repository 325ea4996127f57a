"""Files of the site map in parts that are kept in the database, compressed, ready to be sent.

A file of 50,000 addresses takes seconds to write and hardly ever changes but in one place. Each
part is made when it is asked for first, and again when something in it has changed: triggers leave
a mark (migration 0029) for every story whose publications, picture or origin were touched. Whoever
makes a part takes the marks of its stretch away before reading, in the same transaction:

- A change that was committed before is read.
- The mark of one that was not yet committed is not seen, stays, and makes the part be made again.

A mark concerns the parts of all sites, so they are thrown away together; makers of the same stretch
take turns, or one of them could put an older text back.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, TypeAlias

from django.conf import settings
from django.db import connections, router, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from articles.caching.keys import IMAGES, note, site_key
from articles.models import SiteMapMark, SiteMapPart
from articles.queries import sitemaps
from articles.queries.prepared import IsAmong, prepared
from articles.queries.sitemaps import MappedStory
from articles.sitemaps import documents
from articles.sites.addresses import origin
from articles.sites.public import PublicSite

# Another number makes all parts anew: for when they are to be written in another way.
FORMAT = 1
# From so many parts on a file is sent past the page cache; it is kept in parts anyway.
LARGE = 8
# How many are read from the database at a time, or looked up at once.
READ, ASKED = 8, 64
# First of the two numbers of the locks by which makers take turns.
LOCK = 0x534D
LEVEL = 6
# What zlib calls gzip's format: of the largest window, and with gzip's header.
GZIP = zlib.MAX_WBITS + 16

# What writes the addresses of one story.
Write: TypeAlias = Callable[[PublicSite, MappedStory], Iterator[documents.MappedPage]]


def frame_of(site: PublicSite) -> str:
    """What addresses are made of besides stories, as a digest."""
    seen = (
        *(FORMAT, sitemaps.STRETCH, origin(site.primary_host), settings.MEDIA_URL),
        str(site.tzinfo),
        site.default_edition.language_code,
        [
            (one.language_code, one.tag, [(section.id, section.slug) for section in one.sections])
            for one in site.editions
        ],
    )
    return blake2b(repr(seen).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class File:
    """One file: the stretches of its story numbers, and which of them have a part that is right."""

    site: PublicSite
    stretches: range
    ready: frozenset[int]
    write: Write

    @property
    def is_large(self) -> bool:
        """Whether it would take more of a page cache than it is worth."""
        return len(self.stretches) >= LARGE

    def pieces(self, *, is_packed: bool) -> Iterator[bytes]:
        """The addresses part by part, each as a gzip member or as it is; nothing without any."""
        for first in range(0, len(self.stretches), READ):
            numbers = self.stretches[first : first + READ]
            wanted = self.ready.intersection(numbers)
            bodies = _bodies(self.site, wanted) if wanted else {}
            for number in numbers:
                body = bodies.get(number)
                if body is None:
                    body = make(self.site, number, self.write)
                if body:
                    yield body if is_packed else zlib.decompress(body, GZIP)


def file_of(site: PublicSite, number: int, write: Write) -> File | None:
    """The file of this number; None where the site has no story in it. Two queries."""
    note(site_key(site.id), IMAGES)
    width = sitemaps.stories_in_a_file_of(len(site.editions))
    stretches = _stretches(site, range(number * width, (number + 1) * width))
    if not stretches:
        return None
    rows = _ready(
        *(site.id, frame_of(site), timezone.now(), stretches.start, stretches.stop),
        stretch=sitemaps.STRETCH,
    )
    return File(site, stretches, frozenset(row["number"] for row in rows), write)


def packed(text: str) -> bytes:
    """A gzip member; several of them are one file (RFC 1952, section 2.2)."""
    return gzip.compress(text.encode(), LEVEL, mtime=0)


def newest_changes(site: PublicSite) -> list[tuple[int, datetime]]:
    """Number and newest change of each file that has an address.

    The database sums up what is known: two queries. What is not is looked up and kept: one more,
    and five for each run of such stretches.
    """
    note(site_key(site.id), IMAGES)
    stretches = _stretches(site)
    right = _right(site.id, frame_of(site), timezone.now()).filter(**_within(stretches))
    width = sitemaps.stories_in_a_file_of(len(site.editions)) // sitemaps.STRETCH
    files = right.values_list(F("number") / width)
    sums = list(files.annotate(Count("number"), Max("changed_at")).order_by())
    changes = [(file, changed_at) for file, _count, changed_at in sums]
    if sum(count for _file, count, _changed_at in sums) < len(stretches):
        known = set(right.values_list("number", flat=True))
        for run in _runs(number for number in stretches if number not in known):
            changes += [(number // width, at) for number, at in _looked_up(site, run).items()]
    newest: dict[int, datetime] = {}
    for file, changed_at in changes:
        if changed_at is not None:
            newest[file] = max(newest.get(file, changed_at), changed_at)
    return sorted(newest.items())


def missing(site: PublicSite) -> list[int]:
    """Stretches of the site without a part that is right. Two queries."""
    ready = _right(site.id, frame_of(site), timezone.now()).filter(body__isnull=False)
    known = set(ready.values_list("number", flat=True))
    return [number for number in _stretches(site) if number not in known]


def make(site: PublicSite, number: int, write: Write) -> bytes:
    """Write a part and keep it; empty where it has no address."""
    run = range(number, number + 1)
    with _alone(run) as alias:
        at = timezone.now()
        right = _right(site.id, frame_of(site), at).using(alias)
        found = right.filter(number=number, body__isnull=False)
        for kept in found.values_list("body", flat=True):
            # Somebody else was first.
            return bytes(kept or b"")
        _take_marks(run, alias)
        text, newest = [], []
        for story in sitemaps.mapped_stories(site, _stories(run), at, alias):
            newest.append(max(story.updated_at.values(), default=at))
            text += [documents.page(page) for page in write(site, story)]
        body = packed("".join(text)) if text else b""
        until = sitemaps.next_moments(_stories(run), at, alias).get(number)
        _keep(site, alias, [(number, until, max(newest, default=None), body)])
    return body


def _looked_up(site: PublicSite, run: range) -> dict[int, datetime | None]:
    """When these stretches changed last, kept for the next time; their texts are not written."""
    with _alone(run) as alias:
        at = timezone.now()
        _take_marks(run, alias)
        changed = sitemaps.newest_changes(site, _stories(run), at, alias)
        moments = sitemaps.next_moments(_stories(run), at, alias)
        found = {number: changed.get(number) for number in run}
        rows = ((number, moments.get(number), found[number], None) for number in run)
        _keep(site, alias, rows)
    return found


def _right(site_id: Any, frame: Any, at: Any, stretch: int | None = None) -> QuerySet[SiteMapPart]:
    """The parts of the site that say what would be written now."""
    width = Value(stretch or sitemaps.STRETCH)
    marks = SiteMapMark.objects.filter(
        story_id__gte=OuterRef("number") * width,
        story_id__lt=(OuterRef("number") + Value(1)) * width,
    )
    return SiteMapPart.objects.filter(
        ~Exists(marks), Q(until__isnull=True) | Q(until__gt=at), site=site_id, frame=frame
    )


@prepared
def _ready(
    site_id: Any, frame: Any, at: Any, start: Any, stop: Any, *, stretch: int
) -> QuerySet[SiteMapPart, Any]:
    """Those of these stretches whose text is written; the SQL that is kept is for one width."""
    right = _right(site_id, frame, at, stretch).filter(number__gte=start, number__lt=stop)
    return right.filter(body__isnull=False).values("number")


def _bodies(site: PublicSite, numbers: Iterable[int]) -> dict[int, bytes]:
    return {row["number"]: bytes(row["body"]) for row in _written(site.id, sorted(numbers))}


@prepared
def _written(site_id: Any, numbers: Any) -> QuerySet[SiteMapPart, Any]:
    parts = SiteMapPart.objects.filter(IsAmong("number", numbers), site=site_id, body__isnull=False)
    return parts.values("number", "body")


@contextmanager
def _alone(run: range) -> Iterator[str]:
    """A transaction, and nobody else makes these parts meanwhile; where it takes place."""
    alias = router.db_for_write(SiteMapPart)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, number) FROM generate_series(%s, %s) AS number",
            [LOCK, run.start, run.stop - 1],
        )
        yield alias


def _take_marks(run: range, alias: str) -> None:
    """Before anything is read: what was marked until now is read, on all sites."""
    stories = _stories(run)
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "DELETE FROM articles_sitemapmark WHERE story_id >= %s AND story_id < %s "
            "RETURNING story_id",
            [stories.start, stories.stop],
        )
        marked = {story_id // sitemaps.STRETCH for (story_id,) in cursor.fetchall()}
    if marked:
        SiteMapPart.objects.using(alias).filter(number__in=marked).delete()


def _keep(
    site: PublicSite,
    alias: str,
    rows: Iterable[tuple[int, datetime | None, datetime | None, bytes | None]],
) -> None:
    frame = frame_of(site)
    SiteMapPart.objects.using(alias).bulk_create(
        [
            SiteMapPart(
                site_id=site.id,
                number=number,
                frame=frame,
                until=until,
                changed_at=changed_at,
                body=body,
            )
            for number, until, changed_at, body in rows
        ],
        update_conflicts=True,
        unique_fields=["site", "number"],
        update_fields=["frame", "until", "changed_at", "body"],
    )


def _stretches(site: PublicSite, stories: range | None = None) -> range:
    numbers = sitemaps.story_numbers(site, stories)
    if not numbers:
        return range(0)
    return range(numbers[0] // sitemaps.STRETCH, numbers[-1] // sitemaps.STRETCH + 1)


def _stories(run: range) -> range:
    return range(run.start * sitemaps.STRETCH, run.stop * sitemaps.STRETCH)


def _within(run: range) -> dict[str, int]:
    return {"number__gte": run.start, "number__lt": run.stop}


def _runs(numbers: Iterable[int]) -> Iterator[range]:
    """Neighbours together, in order, so many at most."""
    start = stop = None
    for number in numbers:
        if start is not None and (number != stop or number - start == ASKED):
            yield range(start, stop or 0)
            start = None
        start, stop = number if start is None else start, number + 1
    if start is not None and stop is not None:
        yield range(start, stop)
