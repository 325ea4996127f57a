"""Write TMX 1.4b: HTML marks as codes, which tools show and protect."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import IO, Any

from lxml import etree, html

from articles.exchange.tmx.records import DATE, XML_LANG
from articles.models import MemoryUnit
from articles.text.languages import language_tag
from articles.text.segments import parse_body

_ALONE = frozenset({"br"})
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
_HEADER = {
    "creationtool": "Newscenter",
    "creationtoolversion": "1",
    "segtype": "paragraph",
    "o-tmf": "Newscenter",
    "adminlang": "en",
    "srclang": "*all*",
    "datatype": "html",
}


def write_tmx(units: Iterable[MemoryUnit], file: IO[bytes]) -> int:
    """Write the units, whose site is to be loaded; how many there were."""
    written = 0
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype(_DOCTYPE)
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(etree.Element("header", _HEADER))
            xml.write("\n")
            with xml.element("body"):
                for unit in units:
                    xml.write("\n")
                    xml.write(_unit(unit))
                    written += 1
                xml.write("\n")
    return written


def _unit(unit: MemoryUnit) -> Any:
    element = etree.Element("tu")
    element.set("srclang", language_tag(unit.source_language))
    element.set("changedate", unit.written_at.strftime(DATE))
    if unit.site is not None:
        etree.SubElement(element, "prop", type="x-site").text = unit.site.key
    for code, text in (
        (unit.source_language, unit.source_html),
        (unit.target_language, unit.target_html),
    ):
        variant = etree.SubElement(element, "tuv", {XML_LANG: language_tag(code)})
        segment = etree.SubElement(variant, "seg")
        parsed = parse_body(text)
        _append(segment, parsed.text)
        _codes(segment, parsed, count(1))
    return element


def _codes(segment: Any, parent: Any, numbers: Any) -> None:
    """The inner elements of `parent`, each as a code before and behind what it holds."""
    for child in parent:
        shell = html.Element(child.tag, dict(child.attrib))
        start = html.tostring(shell, encoding="unicode").removesuffix(f"</{child.tag}>")
        number = str(next(numbers))
        if child.tag in _ALONE:
            etree.SubElement(segment, "ph", x=number, type=child.tag).text = start
        else:
            before = etree.SubElement(segment, "bpt", i=number, x=number, type=child.tag)
            before.text = start
            _append(segment, child.text)
            _codes(segment, child, numbers)
            etree.SubElement(segment, "ept", i=number).text = f"</{child.tag}>"
        _append(segment, child.tail)


def _append(element: Any, text: str | None) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
