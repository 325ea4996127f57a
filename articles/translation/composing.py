"""A translation's body in the structure of its original.

Pictures, tables, lists and the order of blocks follow the original; words come from the
translation alone. A block that nobody has translated is left out. What only the translation has
stays behind what it followed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import is_normalized

from lxml import html as lxml_html

from articles.richtext.markup import MAX_LENGTH
from articles.richtext.sanitizer import sanitize
from articles.text.segments import Segment, SegmentKind, parse_body
from articles.translation.alignment import needs_translation

_HEAD = frozenset({SegmentKind.TITLE, SegmentKind.DEK})
_CELLS = frozenset({"td", "th"})
_FIGURE_ID = "data-image-id"
# One line, with nothing that HTML could read or write in another way.
_PIECE = r"[\w.,:;!?()%/“”‘’«»„–—…、。，：；！？（）《》「」،؛؟-]+"
_WORDS_ALONE = re.compile(rf"{_PIECE}(?: {_PIECE})*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one segment: inline HTML, and their language where it is marked."""

    html: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """A segment that only the translation has, behind one of the original (-1: at the top).

    Without words it is taken away.
    """

    target: Segment
    behind: int
    words: Words


def inline_html(html: str) -> str:
    """What somebody typed for one segment, sanitised; of several blocks one line is made."""
    is_short = len(html) <= MAX_LENGTH  # what is longer, the sanitiser refuses
    if is_short and _WORDS_ALONE.fullmatch(html) and is_normalized("NFC", html):
        return html  # most segments of a news story are; the workbench shows hundreds of them
    root = parse_body(sanitize(html))
    return "".join(_joined(root)).strip()


def compose(
    body: str,
    sources: Sequence[Segment],
    words: Mapping[int, Words],
    *,
    target_body: str = "",
    extras: Sequence[Extra] = (),
    partners: Mapping[int, Segment] | None = None,
) -> str:
    """The translated body, sanitised.

    `sources` are the segments of the whole original, whose body is `body`; `words` gives those of
    the translation by index of the source. `partners` are the segments of `target_body` that
    stood for the sources until now: a figure whose caption is among them keeps its own picture.
    """
    root, old = parse_body(body), parse_body(target_body)
    leaves = {
        source.index: _find(root, source.path) for source in sources if source.kind not in _HEAD
    }
    _keep_pictures(root, old, sources, partners or {})
    wholes, singles = _sort_extras(old, extras, partners or {})
    places = {number: _top_block(root, leaf) for number, leaf in leaves.items()}
    for source in sources:
        if source.kind not in _HEAD:
            _fill(leaves[source.index], source, words.get(source.index))
    for extra in reversed(singles):
        _insert_single(root, leaves, places, extra)
    for behind, block in reversed(wholes):
        _insert_block(root, places, behind, block)
    _drop_empty(root)
    return sanitize("".join(_inner(root)))


def _find(root: Any, path: str) -> Any:
    element = root
    for number in filter(None, path.partition("~")[0].split("/")):
        element = element[int(number)]
    return element


def _top_block(root: Any, element: Any) -> Any:
    while element is not root and element.getparent() is not root:
        element = element.getparent()
    return element


def _fill(leaf: Any, source: Segment, words: Words | None) -> None:
    if source.kind is SegmentKind.ALT:
        if words is not None and words.html:
            leaf.set("data-alt", _text_of(words.html))
        else:
            leaf.attrib.pop("data-alt", None)
        return
    for ancestor in (leaf, *leaf.iterancestors()):
        ancestor.attrib.pop("lang", None)
    if words is None and not needs_translation(source):
        return  # a number says the same in every language
    _set_inner(leaf, words.html if words else "")
    if words is not None and words.lang:
        leaf.set("lang", words.lang)
    if words is None or not words.html:
        leaf.set("data-empty", "")


def _set_inner(element: Any, html: str) -> None:
    for child in list(element):
        element.remove(child)
    parsed = parse_body(html)
    element.text = parsed.text
    for child in list(parsed):
        element.append(child)


def _drop_empty(root: Any) -> None:
    """Remove what was left without words, and what then holds nothing; cells stay empty."""
    for element in list(root.iter()):
        if "data-empty" in element.attrib:
            del element.attrib["data-empty"]
            if element.tag != "figcaption":
                _remove(element)


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if (parent.tag == "tr" and len(parent)) or parent.tag in _CELLS:
        table = next(parent.iterancestors("table"), None)
        if table is not None and not table.text_content().strip():
            _remove(table)
    elif not len(parent) and parent.getparent() is not None:
        _remove(parent)


# --- what only the translation has -----------------------------------------------------------


