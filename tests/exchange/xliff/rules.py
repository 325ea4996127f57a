"""The rules of XLIFF 1.2 and 2.0 for the elements that we write, after the two OASIS Standards.

"XLIFF Version 1.2" (1 February 2008), section 2, and "XLIFF Version 2.0" (5 August 2014),
sections 4.2 and 4.3, say it element by element and attribute by attribute; those are named here.
What we do not write is not known here, so that it would be a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

OURS = "{urn:newscenter:xliff}"
METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
NMTOKEN = r"[\w.:-]+"  # XML 1.0, section 2.3, narrowed to letters and digits of any script
TAG = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?"  # BCP 47: language, script, region
ANY = r"[\s\S]*"
YES_NO = "yes|no"
INLINE_1_2 = r"((g|x|bx|ex) )*"
INLINE_2_0 = r"((cp|ph|pc|sc|ec) )*"


@dataclass(frozen=True)
class Rule:
    """What an element holds (its children's names, each with a space behind), whether text stands
    among them, and its attributes by what their values look like; `!` marks those it must have."""

    children: str
    attributes: dict[str, str]
    has_text: bool = False


# Foreign attributes may stand on <file> and <trans-unit> (section 2.5, extensibility).
RULES_1_2 = {
    "xliff": Rule(r"(file )+", {"!version": r"1\.2"}),
    "file": Rule(
        r"(header )?body ",
        {
            "!original": ".+",
            "!source-language": TAG,
            "!datatype": "html",
            "target-language": TAG,
            "tool-id": ".+",
            f"{OURS}file": ".+",
        },
    ),
    "header": Rule(r"((note|tool) )*", {}),
    "tool": Rule("", {"!tool-id": ".+", "!tool-name": ".+"}),
    "note": Rule("", {"from": ".+"}, has_text=True),
    "body": Rule(r"(trans-unit )*", {}),
    "trans-unit": Rule(
        r"source (target )?(note )*",
        {
            "!id": ".+",
            "approved": YES_NO,
            "restype": r"x-\S+",
            f"{XML}space": "preserve",
            f"{OURS}base": r"[0-9a-f]{32}|",
        },
    ),
    "source": Rule(INLINE_1_2, {f"{XML}lang": TAG}, has_text=True),
    "target": Rule(
        INLINE_1_2,
        {
            f"{XML}lang": TAG,
            "state": "needs-translation|needs-review-translation|translated|signed-off|final",
            "state-qualifier": "mt-suggestion",
        },
        has_text=True,
    ),
    "g": Rule(INLINE_1_2, {"!id": ".+", "ctype": r"bold|italic|link|x-\S+"}, has_text=True),
    "x": Rule("", {"!id": ".+", "ctype": r"lb|x-\S+", "equiv-text": r"U\+[0-9A-F]{4,6}"}),
    "bx": Rule("", {"!id": ".+", "rid": NMTOKEN, "ctype": r"bold|italic|link|x-\S+"}),
    "ex": Rule("", {"!id": ".+", "rid": NMTOKEN}),
}
_CODE = {
    "!id": NMTOKEN,
    "type": "fmt|link|other",
    "subType": r"[^\s:]+:[^\s:]+",
}
# <mda:metadata> is the Metadata module (section 5.4).
RULES_2_0 = {
    "xliff": Rule(r"(file )+", {"!version": r"2\.0", "!srcLang": TAG, "trgLang": TAG}),
    "file": Rule(
        r"(mda:metadata )?(notes )?(unit )+",
        {"!id": NMTOKEN, "original": ".+", "srcDir": "ltr|rtl", "trgDir": "ltr|rtl"},
    ),
    "mda:metadata": Rule(r"(mda:metaGroup )+", {}),
    "mda:metaGroup": Rule(r"(mda:meta )+", {"category": ".+"}),
    "mda:meta": Rule("", {"!type": ".+"}, has_text=True),
    "notes": Rule(r"(note )+", {}),
    "note": Rule("", {"id": NMTOKEN, "category": ".+"}, has_text=True),
    "unit": Rule(
        r"(mda:metadata )?(notes )?(originalData )?segment ",
        {"!id": NMTOKEN, "type": r"[^\s:]+:[^\s:]+"},
    ),
    "originalData": Rule(r"(data )+", {}),
    "data": Rule("", {"!id": NMTOKEN}, has_text=True),
    "segment": Rule(
        r"source (target )?",
        {
            "id": NMTOKEN,
            "state": "initial|translated|reviewed|final",
            "subState": r"[^\s:]+:[^\s:]+",
        },
    ),
    "source": Rule(INLINE_2_0, {f"{XML}space": "preserve"}, has_text=True),
    "target": Rule(INLINE_2_0, {f"{XML}space": "preserve"}, has_text=True),
    "cp": Rule("", {"!hex": "([0-9A-F]{2})+"}),
    "ph": Rule("", _CODE | {"dataRef": NMTOKEN}),
    "pc": Rule(INLINE_2_0, _CODE | {"dataRefStart": NMTOKEN, "dataRefEnd": NMTOKEN}, has_text=True),
    "sc": Rule("", _CODE | {"dataRef": NMTOKEN, "isolated": "yes"}),
    "ec": Rule("", {"id": NMTOKEN, "startRef": NMTOKEN, "isolated": "yes"}),
}


def faults(document: bytes) -> list[str]:
    """What breaks a rule, each with the line."""
    root = etree.fromstring(document)
    rules, own = (
        (RULES_1_2, _faults_1_2) if root.get("version") == "1.2" else (RULES_2_0, _faults_2_0)
    )
    found = [fault for element in root.iter() for fault in _of_element(element, rules)]
    return found + list(own(root))


def _name(element: Any) -> str:
    name = etree.QName(element)
    return f"mda:{name.localname}" if element.tag.startswith(METADATA) else name.localname


def _of_element(element: Any, rules: dict[str, Rule]) -> Iterator[str]:
    name, line = _name(element), element.sourceline
    rule = rules.get(name)
    if rule is None:
        yield f"{line}: <{name}> is not known"
        return
    children = "".join(f"{_name(child)} " for child in element)
    if not re.fullmatch(rule.children, children):
        yield f"{line}: <{name}> holds {children or 'nothing'}"
    if (
        not rule.has_text
        and "".join([element.text or "", *(c.tail or "" for c in element)]).strip()
    ):
        yield f"{line}: <{name}> holds text"
    known = {key.lstrip("!"): value for key, value in rule.attributes.items()}
    for key, value in element.attrib.items():
        if key not in known or not re.fullmatch(known[key], value):
            yield f"{line}: <{name}> has {key}={value!r}"
    for key in rule.attributes:
        if key.startswith("!") and key[1:] not in element.attrib:
            yield f"{line}: <{name}> has no {key[1:]}"


def _repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _faults_1_2(root: Any) -> Iterator[str]:
    ns = "{urn:oasis:names:tc:xliff:document:1.2}"
    for file in root.iter(f"{ns}file"):
        # Attribute id: unique among the units of a file.
        for value in _repeated([unit.get("id") for unit in file.iter(f"{ns}trans-unit")]):
            yield f"unit {value} is there twice"
        # Attribute tool-id: that of a <tool> in the header.
        if file.get("tool-id") not in [tool.get("tool-id") for tool in file.iter(f"{ns}tool")]:
            yield "tool-id names no tool"
    for side in root.iter(f"{ns}source"):
        # Attribute id: an inline code's is unique within its <source>.
        codes = [e.get("id") for e in side.iterdescendants(f"{ns}g", f"{ns}x", f"{ns}bx")]
        for value in _repeated(codes):
            yield f"code {value} is there twice"


def _faults_2_0(root: Any) -> Iterator[str]:
    ns = "{urn:oasis:names:tc:xliff:document:2.0}"
    # Attribute trgLang: needed if and only if there are targets.
    if root.find(f".//{ns}target") is not None and not root.get("trgLang"):
        yield "there is a target and no trgLang"
    # Attribute id: unique among files, units of a file, data and codes of a unit.
    for value in _repeated([file.get("id") for file in root.iter(f"{ns}file")]):
        yield f"file {value} is there twice"
    for file in root.iter(f"{ns}file"):
        for value in _repeated([unit.get("id") for unit in file.iter(f"{ns}unit")]):
            yield f"unit {value} is there twice"
    for unit in root.iter(f"{ns}unit"):
        yield from _of_unit_2_0(unit, ns)


def _of_unit_2_0(unit: Any, ns: str) -> Iterator[str]:
    data = [one.get("id") for one in unit.iter(f"{ns}data")]
    for value in _repeated(data):
        yield f"data {value} is there twice"
    for element in unit.iter():
        # Attributes dataRef, dataRefStart, dataRefEnd: they lead to data of the unit.
        for key in ("dataRef", "dataRefStart", "dataRefEnd"):
            if element.get(key, data[0] if data else None) not in [*data, None]:
                yield f"{key} leads nowhere"
    sides = []
    for name in ("source", "target"):
        codes = {
            one.get("id"): one.tag
            for side in unit.iter(f"{ns}{name}")
            for one in side.iterdescendants(f"{ns}pc", f"{ns}ph", f"{ns}sc")
        }
        ids = [
            one.get("id")
            for side in unit.iter(f"{ns}{name}")
            for one in side.iterdescendants(f"{ns}pc", f"{ns}ph", f"{ns}sc")
        ]
        for value in _repeated(ids):
            yield f"code {value} is there twice in <{name}>"
        sides.append(codes)
    # Attribute id: the same one in source and target is the same code.
    for value in sides[0].keys() & sides[1].keys():
        if {sides[0][value], sides[1][value]} - {f"{ns}pc", f"{ns}sc"} and (
            sides[0][value] != sides[1][value]
        ):
            yield f"code {value} is another one in the target"
    for segment in unit.iter(f"{ns}segment"):
        # Attribute subState: it needs a state.
        if segment.get("subState") and not segment.get("state"):
            yield "subState without state"
    for end in unit.iter(f"{ns}ec"):
        # Element ec: an end is that of a start, or says that it stands alone.
        starts = [one.get("id") for one in end.getparent().iter(f"{ns}sc")]
        if end.get("isolated") != "yes" and end.get("startRef") not in starts:
            yield "an end without a start"
