"""Stories as elements of XLIFF 1.2."""

from __future__ import annotations

from collections import Counter
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
    CHARACTER_1_2,
    CTYPES,
    OURS,
    PREFIX,
    WRITTEN_1_2,
    WRITTEN_MACHINE_1_2,
    XLIFF_1_2,
    XML,
    runs,
    writable,
)

_NAMESPACES: dict[Any, str] = {None: XLIFF_1_2, PREFIX: OURS}


def build_document(files: Sequence[StoryFile]) -> Any:
    root = etree.Element(_name("xliff"), {"version": "1.2"}, nsmap=_NAMESPACES)
    for file in files:
        _write_file(root, file)
    return root


def _write_file(root: Any, file: StoryFile) -> None:
    address = str(file.address) if file.address else ""
    element = etree.SubElement(root, _name("file"))
    element.set("original", file.original or address)
    element.set("source-language", file.source_language)
    if file.target_language:
        element.set("target-language", file.target_language)
    element.set("datatype", "html")
    element.set("tool-id", PREFIX)
    if address:
        element.set(f"{{{OURS}}}file", address)
    header = etree.SubElement(element, _name("header"))
    etree.SubElement(header, _name("tool"), {"tool-id": PREFIX, "tool-name": "Newscenter"})
    _write_notes(header, file.notes)
    body = etree.SubElement(element, _name("body"))
    for unit in file.units:
        _write_unit(body, unit, file)


def _write_unit(body: Any, unit: Unit, file: StoryFile) -> None:
    element = etree.SubElement(body, _name("trans-unit"), {"id": unit.id})
    if unit.state is not TargetState.UNKNOWN:
        element.set("approved", "yes" if unit.state is TargetState.FINAL else "no")
    if unit.kind:
        element.set("restype", f"x-{unit.kind}")
    element.set(f"{XML}space", "preserve")
    if unit.base is not None:
        element.set(f"{{{OURS}}}base", unit.base)
    source = etree.SubElement(element, _name("source"))
    source.set(f"{XML}lang", file.source_language)
    _write_pieces(source, unit.source)
    if unit.target is not None or unit.state is not TargetState.UNKNOWN:
        target = etree.SubElement(element, _name("target"))
        if file.target_language:
            target.set(f"{XML}lang", file.target_language)
        if unit.state is not TargetState.UNKNOWN:
            target.set("state", WRITTEN_1_2[unit.state])
        if unit.machine:
            target.set("state-qualifier", WRITTEN_MACHINE_1_2)
        _write_pieces(target, unit.target or ())
    _write_notes(element, unit.notes)


def _write_notes(parent: Any, notes: Sequence[str]) -> None:
    for note in notes:
        etree.SubElement(parent, _name("note"), {"from": "Newscenter"}).text = writable(note)


def _write_pieces(parent: Any, pieces: Pieces) -> None:
    nested, characters = are_nested(pieces), Counter[str]()
    place = parent
    for piece in pieces:
        if piece.kind is PieceKind.TEXT:
            for run, fits in runs(piece.value):
                if fits:
                    append_text(place, run)
                else:
                    _write_character(place, run, characters)
        elif piece.kind is PieceKind.ALONE:
            _code(place, "x", piece)
        elif not nested:
            # Codes that overlap are marked where they begin and end.
            begins = piece.kind is PieceKind.OPEN
            number = _rid(pieces, piece.value)
            _code(place, "bx" if begins else "ex", piece, end=not begins).set("rid", number)
        elif piece.kind is PieceKind.OPEN:
            place = _code(place, "g", piece)
        else:
            place = place.getparent()


def _code(place: Any, name: str, piece: Piece, *, end: bool = False) -> Any:
    element = etree.SubElement(place, _name(name), {"id": piece.value})
    if piece.tag and not end:
        element.set("ctype", CTYPES.get(piece.tag, f"x-html-{piece.tag}"))
    return element


def _rid(pieces: Pieces, name: str) -> str:
    """A number that the beginning and the end of one code share."""
    return str(list(dict.fromkeys(p.value for p in pieces if p.kind != PieceKind.TEXT)).index(name))


def _write_character(place: Any, text: str, seen: Counter[str]) -> None:
    code = f"{ord(text):04x}"
    seen[code] += 1
    element = etree.SubElement(place, _name("x"))
    element.set("id", f"u{code}" if seen[code] == 1 else f"u{code}-{seen[code]}")
    element.set("ctype", CHARACTER_1_2)
    element.set("equiv-text", f"U+{code.upper()}")


def _name(local: str) -> str:
    return f"{{{XLIFF_1_2}}}{local}"
