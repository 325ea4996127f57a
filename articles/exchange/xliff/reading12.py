"""Elements of XLIFF 1.2, and of its neighbours, as stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from articles.exchange.xliff.records import (
    Address,
    Piece,
    PieceKind,
    Pieces,
    StoryFile,
    TargetState,
    Unit,
    joined,
)
from articles.exchange.xliff.vocabulary import (
    CHARACTER_1_2,
    MACHINE_1_2,
    OURS,
    STATES_1_2,
    XML,
    character,
)

_CHARACTER_ID = re.compile(r"u([0-9a-f]{4,6})(?:-\d+)?")


def read_document(root: Any) -> Iterator[StoryFile]:
    """The files of a document of any version 1.x, with or without its namespace."""
    space = etree.QName(root).namespace
    prefix = f"{{{space}}}" if space else ""
    for element in root.iterfind(f"{prefix}file"):
        yield _read_file(element, prefix)


def _read_file(element: Any, prefix: str) -> StoryFile:
    notes = [
        "".join(note.itertext()).strip()
        for note in element.iterfind(f"{prefix}header/{prefix}note")
    ]
    original = element.get("original") or ""
    places = (original, element.get(f"{{{OURS}}}file") or "", *notes)
    return StoryFile(
        address=next(filter(None, map(Address.found_in, places)), None),
        source_language=element.get("source-language") or "",
        target_language=element.get("target-language") or _target_language(element, prefix),
        units=tuple(_read_unit(unit, prefix) for unit in element.iter(f"{prefix}trans-unit")),
        notes=tuple(notes),
        original=original,
        line=element.sourceline or 0,
    )


def _target_language(element: Any, prefix: str) -> str:
    """What the targets say, where the file says nothing."""
    named = (target.get(f"{XML}lang") for target in element.iter(f"{prefix}target"))
    return next(filter(None, named), "")


def _read_unit(element: Any, prefix: str) -> Unit:
    source, target = element.find(f"{prefix}source"), element.find(f"{prefix}target")
    state = _state(element, target)
    qualifier = target.get("state-qualifier") if target is not None else None
    return Unit(
        id=element.get("id") or "",
        source=_Reader(prefix).read(source),
        target=_Reader(prefix).read(target) or None,
        state=state,
        kind=(element.get("restype") or "").removeprefix("x-"),
        base=element.get(f"{{{OURS}}}base"),
        machine=qualifier in MACHINE_1_2,
        notes=tuple("".join(n.itertext()).strip() for n in element.iterfind(f"{prefix}note")),
        line=element.sourceline or 0,
    )


def _state(element: Any, target: Any) -> TargetState:
    """Approval is the last word: it says that the translation passed its final review."""
    if target is not None and element.get("approved") == "yes":
        return TargetState.FINAL
    stated = target.get("state") if target is not None else None
    return STATES_1_2.get(stated or "", TargetState.UNKNOWN)


@dataclass
class _Reader:
    """Reads one source or target; marks that tools add around text are looked through."""

    prefix: str
    pieces: list[Piece] = field(default_factory=list)
    # By `rid`, the id of the code that began.
    begun: dict[str, str] = field(default_factory=dict)

    def read(self, element: Any) -> Pieces:
        if element is not None:
            self._walk(element)
        return joined(self.pieces)

    def _walk(self, element: Any) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, child.tag.removeprefix(self.prefix))
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self.pieces.append(Piece(PieceKind.TEXT, text))

    def _add(self, kind: PieceKind, name: str) -> None:
        self.pieces.append(Piece(kind, name))

    def _element(self, element: Any, name: str) -> None:
        code = element.get("id") or ""
        if name == "g":
            self._add(PieceKind.OPEN, code)
            self._walk(element)
            self._add(PieceKind.CLOSE, code)
        elif name in {"x", "ph"}:
            self._alone(element, code)
        elif name in {"bpt", "bx"} or (name == "it" and element.get("pos") == "open"):
            self.begun[element.get("rid") or code] = code
            self._add(PieceKind.OPEN, code)
        elif name in {"ept", "ex", "it"}:
            self._add(PieceKind.CLOSE, self.begun.get(element.get("rid") or code, code))
        else:
            self._walk(element)

    def _alone(self, element: Any, code: str) -> None:
        match = _CHARACTER_ID.fullmatch(code) if element.get("ctype") == CHARACTER_1_2 else None
        text = character(match[1]) if match else ""
        if text:
            self._text(text)
        else:
            self._add(PieceKind.ALONE, code)
