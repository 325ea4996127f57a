"""Write the glossary for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from articles.exchange.glossary.columns import COLUMNS, guarded, joined
from articles.models import GlossaryTerm


def write_glossary(terms: Iterable[GlossaryTerm]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, without which Excel takes it for another encoding.

    The terms' site is to be loaded.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for term in terms:
        writer.writerow([guarded(cell) for cell in _cells(term)])
    return text.getvalue().encode("utf-8-sig")


def _cells(term: GlossaryTerm) -> list[str]:
    return [
        term.site.key if term.site else "",
        term.source_language,
        term.source,
        term.target_language,
        term.target,
        joined(term.accepted[1:]),
        "yes" if term.match_case else "no",
        term.note,
    ]
