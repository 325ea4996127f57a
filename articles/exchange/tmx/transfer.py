"""The translation memory from and to TMX files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.exchange.tmx.reading import read_tmx
from articles.exchange.tmx.records import NotTmx, TmxUnit, Variant
from articles.models import MemoryUnit, Site
from articles.richtext.sanitizer import TooLong
from articles.text.languages import normal_code, same_language
from articles.text.segments import Segment, cut_body
from articles.translation.composing import inline_html
from articles.translation.remembering import Pair, remember

_AT_ONCE = 500


@transaction.atomic
def import_tmx(
    file: IO[bytes], *, site: Site | None = None, advance: Callable[[int], object] = lambda n: None
) -> Counter[str]:
    """Remember what a TMX file holds; all of it, or nothing where it raises NotTmx.

    Counts pairs `created`, `updated`, `unchanged`, and units `skipped`, because they are empty,
    or lack a language of ours or their source. Dates are those of the file. `advance` is told how
    many units are done.
    """
    counts: Counter[str] = Counter()
    now = timezone.now()
    units = read_tmx(file)
    while batch := list(islice(units, _AT_ONCE)):
        found: list[Pair] = []
        for unit in batch:
            pairs = list(_pairs(unit, site, now))
            counts["skipped"] += not pairs
            found += pairs
        counts += remember(found)
        advance(len(batch))
    return counts


def exported(
    *, site: Site | None = None, source_language: str = "", target_language: str = ""
) -> QuerySet[MemoryUnit]:
    """The units of these languages that were written last on this site; all by default."""
    asked = {
        "site": site,
        "source_language": source_language,
        "target_language": target_language,
    }
    units = MemoryUnit.objects.filter(**{name: value for name, value in asked.items() if value})
    return units.select_related("site").order_by("source_language", "target_language", "pk")


def _pairs(unit: TmxUnit, site: Site | None, now: datetime) -> Iterator[Pair]:
    source_code = _code(unit.source_lang) if unit.source_lang else ""
    texts = []
    for variant in unit.variants:
        code = _code(variant.lang)
        segment = _segment(variant) if code else None
        if code and segment is not None:
            texts.append((code, segment, variant))
    for code, source, _variant in texts:
        if unit.source_lang and code != source_code:
            continue
        for target_code, target, variant in texts:
            if target_code != code and _has_words(source.text):
                yield Pair(
                    source_language=code,
                    target_language=target_code,
                    source_text=source.text,
                    source_html=source.html,
                    target_text=target.text,
                    target_html=target.html,
                    written_at=min(variant.changed_at or now, now),
                    site_id=site.pk if site else None,
                )


def _segment(variant: Variant) -> Segment | None:
    try:
        cleaned = inline_html(variant.html)
    except TooLong as error:
        raise NotTmx(str(error), variant.line) from error
    segments = cut_body(f"<p>{cleaned}</p>")
    return segments[-1] if segments else None


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


@lru_cache(maxsize=256)
def _code(tag: str) -> str:
    """Our code for the language of a file; empty where no site writes it."""
    codes: list[str] = settings.CONTENT_LANGUAGES
    if normal_code(tag) in codes:
        return normal_code(tag)
    return next((code for code in codes if same_language(tag, code)), "")
