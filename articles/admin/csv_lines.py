"""Tables as CSV (RFC 4180) for spreadsheets: streamed, with a byte-order mark, and harmless.

Without the mark Excel takes UTF-8 for something else. Names of columns are English in all
languages, so that what reads them need not know who asked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"); one of East Asia
# also the wide signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """What `csv` writes to: it hands the line back."""

    def write(self, text: str) -> str:
        return text


def csv_response(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """A file to save; `name` without what is common to all of them."""
    response = StreamingHttpResponse(
        csv_lines(columns, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="newscenter-{name}.csv"'
    return response


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_safe(cell) for cell in row])


def _safe(cell: Any) -> Any:
    """Numbers stay numbers, also those below nought."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
