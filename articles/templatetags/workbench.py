"""How the templates of the workbench show segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

from articles.forms import workbench as forms
from articles.integrity.base import Term
from articles.integrity.policy import Weighed
from articles.integrity.registry import find_rule
from articles.models import Finding
from articles.queries.workbench import Line
from articles.richtext.language_tags import is_right_to_left
from articles.text.differences import GONE, NEW, differences
from articles.text.languages import language_tag
from articles.text.segments import Segment, SegmentKind
from articles.text.terms import TermMatch
from articles.translation.composing import inline_html

register = template.Library()

KIND_NAMES = {
    SegmentKind.TITLE: pgettext_lazy("kind of segment", "Title"),
    SegmentKind.DEK: pgettext_lazy("kind of segment", "Dek"),
    SegmentKind.PARAGRAPH: pgettext_lazy("kind of segment", "Paragraph"),
    SegmentKind.HEADING: pgettext_lazy("kind of segment", "Heading"),
    SegmentKind.LIST_ITEM: pgettext_lazy("kind of segment", "List item"),
    SegmentKind.QUOTE: pgettext_lazy("kind of segment", "Quotation"),
    SegmentKind.CAPTION: pgettext_lazy("kind of segment", "Caption"),
    SegmentKind.TABLE_CELL: pgettext_lazy("kind of segment", "Table cell"),
    SegmentKind.ALT: pgettext_lazy("kind of segment", "Picture description"),
}
_PIECE = re.compile(r"<[^>]*>|&[^;\s]+;|.", re.DOTALL)


@register.filter
def kind_name(segment: Segment) -> str:
    return str(KIND_NAMES[segment.kind])


@register.filter
def inline(html: str) -> SafeString:
    """Inline HTML to read, sanitised once more, as this page trusts no row."""
    return mark_safe(inline_html(html))  # noqa: S308


@register.simple_tag
def row_attributes(line: Line, may_edit: bool) -> SafeString:
    """What the style sheet and the script know of a row.

    Written here, because a template takes three times as long for two hundred rows.
    """
    draft = line.draft
    is_held = line.is_held and may_edit
    attributes: dict[str, str | bool] = {
        "class": f"bench-row bench-{line.row.state}"
        f"{' is-held' if is_held else ''}{' is-drafted' if draft else ''}",
        "id": f"segment-{line.number}",
        "role": "group",
        "aria-labelledby": f"name-{line.number}",
        "data-key": line.key,
        "data-source": line.source_hash,
        "data-occurrence": str(line.occurrence),
        "data-base": line.base,
        "data-state": str(line.row.state),
        "data-is-plain": line.is_plain,
        "data-to-do": line.needs_work,
        "data-has-findings": bool(line.findings),
    }
    if draft is not None:
        attributes["data-began"] = draft.base_hash
    if draft is not None and line.is_of_former_source:
        attributes["data-draft-source"] = draft.source_hash
        attributes["data-draft-occurrence"] = str(draft.occurrence)
    return flatatt(attributes)


@register.simple_tag
def in_language(segment: Segment | None, language_code: str) -> SafeString:
    """The attributes of text that may be marked as another language than its column."""
    marked = segment.lang if segment is not None and segment.lang else language_code
    tag = language_tag(marked)
    return format_html('lang="{}" dir="{}"', tag, "rtl" if is_right_to_left(tag) else "ltr")


@register.simple_tag
def changed_words(before: Segment, after: Segment) -> SafeString:
    """What was there and what is there now, in one text."""
    names = {GONE: "del", NEW: "ins"}
    return format_html_join(
        "",
        "{}{}{}",
        (
            (
                mark_safe(f"<{names[piece.kind]}>"),  # noqa: S308
                piece.text,
                mark_safe(f"</{names[piece.kind]}>"),  # noqa: S308
            )
            if piece.kind in names
            else ("", piece.text, "")
            for piece in differences(before.text, after.text)
        ),
    )


@register.filter
def explanation(finding: Finding) -> str:
    rule = find_rule(finding.rule)
    return str(rule.explanation) if rule else ""


@register.simple_tag
def may_settle(weighed: Weighed, may_dismiss: bool) -> bool:
    """Whether this person's word that it is intended would count: editors settle also blocks."""
    if weighed.dismissal is not None:
        return may_dismiss or not weighed.dismissal.covers_blocks
    return may_dismiss or not weighed.blocks


@register.filter
def finding_name(finding: Finding) -> str:
    return forms.finding_name(finding)


@register.filter
def field_text(line: Line) -> str:
    return forms.field_text(line)


@register.filter
def row_token(line: Line) -> str:
    return forms.row_token(line)


@register.filter
def with_terms(segment: Segment, matches: Sequence[TermMatch[Term]]) -> SafeString:
    """The segment's HTML with the terms of the glossary marked."""
    html = inline_html(segment.html)
    return mark_safe("".join(_marked(html, matches)) if matches else html)  # noqa: S308


def _marked(html: str, matches: Sequence[TermMatch[Term]]) -> Iterator[str]:
    """Places count the characters of the segment's text, in which a run of space is one."""
    inside = [match for match in matches for _place in range(match.start, match.end)]
    places = dict(zip((p for m in matches for p in range(m.start, m.end)), inside, strict=True))
    place, is_marked, was_space = 0, None, True
    for piece in _PIECE.findall(html):
        is_tag = piece[0] == "<"
        is_space = piece.startswith("<br") if is_tag else unescape(piece).isspace()
        if is_tag and not is_space:
            if is_marked:
                yield "</mark>"
                is_marked = None
            yield piece
            continue
        if is_space and was_space:
            yield piece
            continue
        term = places.get(place)
        if is_marked is not None and term is not is_marked:
            yield "</mark>"
            is_marked = None
        if term is not None and is_marked is None and not is_tag:
            yield format_html('<mark class="bench-term" title="{}">', term.term.accepted[0])
            is_marked = term
        yield piece
        was_space = is_space
        place += 1
    if is_marked is not None:
        yield "</mark>"
