"""Quotation marks and brackets without their partner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.integrity.partners import Loose, begins_with_mark, loose_marks
from articles.text.segments import Segment, SegmentKind

# A quotation may run on through paragraphs; nobody follows one for longer than this.
_LONGEST_SPEECH = 8
_SCRAP = 2
_FLOWING = frozenset(
    {SegmentKind.PARAGRAPH, SegmentKind.QUOTE, SegmentKind.LIST_ITEM, SegmentKind.HEADING}
)


class UnbalancedMarks(Rule):
    id = "unbalanced-marks"
    name = _("Quotation marks and brackets")
    explanation = _(
        "A quotation mark or bracket opens and never closes, or closes what was never opened."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        loose = [
            loose_marks(segment.text, manuscript.language_code) for segment in manuscript.segments
        ]
        if any(loose):
            _join(manuscript.segments, loose)
            for segment, marks in zip(manuscript.segments, loose, strict=True):
                if marks and not _is_scrap(segment.text):
                    yield Hit(
                        segment,
                        shorten(segment.text),
                        {"marks": " ".join(mark.sign for mark in marks)},
                    )

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("Without its partner: %(marks)s") % detail


def _join(segments: Sequence[Segment], loose: list[list[Loose]]) -> None:
    """Take away what finds its partner in a later paragraph of the same text.

    Where a quotation runs over paragraphs, English opens each of them anew and Spanish begins
    them with the closing mark; only the last one closes.
    """
    # What waits for its end: the mark, and the segment that it stands in.
    waiting: list[tuple[Loose, int]] = []
    for number, segment in enumerate(segments):
        if segment.kind not in _FLOWING:
            continue
        waiting = [one for one in waiting if number - one[1] <= _LONGEST_SPEECH]
        if waiting and begins_with_mark(segment.text, waiting[-1][0].sign):
            mark, place = waiting.pop()
            loose[place].remove(mark)
        for mark in list(loose[number]):
            partner = next((one for one in reversed(waiting) if one[0].closes_with(mark)), None)
            if partner is not None:
                waiting.remove(partner)
                loose[partner[1]].remove(partner[0])
                loose[number].remove(mark)
            elif mark.opens:
                waiting.append((mark, number))


def _is_scrap(text: str) -> bool:
    """Whether it is a word or two in capitals, as a template leaves behind: THỂ THAO”.

    That it stands there at all is the fault, and `stray-keyword` tells of it.
    """
    return text.isupper() and len(text.split()) <= _SCRAP
