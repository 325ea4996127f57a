"""The columns of a glossary file, and what its cells mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

COLUMNS = (
    "site",
    "source_language",
    "term",
    "target_language",
    "translation",
    "also_right",
    "match_case",
    "note",
)
NEEDED = ("source_language", "term", "target_language", "translation")
# The columns that are called otherwise in the model.
FIELDS = {"term": "source", "translation": "target", "also_right": "alternatives"}
YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"", "no", "n", "false", "0"})
# What a spreadsheet would take for a formula is guarded by an apostrophe, and so is what begins
# as if it were guarded, so that every cell can be read back (OWASP, "CSV Injection").
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, where; in the active language. Lines count from 1."""

    message: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        values = {"line": self.line, "column": self.column, "message": self.message}
        if self.column:
            return _("Line %(line)d, column “%(column)s”: %(message)s") % values
        return _("Line %(line)d: %(message)s") % values if self.line else self.message


class RefusedGlossary(Exception):
    """A file of which nothing was taken; `faults` are all that were found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def joined(alternatives: Sequence[str]) -> str:
    """Several spellings in one cell: between bars, or one a line where one of them has a bar."""
    if any("|" in one for one in alternatives):
        return "".join(f"{one}\n" for one in alternatives)
    return "|".join(alternatives)


def split(cell: str) -> list[str]:
    return [part for part in re.split(r"[\r\n]+" if "\n" in cell else r"\|", cell) if part.strip()]
