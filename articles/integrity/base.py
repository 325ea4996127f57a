"""What a rule is, what it looks at, and what it answers."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.functional import Promise

from articles.enums import Severity
from articles.text.segments import Segment

Text = str | Promise
EXCERPT_LENGTH = 160


@dataclass(frozen=True)
class Manuscript:
    """One story in one language, as the rules see it.

    `original` is None for the original itself. `sources` maps the index of a segment to the hash
    of the original segment that it was made from, as far as that is known. `section_names` are
    the names of sections in the manuscript's language.
    """

    language_code: str
    segments: Sequence[Segment]
    original: "Manuscript | None" = None
    sources: Mapping[int, str] = field(default_factory=dict)
    section_names: Sequence[str] = ()

    def pairs(self) -> Iterator[tuple[Segment, Segment]]:
        """Each segment that is known to translate one of the original, behind that one."""
        if self.original is None:
            return
        originals = {segment.hash: segment for segment in self.original.segments}
        for segment in self.segments:
            source = originals.get(self.sources.get(segment.index, ""))
            if source is not None:
                yield source, segment


@dataclass(frozen=True)
class Hit:
    """A fault in one segment. `detail` holds what the rule's message needs, ready for JSON."""

    segment: Segment
    excerpt: str
    detail: Mapping[str, str] = field(default_factory=dict)


class Rule(ABC):
    """One kind of fault. Rules hold no state, so that one instance serves all threads."""

    id: ClassVar[str]
    name: ClassVar[Text]
    explanation: ClassVar[Text]
    severity: ClassVar[Severity]

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
