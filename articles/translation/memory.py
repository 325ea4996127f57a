"""What was translated before: suggestions for a segment, exact and alike, from the site group.

`translation.remembering` fills the memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from typing import Any
from unicodedata import normalize

from django.db import connection
from rapidfuzz.distance import Levenshtein

from articles.models import MemoryUnit
from articles.models.site import name_of_site
from articles.text.segments import Segment
from articles.text.signature import signature
from articles.translation.alignment import needs_translation

EXACT = 100
LEAST = 60
# So many of those that share anything with a segment are compared with it letter by letter,
# nearest length first: two texts that match by 90 % differ in length by 10 %, or less.
_COMPARED = 1000
_FIELDS = (
    *("id", "source_hash", "target_hash", "source_text", "source_html", "target_html"),
    *("written_at", "site__key", "site__names", "story_id"),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation that was made before, of this segment or of one like it.

    `match` is a percentage: 100 for the same words, else how much of the longer text need not be
    changed. `site` and `story_id` say where it was written last, if that is still there.
    """

    source_text: str
    source_html: str
    target_html: str
    target_hash: str
    match: int
    site: str
    story_id: int | None
    written_at: datetime


def suggest(
    source: Segment, source_language: str, target_language: str, *, limit: int = 5
) -> list[Suggestion]:
    """Earlier translations of a segment, the best match first, of equals the newest.

    Three queries at most.
    """
    found = suggest_many([source], source_language, target_language, limit=limit)
    return found.get(source.hash, [])


def suggest_many(
    sources: Iterable[Segment], source_language: str, target_language: str, *, limit: int = 5
) -> dict[str, list[Suggestion]]:
    """Suggestions for many segments, by the hash of each; those that have none are left out.

    Three queries at most. A segment for which there are enough exact matches gets no others.
    """
    wanted = {one.hash: one.text for one in sources if needs_translation(one)}
    found: dict[str, list[Suggestion]] = defaultdict(list)
    units = MemoryUnit.objects.filter(
        source_language=source_language, target_language=target_language
    )
    for row in units.filter(source_hash__in=wanted).values(*_FIELDS) if wanted else ():
        found[row["source_hash"]].append(_suggestion(row, EXACT))
    open_texts = {key: text for key, text in wanted.items() if len(found[key]) < limit}
    near = _near(open_texts, scope(source_language, target_language), limit)
    ids = {unit for ranked in near.values() for _percent, _at, unit in ranked}
    rows = {row["id"]: row for row in units.filter(pk__in=ids).values(*_FIELDS)} if near else {}
    for key, ranked in near.items():
        found[key] += [
            _suggestion(rows[unit], percent) for percent, _at, unit in ranked if unit in rows
        ]
    for suggestions in found.values():
        suggestions.sort(key=lambda one: (one.match, one.written_at), reverse=True)
    return {key: suggestions[:limit] for key, suggestions in found.items() if suggestions}


def scope(source_language: str, target_language: str) -> str:
    """What keeps the signatures of one language pair from those of another."""
    return f"{source_language}>{target_language}"


def _near(
    texts: Mapping[str, str], pair: str, limit: int
) -> dict[str, list[tuple[int, datetime, int]]]:
    """By key, the best matches that are not exact: (percent, when, id of the unit)."""
    if not texts:
        return {}
    keys = list(texts)
    sought = {key: normalize("NFC", text) for key, text in texts.items()}
    found: dict[str, list[tuple[int, datetime, int]]] = defaultdict(list)
    for number, unit, source_hash, text, written_at in _alike(list(texts.values()), pair):
        key = keys[number]
        percent = _match(sought[key], normalize("NFC", text))
        if percent and source_hash != key:
            found[key].append((percent, written_at, unit))
    return {key: nlargest(limit, ranked) for key, ranked in found.items()}


def _alike(texts: list[str], pair: str) -> list[tuple[int, int, str, str, datetime]]:
    """Units that share something with one of the texts: (number of the text, id, …).

    The languages are part of the numbers. They are compared once more, but in a way that keeps
    PostgreSQL from reading a whole language pair instead.
    """
    asked: list[Any] = []
    for number, text in enumerate(texts):
        asked += [number, signature(text, pair), len(text)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT asked.number, near.*
            FROM (VALUES {", ".join(["(%s, %s::int[], %s)"] * len(texts))})
                AS asked (number, signature, length)
            CROSS JOIN LATERAL (
                SELECT unit.id, unit.source_hash, unit.source_text, unit.written_at
                FROM articles_memoryunit AS unit
                WHERE unit.signature && asked.signature
                    AND unit.source_language || '>' || unit.target_language = %s
                    AND char_length(unit.source_text)
                        BETWEEN asked.length * {LEAST} / 100 AND asked.length * 100 / {LEAST}
                ORDER BY abs(char_length(unit.source_text) - asked.length)
                LIMIT {_COMPARED}
            ) AS near
            """,  # noqa: S608 (numbers and placeholders alone)
            [*asked, pair],
        )
        rows: list[tuple[int, int, str, str, datetime]] = cursor.fetchall()
    return rows


def _match(text: str, other: str) -> int:
    """From 60 to 99; 0 for less."""
    alike: float = Levenshtein.normalized_similarity(text, other, score_cutoff=LEAST / 100)
    return min(int(alike * 100 + 1e-9), EXACT - 1)


def _suggestion(row: Mapping[str, Any], match: int) -> Suggestion:
    return Suggestion(
        source_text=row["source_text"],
        source_html=row["source_html"],
        target_html=row["target_html"],
        target_hash=row["target_hash"],
        match=match,
        site=name_of_site(row["site__names"] or {}, row["site__key"] or ""),
        story_id=row["story_id"],
        written_at=row["written_at"],
    )
