"""Translations that are much shorter or longer than what they translate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import SegmentState, Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.text.languages import normal_code
from articles.text.scripts import script_weights
from articles.text.segments import Segment
from articles.translation.alignment import Row

# Letters that say what a hundred letters of English say (a Chinese character counts for three):
# medians over news in these languages. Vowels that are marks are no letters.
_LETTERS = {
    "vi": 92,
    "zh": 108,
    "ja": 140,
    "ko": 125,
    "ar": 87,
    "fa": 85,
    "ur": 85,
    "he": 80,
    "hi": 58,
    "bn": 58,
    "ta": 65,
    "th": 80,
    "km": 80,
    "lo": 80,
    "my": 70,
    "en": 100,
}
_USUAL = 105
# Titles of two or three words are anybody's choice.
_SHORTEST = 40
# How far from the expected length is too far: the shorter a text, the farther.
_FACTOR = 1.6
_SLACK = 36


class LengthRatio(Rule):
    id = "length"
    name = _("Length out of proportion")
    explanation = _(
        "A translation is much shorter or longer than its original: something was probably left "
        "out, added or put in the wrong place."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        if manuscript.original is None:
            return
        scale = _letters(manuscript.language_code) / _letters(manuscript.original.language_code)
        rows = manuscript.rows
        for number, row in enumerate(rows):
            source, target = row.source, row.target
            if row.state != SegmentState.CURRENT or source is None or target is None:
                continue
            share = _share(_weight([source]) * scale, _weight([target]))
            if share and _share(*_with_neighbours(rows, number, scale)):
                yield Hit(
                    target, shorten(target.text), {"percent": str(round(100 * share))}, source
                )

    def message(self, detail: Mapping[str, str]) -> str:
        return (
            gettext("This has about %(percent)s%% of the length that its original lets expect.")
            % detail
        )


def _share(expected: float, found: float) -> float:
    """The length found as a share of the one expected; 0 where it is in proportion."""
    longer = max(expected, found)
    if longer < _SHORTEST or expected == 0:
        return 0.0
    allowed = _FACTOR + _SLACK / longer
    share = max(found, 1) / expected
    return 0.0 if 1 / allowed <= share <= allowed else share


def _with_neighbours(rows: Sequence[Row], number: int, scale: float) -> tuple[float, float]:
    """Expected and found length, together with what the translator split off or merged in."""
    sources, targets = [rows[number].source], [rows[number].target]
    for step in (1, -1):
        place = number + step
        while 0 <= place < len(rows) and rows[place].state in _ONE_SIDED:
            sources.append(rows[place].source)
            targets.append(rows[place].target)
            place += step
    return _weight(sources) * scale, _weight(targets)


_ONE_SIDED = frozenset({SegmentState.EXTRA, SegmentState.MISSING})


def _weight(segments: Sequence[Segment | None]) -> int:
    return sum(sum(script_weights(segment.text).values()) for segment in segments if segment)


def _letters(language_code: str) -> int:
    return _LETTERS.get(normal_code(language_code).partition("-")[0], _USUAL)
