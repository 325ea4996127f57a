"""Read a glossary file as spreadsheets save it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.exchange.glossary.columns import (
    COLUMNS,
    NEEDED,
    Fault,
    RefusedGlossary,
    unguarded,
)

_DELIMITERS = ",;\t"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Line:
    """One term as it stands in the file: cells by column, those that the file has."""

    number: int
    cells: Mapping[str, str]


def read_glossary(content: bytes) -> list[Line]:
    """The terms of a file: CSV in UTF-8 or UTF-16, between commas, semicolons or tabs.

    Raises RefusedGlossary.
    """
    text = _decoded(content)
    skipped, text = _without_hint(text)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1 + skipped
    header: list[str] = []
    lines: list[Line] = []
    faults: list[Fault] = []
    try:
        for cells in reader:
            number, begin = begin, reader.line_num + 1 + skipped
            if not header:
                header = _header(cells, number)
            elif len(cells) > len(header):
                faults.append(
                    Fault(
                        _("there are %(cells)d cells for %(columns)d columns.")
                        % {"cells": len(cells), "columns": len(header)},
                        number,
                    )
                )
            elif any(cell.strip() for cell in cells):
                pairs = zip(header, cells, strict=False)
                lines.append(Line(number, {name: _cell(text) for name, text in pairs if name}))
    except csv.Error as error:
        faults.append(Fault(_("this is not CSV: %s") % error, begin))
    if not header and not faults:
        faults.append(Fault(_("the file is empty.")))
    if faults:
        raise RefusedGlossary(faults)
    return lines


def _cell(text: str) -> str:
    """Without the space around it; a line end at its end says that it holds a list."""
    return unguarded(text if "\n" in text else text.strip())


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("this is not UTF-8. Save the file as “CSV UTF-8”.")
        raise RefusedGlossary([Fault(message, line)]) from error


def _without_hint(text: str) -> tuple[int, str]:
    """The file without Excel's first line `sep=;`, and how many lines that was."""
    first, _newline, rest = text.partition("\n")
    return (1, rest) if first.strip().lower().startswith("sep=") else (0, text)


def _header(cells: list[str], number: int) -> list[str]:
    names = ["_".join(cell.lower().split()) for cell in cells]
    known = ", ".join(COLUMNS)
    faults = [
        Fault(_("there is no column of this name. Columns: %s.") % known, number, name)
        for name in names
        if name and name not in COLUMNS
    ]
    faults += [
        Fault(_("this column stands twice."), number, name)
        for name in COLUMNS
        if names.count(name) > 1
    ]
    faults += [
        Fault(_("this column is missing."), number, name) for name in NEEDED if name not in names
    ]
    if faults:
        raise RefusedGlossary(faults)
    return names
