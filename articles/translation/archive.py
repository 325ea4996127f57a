"""Making the translation memory anew from the texts that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from articles.models import MemoryUnit, Revision, Site, StoryTranslation
from articles.text.signature import signature
from articles.translation.comparison import compare_revisions
from articles.translation.memory import scope
from articles.translation.remembering import Pair, pairs_of, remember

TEXTS, UNITS = 100, 1000
Advance = Callable[[int], object]


def translations(site: Site | None = None) -> QuerySet[StoryTranslation]:
    """The texts that are no originals; all, or those of a site's own stories."""
    texts: QuerySet[StoryTranslation] = StoryTranslation.objects.filter(head__isnull=False).exclude(
        language_code=F("master__original_language")
    )
    return texts if site is None else texts.filter(master__origin=site)


def remember_archive(
    site: Site | None = None, advance: Advance = lambda count: None
) -> Counter[str]:
    """Remember the newest revision of every translation; counts as `remember` does.

    Each hundred texts are a transaction, so an interrupted run has harmed nothing, and a repeated
    one finds everything unchanged. `advance` is told how many texts are done.
    """
    counts: Counter[str] = Counter()
    texts = translations(site).select_related("head", "master").order_by("pk")
    last_pk = 0
    while batch := list(texts.filter(pk__gt=last_pk)[:TEXTS]):
        with transaction.atomic():
            counts += remember(_pairs(batch))
        last_pk = batch[-1].pk
        advance(len(batch))
    return counts


def renew_signatures(advance: Advance = lambda count: None) -> int:
    """Correct every signature that is not as it would be made today; how many there were."""
    renewed = last_pk = 0
    units = MemoryUnit.objects.only(
        "source_language", "target_language", "source_text", "signature"
    ).order_by("pk")
    while batch := list(units.filter(pk__gt=last_pk)[:UNITS]):
        last_pk = batch[-1].pk
        wrong = []
        for unit in batch:
            numbers = signature(unit.source_text, scope(unit.source_language, unit.target_language))
            if unit.signature != numbers:
                unit.signature = numbers
                wrong.append(unit)
        renewed += MemoryUnit.objects.bulk_update(wrong, ["signature"]) if wrong else 0
        advance(len(batch))
    return renewed


def _pairs(batch: Sequence[StoryTranslation]) -> list[Pair]:
    originals: dict[int, Revision] = {
        text.master_id: text.head
        for text in StoryTranslation.objects.filter(
            master__in=[text.master_id for text in batch],
            language_code=F("master__original_language"),
            head__isnull=False,
        ).select_related("head")
        if text.head is not None
    }
    found: list[Pair] = []
    for text in batch:
        original = originals.get(text.master_id)
        if original is not None and text.head is not None:
            text.head.story = text.master
            found += pairs_of(text.head, compare_revisions(text.head, original))
    return found
