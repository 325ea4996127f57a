"""Cut a story's text into segments: the blocks that are translated and judged one by one."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape
from typing import Any

from lxml import etree, html

from articles.text.languages import normal_code, same_language

# Invisible, and of no meaning to a reader: a soft hyphen, zero-width space, word joiner, BOM.
# The joiners U+200C and U+200D stay, as Persian and Hindi spell with them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_UNDETERMINED = "und"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# fmt: off
_CONTAINERS = frozenset({
    "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
_BLOCKS = _CONTAINERS | _HEADINGS
_UNREAD = frozenset({"script", "style", "template", "title", "head"})


class SegmentKind(StrEnum):
    TITLE = "title"
    DEK = "dek"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE_CELL = "table_cell"
    ALT = "alt"


_KINDS = {
    "li": SegmentKind.LIST_ITEM,
    "dt": SegmentKind.LIST_ITEM,
    "dd": SegmentKind.LIST_ITEM,
    "blockquote": SegmentKind.QUOTE,
    "figcaption": SegmentKind.CAPTION,
    "caption": SegmentKind.CAPTION,
    "td": SegmentKind.TABLE_CELL,
    "th": SegmentKind.TABLE_CELL,
} | dict.fromkeys(_HEADINGS, SegmentKind.HEADING)


@dataclass(frozen=True, slots=True)
class Segment:
    """One block. `index` counts from 0 in reading order over the whole text.

    `lang` is the `lang` attribute in force, in Django's spelling: empty where the text is simply
    in the edition's language. `own_text` leaves out phrases that are marked as another language.
    `path` leads to the block in the body: child numbers from 0, then `~n` where the text stands
    loose in a container after its n-th inner block. It is empty outside the body.
    """

    kind: SegmentKind
    text: str
    html: str = ""
    lang: str = ""
    own_text: str = ""
    path: str = ""
    index: int = 0
    hash: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hash", text_hash(self.text))


def fold_space(text: str) -> str:
    return " ".join(text.split())


def text_hash(text: str) -> str:
    """32 hexadecimal digits that depend on the words alone, not on markup, space or place."""
    normal = fold_space(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def plain_segment(kind: SegmentKind, text: str) -> Segment:
    """A segment of a field without markup, such as a title or an image's alt text."""
    folded = fold_space(text)
    return Segment(kind=kind, text=folded, html=escape(folded), own_text=folded)


def cut_story(
    *, title: str = "", dek: str = "", body: str = "", extra: Iterable[Segment] = ()
) -> tuple[Segment, ...]:
    """All segments of a story in one language, numbered; empty ones are left out.

    `extra` takes what lives outside the body, such as a lead image's alt text and caption.
    """
    segments = [
        plain_segment(SegmentKind.TITLE, title),
        plain_segment(SegmentKind.DEK, dek),
        *(replace(segment) for segment in extra),
        *cut_body(body),
    ]
    return _numbered(segment for segment in segments if segment.text)


def cut_body(body: str) -> tuple[Segment, ...]:
    """The segments of a sanitised body, numbered from 0 in document order."""
    if not body.strip():
        return ()
    segments = _walk(parse_body(body), SegmentKind.PARAGRAPH, "", "")
    return _numbered(segments)


def _numbered(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments with their numbers, written into them: for new ones that nobody else holds.

    A copy of each would hash its words once more, which is most of the work of cutting.
    """
    numbered = tuple(segments)
    for index, segment in enumerate(numbered):
        object.__setattr__(segment, "index", index)
    return numbered


def parse_body(body: str) -> Any:
    """The tree of a sanitised body under a `div`: what the `path` of a segment leads through."""
    return html.fragment_fromstring(_parseable(body), create_parent="div")


def _parseable(body: str) -> str:
    # XML 1.0 knows no control characters, and lxml refuses a string that declares an encoding.
    body = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", body)
    return re.sub(r"^\s*<\?xml[^>]*>", "", body)


def _walk(block: Any, kind: SegmentKind, lang: str, path: str) -> Iterator[Segment]:
    kind = _KINDS.get(block.tag, kind)
    lang = _lang(block, lang)
    run = _Run()
    runs = 0
    run.add_text(block.text, lang)
    for number, child in enumerate(block):
        if not isinstance(child.tag, str) or child.tag in _UNREAD:
            run.add_text(child.tail, lang)
            continue
        place = f"{path}/{number}" if path else str(number)
        if child.tag in _BLOCKS or _holds_block(child):
            yield from run.segments(kind, lang, _run_path(path, runs))
            runs += 1
            run = _Run()
            yield from _alternative_text(child, lang, place)
            yield from _walk(child, kind, lang, place)
        else:
            run.add_inline(child, lang, place)
        run.add_text(child.tail, lang)
    yield from run.segments(kind, lang, _run_path(path, runs))


def _alternative_text(figure: Any, lang: str, path: str) -> Iterator[Segment]:
    """What a picture's figure says to those who do not see it."""
    text = fold_space(figure.get("data-alt") or "")
    if text:
        yield replace(plain_segment(SegmentKind.ALT, text), lang=lang, path=path)


def _run_path(path: str, runs: int) -> str:
    return f"{path}~{runs}" if runs or not path else path


def _holds_block(element: Any) -> bool:
    return any(inner.tag in _BLOCKS for inner in element.iterdescendants(tag=etree.Element))


def _lang(element: Any, inherited: str) -> str:
    marked = element.get("lang")
    if marked is None:
        return inherited
    # HTML: lang="" says that the language is unknown, which is a mark-up like any other.
    return normal_code(marked) or _UNDETERMINED


class _Run:
    """Text and inline elements that stand together, until a block interrupts them."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._own: list[str] = []
        self._html: list[str] = []
        self._alts: list[tuple[str, str, str]] = []

    def add_text(self, text: str | None, lang: str) -> None:
        self._add(text, lang, lang)
        self._html.append(escape(text or "", quote=False))

    def add_inline(self, element: Any, lang: str, place: str) -> None:
        self._html.append(html.tostring(element, encoding="unicode", with_tail=False))
        self._read(element, lang, lang, place)

    def _add(self, text: str | None, lang: str, block_lang: str) -> None:
        if text:
            self._text.append(text)
            self._own.append(text if _same_mark(lang, block_lang) else " ")

    def _read(self, element: Any, lang: str, block_lang: str, place: str) -> None:
        lang = _lang(element, lang)
        if element.tag == "br":
            self._add(" ", lang, block_lang)
        elif element.tag == "img" and fold_space(element.get("alt") or ""):
            self._alts.append((element.get("alt"), lang, place))
        self._add(element.text, lang, block_lang)
        for number, child in enumerate(element):
            if isinstance(child.tag, str) and child.tag not in _UNREAD:
                self._read(child, lang, block_lang, f"{place}/{number}")
            self._add(child.tail, lang, block_lang)

    def segments(self, kind: SegmentKind, lang: str, path: str) -> Iterator[Segment]:
        for alt, alt_lang, place in self._alts:
            yield replace(plain_segment(SegmentKind.ALT, alt), lang=alt_lang, path=place)
        text = fold_space("".join(self._text))
        if text:
            yield Segment(
                kind=kind,
                text=text,
                html="".join(self._html).strip(),
                lang=lang,
                own_text=fold_space("".join(self._own)),
                path=path,
            )


def _same_mark(one: str, other: str) -> bool:
    return one == other or (bool(one and other) and same_language(one, other))
