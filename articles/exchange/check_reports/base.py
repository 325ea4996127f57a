"""What all reports have in common: they are written text by text, so that none is held whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from articles.integrity.archive import CheckedText
from articles.integrity.policy import Weighed
from articles.text.languages import language_tag

# What makes a check fail, by name.
FAIL_ON: dict[str, frozenset[str]] = {
    "block": frozenset({"block"}),
    "warn": frozenset({"block", "warn"}),
    "none": frozenset(),
}
KINDS = ("block", "warn", "intended", "off")


@dataclass
class Totals:
    """How many texts were checked, and how many findings stand how."""

    texts: int = 0
    judged: int = 0
    failed: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    by_rule: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, text: CheckedText) -> None:
        self.texts += 1
        self.failed += bool(text.failure)
        self.judged += text.is_judged_anew and not text.failure
        for weighed in text.findings:
            self.findings[weighed.kind] += 1
            self.by_rule.setdefault(weighed.finding.rule, Counter())[weighed.kind] += 1

    @property
    def unchanged(self) -> int:
        """Texts whose findings of an earlier check still held."""
        return self.texts - self.judged - self.failed


@dataclass(frozen=True)
class Facts:
    """What was asked for, and when."""

    at: datetime
    fail_on: str
    site: str = ""
    language_code: str = ""
    since: datetime | None = None


class Report(ABC):
    """One form of report; `write` takes pieces of it in order.

    Findings that the site does not mind are counted and not told.
    """

    def __init__(self, write: Callable[[str], Any], facts: Facts, *, width: int = 0) -> None:
        """`width` is how many columns a line may have, 0 for any number."""
        self.write = write
        self.facts = facts
        self.width = width

    @abstractmethod
    def begin(self) -> None:
        """Whatever stands before the first text."""

    @abstractmethod
    def add(self, text: CheckedText) -> None:
        """One text, with findings or without."""

    @abstractmethod
    def end(self, totals: Totals) -> None:
        """Whatever stands after the last."""


def told(text: CheckedText) -> list[Weighed]:
    """The findings of a text that a report tells of."""
    return [weighed for weighed in text.findings if not weighed.is_ignored]


def address_of(text: CheckedText) -> str:
    """A text as a relative address: `stories/12/en`."""
    return f"stories/{text.subject.story_id}/{language_tag(text.subject.language_code)}"
