"""Where in a text an editor finds a segment, in words of the interface language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.text.segments import Segment, SegmentKind

_NAMES = {
    SegmentKind.TITLE: _("title"),
    SegmentKind.DEK: _("dek"),
    SegmentKind.PARAGRAPH: _("paragraph %(number)d"),
    SegmentKind.HEADING: _("heading %(number)d"),
    SegmentKind.LIST_ITEM: _("list item %(number)d"),
    SegmentKind.QUOTE: _("block quotation %(number)d"),
    SegmentKind.CAPTION: _("caption %(number)d"),
    SegmentKind.TABLE_CELL: _("table cell %(number)d"),
    SegmentKind.ALT: _("picture description %(number)d"),
}


def number_of_kind(segments: Sequence[Segment], index: int) -> int:
    """How many segments of its kind there are up to this one, itself included."""
    kind = segments[index].kind
    return sum(segment.kind == kind for segment in segments[: index + 1])


def place_name(kind: str, number: int) -> str:
    """What a segment is, counted among those of its kind: “paragraph 3”."""
    if not kind:
        return gettext("the text")
    return str(_NAMES[SegmentKind(kind)]) % {"number": number}


def name_place(segments: Sequence[Segment], index: int, segment_hash: str) -> str:
    """What a segment is, counted among those of its kind: “paragraph 3”.

    Where the text was changed since and another segment has this index, the one with the words
    of this hash is meant, if it is still there.
    """
    if not segments:
        return gettext("the text")
    same = [one for one in segments if one.hash == segment_hash]
    near = min(same, key=lambda one: abs(one.index - index), default=None)
    segment = near or segments[min(index, len(segments) - 1)]
    return place_name(segment.kind, number_of_kind(segments, segment.index))
