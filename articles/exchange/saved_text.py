"""The lines of a saved page, whether it was saved as text or as HTML, in whatever encoding."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree, html

MAX_BYTES = 5_000_000

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE
)
# What the declaration says is often narrower than what the page uses.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "utf-8"}
_IS_HTML = re.compile(r"<(?:!doctype|html|head|body|meta|div|table|p|br|h1)\b[^>]*>", re.IGNORECASE)
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})
_UNREAD = frozenset({
    "head", "iframe", "noscript", "object", "option", "script", "select", "style", "template",
    "textarea",
})
# fmt: on


class UnreadableFile(Exception):
    """Not a text in any encoding that such pages are saved in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its space folded. `number` counts from 1 in the file."""

    number: int
    text: str
    # Begins with the indentation that Chinese pages put before a paragraph.
    indented: bool = False
    # The file name of a picture that stands here; such a line has no text.
    picture: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


def read_lines(data: bytes) -> list[Line]:
    """The lines as a reader sees them, blank ones between paragraphs included."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            _("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1_000_000}
        )
    text = unicodedata.normalize("NFC", _decode(data))
    if _IS_HTML.search(text):
        return list(_html_lines(text))
    return [_line(number, raw) for number, raw in enumerate(re.split(r"\r\n?|\n", text), 1)]


def _line(number: int, raw: str) -> Line:
    raw = raw.replace("\ufeff", "").replace("\u200b", "")
    return Line(number, " ".join(raw.split()), re.match(r"\u3000\u3000|\xa0{4}", raw) is not None)


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            candidates = [encoding]
            data = data[len(bom) :]
            break
    else:
        declared = _DECLARED.search(data[:4096])
        name = declared[1].decode("ascii").lower() if declared else "utf-8"
        candidates = ["utf-8", _WIDER.get(name, name), "gb18030"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile(_("The file is not text: it reads in none of the usual encodings."))


def _html_lines(text: str) -> Iterator[Line]:
    # The HTML parser knows the standard entities only and fetches nothing, so that no declaration
    # inside a page can make it grow or reach for other files.
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    without_prolog = re.sub(r"^\s*<\?xml[^>]*>", lambda found: "\n" * found[0].count("\n"), text)
    try:
        root = html.document_fromstring(without_prolog, parser=parser)
    except etree.ParserError:
        return
    body = root.find("body")
    run = _Run()
    yield from _walk(root if body is None else body, run)
    yield from run.end()


class _Run:
    """Inline text, until a block or a line break ends it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.pictures: list[Line] = []
        self.number = 0

    def add(self, text: str | None, number: int) -> None:
        if text and (self.pieces or text.strip(" \t\r\n")):
            self.number = self.number or number
            self.pieces.append(text)

    def end(self) -> Iterator[Line]:
        # Source line breaks inside a paragraph are only space.
        line = _line(self.number, "".join(self.pieces).strip(" \t\r\n"))
        if line:
            yield line
        yield from self.pictures
        self.pieces, self.pictures, self.number = [], [], 0


def _walk(element: Any, run: _Run) -> Iterator[Line]:
    number = element.sourceline or 0
    is_block = element.tag in _BLOCKS
    if is_block:
        yield from _block_edge(run, number)
    run.add(element.text, number)
    for child in element:
        place = child.sourceline or number
        if child.tag == "br":
            ended = list(run.end())
            yield from ended or [Line(place, "")]
        elif child.tag == "img":
            name = (child.get("src") or "").partition("?")[0].rpartition("/")[2]
            run.pictures.append(Line(place, "", picture=name or "?"))
        elif child.tag not in _UNREAD:
            yield from _walk(child, run)
        run.add(child.tail, place)
    if is_block:
        yield from _block_edge(run, number)


def _block_edge(run: _Run, number: int) -> Iterator[Line]:
    if ended := list(run.end()):
        yield from ended
        yield Line(number, "")
