"""What a rule is, what it looks at, and what it answers."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.functional import Promise

from articles.enums import SegmentState, Severity
from articles.text.segments import Segment
from articles.translation.alignment import Row

Text = str | Promise
EXCERPT_LENGTH = 160


@dataclass(frozen=True)
class Picture:
    """A picture that the text shows, and what it says to those who do not see it, if anything.

    `segment` is where an editor finds it: its caption, or else its own description, or else what
    stands before it.
    """

    image_id: int
    alt: str
    segment: Segment
    is_lead: bool = False


@dataclass(frozen=True)
class Term:
    """A term of the original's language, and how the newsroom writes it; the first is preferred."""

    source: str
    accepted: Sequence[str]
    match_case: bool = False


@dataclass(frozen=True)
class Manuscript:
    """One story in one language, as the rules see it.

    `original` is None for the original itself, whose `rows` are empty. `section_names` are the
    names of sections in the manuscript's language; `pictures` are those that the text shows, and
    `terms` those of the glossary for its two languages.
    """

    language_code: str
    segments: Sequence[Segment]
    original: "Manuscript | None" = None
    rows: Sequence[Row] = ()
    section_names: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    terms: Sequence[Term] = ()

    def pairs(self) -> Iterator[tuple[Segment, Segment]]:
        """Each current translation behind its source; a stale one has no source to be held to."""
        for row in self.rows:
            if row.state == SegmentState.CURRENT and row.source and row.target:
                yield row.source, row.target


@dataclass(frozen=True)
class Hit:
    """A fault in one segment. `detail` holds what the rule's message needs, ready for JSON.

    Rules that compare name the `source` beside it, too; where the translation has no segment at
    all, `segment` is that of the original and `of_original` says so.
    """

    segment: Segment
    excerpt: str
    detail: Mapping[str, str] = field(default_factory=dict)
    source: Segment | None = None
    of_original: bool = False


class Rule(ABC):
    """One kind of fault. Rules hold no state, so that one instance serves all threads."""

    id: ClassVar[str]
    name: ClassVar[Text]
    explanation: ClassVar[Text]
    severity: ClassVar[Severity]
    # To be raised whenever the rule would find something else in the same text.
    version: ClassVar[int] = 1

    @abstractmethod
    def check(self, manuscript: Manuscript) -> Iterable[Hit]:
        """All hits, in the order of segments."""

    @abstractmethod
    def message(self, detail: Mapping[str, str]) -> str:
        """One hit in a sentence, in the interface language that is active."""


def shorten(text: str) -> str:
    """At most 160 characters, cut between words where there are any."""
    if len(text) <= EXCERPT_LENGTH:
        return text
    head = text[: EXCERPT_LENGTH - 1]
    between_words = head.rfind(" ")
    return head[: between_words if between_words > EXCERPT_LENGTH // 2 else None].rstrip() + "…"
