"""Stories as one XLIFF document, in either version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from articles.exchange.xliff.records import StoryFile
from articles.exchange.xliff.writing12 import build_document as build_1_2
from articles.exchange.xliff.writing20 import build_document as build_2_0

_BUILDERS = {"1.2": build_1_2, "2.0": build_2_0}
# Only these may be laid out in lines: inside others a space is text.
_STRUCTURE = frozenset({
    "xliff", "file", "header", "tool", "body", "trans-unit", "unit", "segment", "notes", "note",
    "originalData", "data", "metadata", "metaGroup", "meta", "source", "target",
})  # fmt: skip
_TEXT = frozenset({"tool", "note", "data", "meta", "source", "target"})


def write_xliff(files: Sequence[StoryFile], version: str) -> bytes:
    """One document in UTF-8; the same files give the same bytes.

    A document of version 2.0 has one pair of languages: raises ValueError for more, and for none.
    """
    root = _BUILDERS[version](files)
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _STRUCTURE:
            element.tail = "\n"
            if name not in _TEXT:
                element.text = "\n"
    written: Any = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return bytes(written)
