"""Any XLIFF file, from whatever tool, as stories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from articles.exchange.xliff.reading12 import read_document as read_1
from articles.exchange.xliff.reading20 import read_document as read_2
from articles.exchange.xliff.records import StoryFile

# A thousand long stories; beyond that somebody sent something else.
MAX_BYTES = 20_000_000
_ROOT = re.compile(r"(\{urn:oasis:names:tc:xliff:document:[\d.]+\})?xliff")


class NotXliff(ValueError):
    """The file cannot be read as XLIFF; the message says why, in the active language."""


@dataclass(frozen=True, slots=True)
class Document:
    version: str
    files: tuple[StoryFile, ...]


def read_xliff(content: bytes) -> Document:
    """The stories in a file of any version 1.x or 2.x; raises NotXliff.

    Nothing outside the file is read, and no entity is put in.
    """
    if len(content) > MAX_BYTES:
        raise NotXliff(
            _("The file is too large: at most %(limit)d MB are read.")
            % {"limit": MAX_BYTES // 1_000_000}
        )
    root = _parse(content)
    version = root.get("version") or ""
    if not _ROOT.fullmatch(root.tag):
        raise NotXliff(
            _("This is not an XLIFF file: its outermost element is “%(name)s”.")
            % {"name": etree.QName(root).localname[:40]}
        )
    if version.startswith("1."):
        files = tuple(read_1(root))
    elif version.startswith("2."):
        files = tuple(read_2(root))
    else:
        raise NotXliff(
            _("XLIFF of version “%(version)s” is not known; send 1.2 or 2.0.")
            % {"version": version[:20]}
        )
    if not files:
        raise NotXliff(_("The file holds no text to translate."))
    return Document(version, files)


def _parse(content: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        recover=False,
    )
    try:
        tree: Any = etree.fromstring(content, parser).getroottree()
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise NotXliff(
            _("Line %(line)d is not well-formed XML: %(error)s")
            % {"line": line, "error": error.msg}
        ) from error
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise NotXliff(
            _("The file declares a document type, which XLIFF does not need: remove <!DOCTYPE …>.")
        )
    return tree.getroot()
