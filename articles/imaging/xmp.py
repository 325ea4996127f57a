"""XMP, the newer of the two ways in which a picture says whose it is.

Sources: XMP Specification 1 (ISO 16684-1), IPTC Photo Metadata Standard 2023.2, the PLUS
vocabulary 2.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

# Photoshop keeps histories of megabytes; what is looked for here takes a few hundred bytes.
LARGEST = 1_000_000

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "cc": "http://creativecommons.org/ns#",
}

CREATOR, RIGHTS, DESCRIPTION = "dc:creator", "dc:rights", "dc:description"
CREDIT, SOURCE = "photoshop:Credit", "photoshop:Source"
INSTRUCTIONS = "photoshop:Instructions"
USAGE_TERMS, WEB_STATEMENT = "xmpRights:UsageTerms", "xmpRights:WebStatement"
LICENSOR_URL = "plus:LicensorURL"
DIGITAL_SOURCE = "Iptc4xmpExt:DigitalSourceType"
CC_LICENCE = "cc:license"
READ = (
    *(CREATOR, RIGHTS, DESCRIPTION, CREDIT, SOURCE, INSTRUCTIONS),
    *(USAGE_TERMS, WEB_STATEMENT, LICENSOR_URL, DIGITAL_SOURCE, CC_LICENCE),
)


class NotXmp(ValueError):
    """Not a packet that may be read: too large, not well-formed, or with a document type."""


def read(packet: bytes) -> dict[str, list[str]]:
    """The texts of each property that is looked for; of one in several languages the default.

    Raises NotXmp. Nothing is fetched and no entity is resolved.
    """
    found: dict[str, list[str]] = {}
    for rdf in _parse(packet).iter(f"{{{RDF}}}RDF"):
        # Children only: deeper ones tell of the pictures that this one was made from.
        for about in rdf.iterchildren(f"{{{RDF}}}Description"):
            for name in READ:
                if name not in found and (texts := list(_property(about, _qualified(name)))):
                    found[name] = texts
    return found


def write(texts: Mapping[str, str]) -> bytes:
    """A packet that says this and nothing else; empty where there is nothing to say."""
    said = {name: text for name, text in texts.items() if text}
    if not said:
        return b""
    prefixes = dict.fromkeys(name.partition(":")[0] for name in said)
    declared = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)
    attributes, elements = "", ""
    for name, text in said.items():
        if name in WRITTEN:
            elements += f"<{name}>{WRITTEN[name].format(escape(text))}</{name}>"
        elif name == LICENSOR_URL:
            elements += (
                '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorURL>'
                f"{escape(text)}</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"
            )
        else:
            attributes += f" {name}={quoteattr(text)}"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        f'<rdf:Description rdf:about=""{declared}{attributes}>{elements}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


# Properties whose type is a list, or a text in several languages.
_TEXT = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
WRITTEN = {
    CREATOR: "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>",
    RIGHTS: _TEXT,
    USAGE_TERMS: _TEXT,
}


def _parse(packet: bytes) -> Any:
    if len(packet) > LARGEST:
        raise NotXmp("too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        recover=False,
    )
    try:
        root: Any = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotXmp("not well-formed") from error
    tree = root.getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise NotXmp("with a document type")
    return root


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _property(about: Any, name: str) -> Iterator[str]:
    """Written as an attribute, an element, a reference, or a list of texts."""
    if (value := about.get(name)) is not None:
        yield value
    for element in about.iterchildren(name):
        items = list(element.iter(f"{{{RDF}}}li"))
        if element.find(f"{{{RDF}}}Alt") is not None:
            items = sorted(items, key=_is_not_default)[:1]
        if items:
            yield from ("".join(item.itertext()) for item in items)
        else:
            yield element.get(f"{{{RDF}}}resource") or "".join(element.itertext())
    # The licensor is a structure, whose parts are looked for wherever they stand.
    for item in about.iterchildren(f"{{{NAMESPACES['plus']}}}Licensor"):
        for part in item.iter():
            if part.tag == name:
                yield "".join(part.itertext())
            elif (value := part.get(name)) is not None:
                yield value


def _is_not_default(item: Any) -> bool:
    return bool(item.get(f"{{{XML}}}lang") != "x-default")
