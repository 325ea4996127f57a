"""Filling the translation memory with what people wrote or confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q

from articles.enums import SegmentState
from articles.models import MemoryUnit, Revision
from articles.text.segments import text_hash
from articles.text.signature import signature
from articles.translation.alignment import Row, needs_translation
from articles.translation.links import unpack
from articles.translation.memory import scope

Key = tuple[str, str, str, str]
_AT_ONCE = 500
_COLUMNS = (
    *("source_language", "target_language", "source_hash", "target_hash", "source_text"),
    *("source_html", "target_html", "signature", "site_id", "story_id", "written_by_id"),
    "written_at",
)
_REWRITTEN = ("source_html", "target_html", "site_id", "story_id", "written_by_id", "written_at")


@dataclass(frozen=True, slots=True)
class Pair:
    """One segment in two languages, and who wrote it where and when."""

    source_language: str
    target_language: str
    source_text: str
    source_html: str
    target_text: str
    target_html: str
    written_at: datetime
    site_id: int | None = None
    story_id: int | None = None
    written_by_id: int | None = None

    @property
    def key(self) -> Key:
        hashes = text_hash(self.source_text), text_hash(self.target_text)
        return (self.source_language, self.target_language, *hashes)


def remember_revision(revision: Revision, rows: Iterable[Row], before: Revision | None) -> None:
    """Remember what a revision says that the one `before` it did not, and forget what it corrects.

    `rows` are those of the revision beside its original. A statement for either, where there is
    anything to say; the revision's story is to be loaded.
    """
    known = _said(before)
    pairs = pairs_of(revision, rows)
    corrected = _corrected(pairs, known)
    if corrected:
        same = Q()
        for source_hash, target_hash in sorted(corrected):
            same |= Q(source_hash=source_hash, target_hash=target_hash)
        MemoryUnit.objects.filter(
            same,
            story=revision.story_id,
            source_language=revision.story.original_language,
            target_language=revision.language_code,
        ).delete()
    remember(pair for pair in pairs if pair.key[2:] not in known)


def pairs_of(revision: Revision, rows: Iterable[Row]) -> list[Pair]:
    """What a person says in a revision of segments that stand in the original as they did."""
    story = revision.story
    return [
        Pair(
            source_language=story.original_language,
            target_language=revision.language_code,
            source_text=row.source.text,
            source_html=row.source.html,
            target_text=row.target.text,
            target_html=row.target.html,
            written_at=revision.created_at,
            site_id=story.origin_id,
            story_id=story.pk,
            written_by_id=revision.created_by_id,
        )
        for row in rows
        if row.state == SegmentState.CURRENT and row.source is not None and row.target is not None
        if row.link is not None and not row.link.is_unconfirmed and needs_translation(row.source)
    ]


def remember(pairs: Iterable[Pair]) -> Counter[str]:
    """Store pairs; where one is stored already, the later writer counts.

    A statement for every 500. The answer counts pairs `created`, `updated` and `unchanged`. They
    are stored in one order, so that of two writers one waits for the other.
    """
    newest: dict[Key, Pair] = {}
    for pair in pairs:
        if pair.key not in newest or newest[pair.key].written_at < pair.written_at:
            newest[pair.key] = pair
    counts: Counter[str] = Counter()
    waiting = iter(sorted(newest.items()))
    while batch := list(islice(waiting, _AT_ONCE)):
        counts += _store(batch)
    return counts


def _store(batch: Sequence[tuple[Key, Pair]]) -> Counter[str]:
    values = [_values(key, pair) for key, pair in batch]
    line = f"({', '.join(['%s'] * len(_COLUMNS))})"
    rewritten = ", ".join(f"{name} = excluded.{name}" for name in _REWRITTEN)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO articles_memoryunit AS known ({", ".join(_COLUMNS)})
            VALUES {", ".join([line] * len(values))}
            ON CONFLICT (source_language, target_language, source_hash, target_hash)
            DO UPDATE SET {rewritten} WHERE known.written_at < excluded.written_at
            RETURNING xmax = 0
            """,  # noqa: S608 (names and placeholders of this module)
            [value for row in values for value in row],
        )
        is_new = [row[0] for row in cursor.fetchall()]
    created = sum(is_new)
    return Counter(
        created=created, updated=len(is_new) - created, unchanged=len(batch) - len(is_new)
    )


def _values(key: Key, pair: Pair) -> list[Any]:
    numbers = signature(pair.source_text, scope(pair.source_language, pair.target_language))
    return [
        *(*key, pair.source_text, pair.source_html, pair.target_html, numbers),
        *(pair.site_id, pair.story_id, pair.written_by_id, pair.written_at),
    ]


def _said(revision: Revision | None) -> set[tuple[str, str]]:
    """Hashes (source, target) of what a person said in a revision."""
    links = unpack(revision.links) if revision is not None else None
    return {(link.source, link.target) for link in links or () if not link.is_unconfirmed}


def _corrected(pairs: Iterable[Pair], known: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of what was said, that for which a person now has other words of the same original."""
    now: dict[str, set[str]] = {}
    for pair in pairs:
        source_hash, target_hash = pair.key[2:]
        now.setdefault(source_hash, set()).add(target_hash)
    return {
        (source, target) for source, target in known if source in now and target not in now[source]
    }
