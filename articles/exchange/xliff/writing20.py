"""Stories as elements of XLIFF 2.0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from articles.exchange.xliff.elements import append_text
from articles.exchange.xliff.records import (
    Piece,
    PieceKind,
    Pieces,
    StoryFile,
    TargetState,
    Unit,
    are_nested,
)
from articles.exchange.xliff.vocabulary import (
    MACHINE_2_0,
    METADATA,
    NEEDS_REVIEW_2_0,
    OURS,
    PREFIX,
    STATES_2_0,
    TYPES,
    XLIFF_2_0,
    XML,
    runs,
    writable,
)
from articles.richtext.language_tags import is_right_to_left

_NAMESPACES: dict[Any, str] = {None: XLIFF_2_0, "mda": METADATA, PREFIX: OURS}
_WRITTEN = {state: name for name, state in STATES_2_0.items()}


def build_document(files: Sequence[StoryFile]) -> Any:
    """Raises ValueError unless all files have one pair of languages."""
    pairs = {(file.source_language, file.target_language) for file in files}
    if len(pairs) != 1:
        raise ValueError("a document of XLIFF 2.0 has one source and one target language")
    ((source_language, target_language),) = pairs
    root = etree.Element(_name("xliff"), {"version": "2.0"}, nsmap=_NAMESPACES)
    root.set("srcLang", source_language)
    if target_language:
        root.set("trgLang", target_language)
    for number, file in enumerate(files, 1):
        _write_file(root, file, number)
    return root


def _write_file(root: Any, file: StoryFile, number: int) -> None:
    address = file.address
    element = etree.SubElement(root, _name("file"))
    element.set("id", f"{address.site}-{address.story}" if address else f"f{number}")
    element.set("original", file.original or str(address or ""))
    element.set("srcDir", _direction(file.source_language))
    if file.target_language:
        element.set("trgDir", _direction(file.target_language))
    if address:
        facts = {
            "site": address.site,
            "story": str(address.story),
            "source-revision": str(address.source_revision),
            "target-revision": str(address.target_revision),
            "file": str(address),
        }
        _write_metadata(element, facts)
    _write_notes(element, file.notes)
    for unit in file.units:
        _write_unit(element, unit)


def _write_unit(file: Any, unit: Unit) -> None:
    element = etree.SubElement(file, _name("unit"), {"id": unit.id})
    if unit.kind:
        element.set("type", f"{PREFIX}:{unit.kind}")
    if unit.base is not None:
        _write_metadata(element, {"base": unit.base})
    _write_notes(element, unit.notes)
    data = _write_data(element, (*unit.source, *(unit.target or ())))
    segment = etree.SubElement(element, _name("segment"), {"id": "s1"})
    if unit.state is TargetState.NEEDS_REVIEW:
        segment.set("state", "initial")
        segment.set("subState", MACHINE_2_0 if unit.machine else NEEDS_REVIEW_2_0)
    elif unit.state is not TargetState.UNKNOWN:
        segment.set("state", _WRITTEN[unit.state])
        if unit.machine:
            segment.set("subState", MACHINE_2_0)
    for name, pieces in (("source", unit.source), ("target", unit.target)):
        if pieces is not None:
            side = etree.SubElement(segment, _name(name))
            side.set(f"{XML}space", "preserve")
            _write_pieces(side, pieces, data)


def _write_metadata(parent: Any, facts: dict[str, str]) -> None:
    """Facts of our own, in the Metadata module."""
    metadata = etree.SubElement(parent, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", {"category": PREFIX})
    for kind, value in facts.items():
        etree.SubElement(group, f"{{{METADATA}}}meta", {"type": kind}).text = value


def _write_notes(parent: Any, notes: Sequence[str]) -> None:
    if notes:
        element = etree.SubElement(parent, _name("notes"))
        for number, note in enumerate(notes, 1):
            written = etree.SubElement(element, _name("note"), {"id": f"n{number}"})
            written.set("category", PREFIX)
            written.text = writable(note)


def _write_data(unit: Any, pieces: Sequence[Piece]) -> dict[str, str]:
    """What the codes stand for, for a translator to see; the id of each by its HTML."""
    htmls = [piece.html for piece in pieces if piece.html]
    ends = [f"</{piece.tag}>" for piece in pieces if piece.html and piece.kind is PieceKind.OPEN]
    data = {html: f"d{number}" for number, html in enumerate(dict.fromkeys((*htmls, *ends)), 1)}
    if data:
        element = etree.SubElement(unit, _name("originalData"))
        for html, name in data.items():
            etree.SubElement(element, _name("data"), {"id": name}).text = writable(html)
    return data


def _write_pieces(parent: Any, pieces: Pieces, data: dict[str, str]) -> None:
    nested, place = are_nested(pieces), parent
    for piece in pieces:
        if piece.kind is PieceKind.TEXT:
            for run, fits in runs(piece.value):
                if fits:
                    append_text(place, run)
                else:
                    etree.SubElement(place, _name("cp"), {"hex": f"{ord(run):06X}"})
        elif piece.kind is PieceKind.ALONE:
            _refer(_code(place, "ph", piece), data, dataRef=piece.html)
        elif not nested:
            _write_mark(place, piece, pieces, data)
        elif piece.kind is PieceKind.OPEN:
            place = _code(place, "pc", piece)
            end = f"</{piece.tag}>"
            _refer(place, data, dataRefStart=piece.html, dataRefEnd=end if piece.html else "")
        else:
            place = place.getparent()


def _write_mark(place: Any, piece: Piece, pieces: Pieces, data: dict[str, str]) -> None:
    """Codes that overlap are marked where they begin and end."""
    other = PieceKind.CLOSE if piece.kind is PieceKind.OPEN else PieceKind.OPEN
    alone = not any(p.kind is other and p.value == piece.value for p in pieces)
    if piece.kind is PieceKind.OPEN:
        element = _code(place, "sc", piece)
        _refer(element, data, dataRef=piece.html)
    else:
        name = "id" if alone else "startRef"
        element = etree.SubElement(place, _name("ec"), {name: piece.value})
    if alone:
        element.set("isolated", "yes")


def _code(place: Any, name: str, piece: Piece) -> Any:
    element = etree.SubElement(place, _name(name), {"id": piece.value})
    if piece.tag:
        kind, kind_within = TYPES.get(piece.tag, ("fmt", f"html:{piece.tag}"))
        element.set("type", kind)
        if kind_within:
            element.set("subType", kind_within)
    return element


def _refer(element: Any, data: dict[str, str], **references: str) -> None:
    for name, html in references.items():
        if html in data:
            element.set(name, data[html])


def _direction(language_tag: str) -> str:
    return "rtl" if is_right_to_left(language_tag) else "ltr"


def _name(local: str) -> str:
    return f"{{{XLIFF_2_0}}}{local}"