def _sort_extras(
    old: Any, extras: Sequence[Extra], partners: Mapping[int, Segment]
) -> tuple[list[tuple[int, Any]], list[Extra]]:
    """Whole blocks of the old body that nothing of the original stands for, and single lines."""
    partnered = {_top_number(segment) for segment in partners.values()}
    by_block: dict[int, list[Extra]] = {}
    singles = []
    for extra in extras:
        if extra.target.kind in _HEAD:
            continue
        number = _top_number(extra.target)
        if number in partnered or number >= len(old):
            singles += [extra] if extra.words.html else []
        else:
            by_block.setdefault(number, []).append(extra)
    behind_of = _anchors(old, partners)
    wholes = []
    for number, block in enumerate(old):
        if number in by_block:
            for extra in by_block[number]:
                _fill_extra(_find(old, extra.target.path), extra)
            wholes.append((by_block[number][0].behind, block))
        elif number not in partnered and _is_own_figure(block):
            wholes.append((behind_of[number], block))
    return wholes, singles


def _fill_extra(leaf: Any, extra: Extra) -> None:
    if extra.target.kind is SegmentKind.ALT:
        leaf.set("data-alt", _text_of(extra.words.html))
    else:
        _set_inner(leaf, extra.words.html)
        if not extra.words.html:
            leaf.set("data-empty", "")


def _anchors(old: Any, partners: Mapping[int, Segment]) -> dict[int, int]:
    """By number of a block of the old body, the source that it stands behind."""
    last_of: dict[int, int] = {}
    for source, segment in partners.items():
        number = _top_number(segment)
        last_of[number] = max(source, last_of.get(number, -1))
    anchors, last = {}, -1
    for number in range(len(old)):
        anchors[number] = last
        last = last_of.get(number, last)
    return anchors


def _is_own_figure(block: Any) -> bool:
    return block.tag == "figure" and "data-own" in block.attrib


def _top_number(segment: Segment) -> int:
    first = segment.path.partition("~")[0].partition("/")[0]
    return int(first) if first else 1_000_000


def _insert_single(
    root: Any, leaves: Mapping[int, Any], places: Mapping[int, Any], extra: Extra
) -> None:
    """One line of a list becomes an item behind its neighbour; any other a paragraph."""
    paragraph = lxml_html.Element("p")
    _set_inner(paragraph, extra.words.html)
    if extra.words.lang:
        paragraph.set("lang", extra.words.lang)
    leaf = leaves.get(extra.behind)
    item = next(leaf.iterancestors("li"), None) if leaf is not None else None
    if extra.target.kind is SegmentKind.LIST_ITEM and item is not None:
        new_item = lxml_html.Element("li")
        new_item.append(paragraph)
        item.addnext(new_item)
    else:
        _insert_block(root, places, extra.behind, paragraph)


def _insert_block(root: Any, places: Mapping[int, Any], behind: int, block: Any) -> None:
    number = max((n for n in places if n <= behind), default=None)
    place = places[number] if number is not None else None
    block.tail = None
    if place is None or place is root:
        root.insert(0, block)
    else:
        place.addnext(block)


# --- pictures -------------------------------------------------------------------------------


def _keep_pictures(
    root: Any, old: Any, sources: Sequence[Segment], partners: Mapping[int, Segment]
) -> None:
    """A figure that was translated keeps the picture of the translation, such as a chart in its
    language; figures of the translation that the original has not are marked as its own."""
    for source in sources:
        partner = partners.get(source.index)
        if partner is None or source.kind not in {SegmentKind.CAPTION, SegmentKind.ALT}:
            continue
        here, there = _figure(_find(root, source.path)), _figure(_find(old, partner.path))
        if here is not None and there is not None:
            here.set(_FIGURE_ID, there.get(_FIGURE_ID))
    known = {figure.get(_FIGURE_ID) for figure in root.iter("figure")}
    for figure in old.iter("figure"):
        if figure.get(_FIGURE_ID) not in known:
            figure.set("data-own", "")


def _figure(element: Any) -> Any:
    return element if element.tag == "figure" else next(element.iterancestors("figure"), None)


# --- text -----------------------------------------------------------------------------------


def _joined(root: Any) -> Iterator[str]:
    """The inline content of every leaf, with a space between blocks."""
    for element in root.iter("p", "h2", "h3", "h4", "figcaption"):
        inner = "".join(_inner(element)).strip()
        if inner:
            yield inner + " "


def _inner(element: Any) -> Iterator[str]:
    if element.text:
        yield lxml_html.tostring(_text_only(element.text), encoding="unicode")[3:-4]
    for child in element:
        yield lxml_html.tostring(child, encoding="unicode")


def _text_only(text: str) -> Any:
    paragraph = lxml_html.Element("p")
    paragraph.text = text
    return paragraph


def _text_of(html: str) -> str:
    return " ".join(str(parse_body(html).text_content()).split())
