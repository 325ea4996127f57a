"""For a terminal: one line a finding, and a count for each rule."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from articles.exchange.check_reports.base import KINDS, Report, Totals, told
from articles.integrity.archive import CheckedText
from articles.integrity.findings import message_of, place_of

_COLUMNS = (9, 8, 10, 22, 24)


class TableReport(Report):
    def begin(self) -> None:
        self._rows = 0

    def add(self, text: CheckedText) -> None:
        for weighed in told(text):
            finding = weighed.finding
            self._row(
                str(text.subject.story_id),
                text.subject.language_code,
                _NAMES[weighed.kind](),
                finding.rule,
                place_of(finding),
                f"{message_of(finding)} “{finding.excerpt}”",
            )
        if text.failure:
            story, code = str(text.subject.story_id), text.subject.language_code
            self._row(story, code, _("failed"), "", "", text.failure)

    def end(self, totals: Totals) -> None:
        if not totals.by_rule:
            return
        if self._rows:
            self.write("\n")
        heads = [_("RULE"), *(_NAMES[kind]() for kind in KINDS)]
        self._line([_pad(heads[0], 22), *(head.rjust(10) for head in heads[1:])])
        for rule, counts in sorted(totals.by_rule.items()):
            self._line([_pad(rule, 22), *(str(counts[kind]).rjust(10) for kind in KINDS)])

    def _row(self, *cells: str) -> None:
        if not self._rows:
            heads = (_("STORY"), _("LANGUAGE"), _("STANDS"), _("RULE"), _("WHERE"), _("WHAT"))
            self._line([*map(_pad, heads, _COLUMNS), heads[-1]])
        self._rows += 1
        # A terminal would obey control characters.
        clean = ("".join(c if c.isprintable() else " " for c in cell) for cell in cells)
        cells = tuple(" ".join(cell.split()) for cell in clean)
        self._line([*map(_pad, cells, _COLUMNS), cells[-1]])

    def _line(self, cells: list[str]) -> None:
        line = " ".join(cells).rstrip()
        self.write((_cut(line, self.width) if self.width else line) + "\n")


_NAMES = {
    "block": lambda: _("blocks"),
    "warn": lambda: _("warns"),
    "intended": lambda: _("intended"),
    "off": lambda: _("not minded"),
}


def _pad(text: str, columns: int) -> str:
    return text + " " * max(0, columns - _width(text))


def _cut(text: str, columns: int) -> str:
    if _width(text) <= columns:
        return text
    kept, used = [], 1
    for character in text:
        used += _width(character)
        if used > columns:
            break
        kept.append(character)
    return "".join(kept) + "…"


def _width(text: str) -> int:
    """Columns that a terminal gives to it: two to a Chinese character, none to an accent."""
    return sum(
        0
        if unicodedata.combining(character)
        else 1 + (unicodedata.east_asian_width(character) in {"W", "F"})
        for character in text
    )
