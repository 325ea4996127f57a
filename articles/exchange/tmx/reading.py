"""Read TMX, one unit at a time, so that the size of a file does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from articles.exchange.tmx.records import XML_LANG, NotTmx, TmxUnit, Variant

_ANY = "*all*"
_HTML = frozenset({"html", "xhtml", "xml", "sgml", "htm"})
# What stands for markup, and in them what is text of its own, such as a footnote.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_DATES = ("%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S")


def read_tmx(file: IO[bytes]) -> Iterator[TmxUnit]:
    """The units of a file, in its order. Raises NotTmx, on whose line there is a fault.

    Neither entities nor document types are followed, nor is anything fetched.
    """
    events = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        yield from _units(events)
    except etree.XMLSyntaxError as error:
        raise NotTmx(_("this is not XML: %s") % error.msg, error.lineno) from error


def _units(events: Any) -> Iterator[TmxUnit]:
    header: dict[str, str] = {}
    depth = 0
    for event, element in events:
        if event == "start":
            depth += 1
            if depth == 1 and _name(element) != "tmx":
                raise NotTmx(
                    _("a TMX file begins with <tmx>, this one with <%s>.") % _name(element),
                    element.sourceline,
                )
            continue
        depth -= 1
        if _name(element) == "header":
            header = dict(element.attrib)
        elif _name(element) == "tu":
            yield _unit(element, header)
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _unit(element: Any, header: dict[str, str]) -> TmxUnit:
    source_lang = element.get("srclang") or header.get("srclang") or _ANY
    is_html = (element.get("datatype") or header.get("datatype") or "").lower() in _HTML
    variants = tuple(
        _variant(child, element, header, is_html=is_html)
        for child in element
        if isinstance(child.tag, str) and _name(child) == "tuv"
    )
    if not variants:
        raise NotTmx(_("this <tu> has no <tuv>."), element.sourceline)
    return TmxUnit(
        source_lang="" if source_lang.lower() == _ANY else source_lang,
        variants=variants,
        line=element.sourceline,
    )


def _variant(element: Any, unit: Any, header: dict[str, str], *, is_html: bool) -> Variant:
    # Before version 1.4 the attribute was called "lang".
    lang = element.get(XML_LANG) or element.get("lang")
    if not lang:
        raise NotTmx(_("this <tuv> does not say its language (xml:lang)."), element.sourceline)
    segments = [child for child in element if isinstance(child.tag, str) and _name(child) == "seg"]
    if len(segments) != 1:
        raise NotTmx(_("this <tuv> needs one <seg>."), element.sourceline)
    stated = (
        _date(where.get(name) or "", name, element.sourceline)
        for where in (element, unit, header)
        for name in ("changedate", "creationdate")
        if where.get(name)
    )
    return Variant(
        lang=lang,
        html="".join(_html(segments[0], is_html=is_html)),
        line=segments[0].sourceline,
        changed_at=next(stated, None),
    )


def _html(element: Any, *, is_html: bool) -> Iterator[str]:
    """Text escaped, and codes as the HTML they hold; other tools' codes are left out."""
    yield escape(element.text or "", quote=False)
    for child in element:
        if not isinstance(child.tag, str):
            if child.tag is etree.Entity:
                raise NotTmx(
                    _("the entity %s is not read; write the character.") % child.text,
                    element.sourceline,
                )
        elif _name(child) not in _CODES:
            yield from _html(child, is_html=is_html)
        elif is_html:
            yield child.text or ""
        yield escape(child.tail or "", quote=False)


def _date(text: str, name: str, line: int) -> datetime:
    for form in _DATES:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise NotTmx(
        _("%(name)s is “%(text)s”; a date is written as 20261123T154500Z.")
        % {"name": name, "text": text},
        line,
    )


def _name(element: Any) -> str:
    """Without a namespace: TMX has none, yet some tools write one."""
    return str(etree.QName(element).localname)
