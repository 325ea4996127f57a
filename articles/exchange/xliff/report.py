"""What became of a file that came back, segment by segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    """What became of one segment of a file."""

    APPLIED = "applied", _("Applied")
    UNCHANGED = "unchanged", _("Unchanged")
    UNTRANSLATED = "untranslated", _("Not translated in the file")
    CONFLICT = "conflict", _("Changed by somebody else meanwhile")
    UNKNOWN = "unknown", _("No longer in the original")
    REJECTED = "rejected", _("Rejected")


# What a person has to look at: their work is not in the story.
LEFT_OUT = (Fate.CONFLICT, Fate.UNKNOWN, Fate.REJECTED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment. `line` is that of the file; `ours` the text of the file, `theirs` that of the
    story before; `message` says why, or what to look at."""

    fate: Fate
    line: int
    source: str
    ours: str = ""
    theirs: str = ""
    message: str = ""


@dataclass(slots=True)
class FileReport:
    """One story in one language. `refusal` says why nothing of it was looked at."""

    name: str
    line: int = 0
    story_id: int | None = None
    title: str = ""
    source_language: str = ""
    language_code: str = ""
    refusal: str = ""
    revision_id: int | None = None
    entries: list[Entry] = field(default_factory=list)

    def count(self, fate: Fate) -> int:
        return sum(entry.fate is fate for entry in self.entries)

    def of(self, *fates: Fate) -> list[Entry]:
        return [entry for entry in self.entries if entry.fate in fates]

    @property
    def left_out(self) -> list[Entry]:
        return self.of(*LEFT_OUT)

    @property
    def warnings(self) -> list[Entry]:
        """What was applied, with something to look at."""
        return [entry for entry in self.of(Fate.APPLIED) if entry.message]

    @property
    def is_whole(self) -> bool:
        """Whether all that the file says is in the story now."""
        return not self.refusal and not self.left_out


def totals(reports: Iterable[FileReport]) -> dict[Fate, int]:
    """How many segments of all files had which fate."""
    counts = Counter(entry.fate for report in reports for entry in report.entries)
    return {fate: counts[fate] for fate in Fate}
