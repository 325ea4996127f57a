"""Elements of XLIFF 2.0, and of its neighbours, as stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
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
    plain,
)
from articles.exchange.xliff.vocabulary import (
    MACHINE_2_0,
    METADATA,
    NEEDS_REVIEW_2_0,
    PREFIX,
    STATES_2_0,
    character,
)


def read_document(root: Any) -> Iterator[StoryFile]:
    """The files of a document of any version 2.x."""
    space = etree.QName(root).namespace
    prefix = f"{{{space}}}" if space else ""
    for element in root.iterfind(f"{prefix}file"):
        yield _read_file(element, root, prefix)


def _read_file(element: Any, root: Any, prefix: str) -> StoryFile:
    notes = _read_notes(element, prefix)
    original = element.get("original") or ""
    places = (original, _metadata(element).get("file", ""), *notes)
    return StoryFile(
        address=next(filter(None, map(Address.found_in, places)), None),
        source_language=root.get("srcLang") or "",
        target_language=root.get("trgLang") or "",
        units=tuple(_read_unit(unit, prefix) for unit in element.iter(f"{prefix}unit")),
        notes=notes,
        original=original,
        line=element.sourceline or 0,
    )


def _read_notes(element: Any, prefix: str) -> tuple[str, ...]:
    found = element.iterfind(f"{prefix}notes/{prefix}note")
    return tuple("".join(note.itertext()).strip() for note in found)


def _metadata(element: Any) -> dict[str, str]:
    """Our own facts of a file or unit, by type."""
    groups = element.iterfind(f"{{{METADATA}}}metadata/{{{METADATA}}}metaGroup")
    return {
        meta.get("type") or "": (meta.text or "").strip()
        for group in groups
        if group.get("category") == PREFIX
        for meta in group.iterfind(f"{{{METADATA}}}meta")
    }


def _read_unit(element: Any, prefix: str) -> Unit:
    parts = [part for part in element if part.tag in {f"{prefix}segment", f"{prefix}ignorable"}]
    segments = [part for part in parts if part.tag == f"{prefix}segment"]
    target, fault = _target(parts, prefix)
    kind = element.get("type") or ""
    return Unit(
        id=element.get("id") or "",
        source=joined(
            [
                piece
                for part in parts
                for piece in _Reader(prefix).read(part.find(f"{prefix}source"))
            ]
        ),
        target=target,
        state=min(map(_state, segments), default=TargetState.UNKNOWN),
        kind=kind.removeprefix(f"{PREFIX}:") if kind.startswith(f"{PREFIX}:") else "",
        base=_metadata(element).get("base"),
        machine=any(segment.get("subState") == MACHINE_2_0 for segment in segments),
        notes=_read_notes(element, prefix),
        line=element.sourceline or 0,
        fault=fault,
    )


def _state(segment: Any) -> TargetState:
    state = STATES_2_0.get(segment.get("state") or "", TargetState.UNKNOWN)
    is_ours = segment.get("subState") in {NEEDS_REVIEW_2_0, MACHINE_2_0}
    return TargetState.NEEDS_REVIEW if is_ours and not state.is_done else state


def _target(parts: Sequence[Any], prefix: str) -> tuple[Pieces | None, str]:
    """All targets of a unit in their own order, and what is wrong with them.

    What stands between segments says the same in both languages unless it has a target.
    """
    placed: list[tuple[int, Pieces]] = []
    done, open_parts = 0, 0
    for number, part in enumerate(parts, 1):
        source, target = part.find(f"{prefix}source"), part.find(f"{prefix}target")
        order = target.get("order") or "" if target is not None else ""
        place = int(order) if order.isdecimal() and len(order) < 9 else number
        if part.tag == f"{prefix}ignorable":
            placed.append((place, _Reader(prefix).read(source if target is None else target)))
            continue
        pieces = _Reader(prefix).read(target)
        if plain(pieces).strip():
            done += 1
        elif plain(_Reader(prefix).read(source)).strip():
            open_parts += 1
        placed.append((place, pieces))
    if not done:
        return None, ""
    fault = _("Only a part of it is translated.") if open_parts else ""
    placed.sort(key=lambda one: one[0])
    return joined([piece for _place, pieces in placed for piece in pieces]), fault


@dataclass
class _Reader:
    """Reads one source or target; annotations are looked through."""

    prefix: str
    pieces: list[Piece] = field(default_factory=list)
    # By an element's own id, that of the code which began there.
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

    def _element(self, element: Any, name: str) -> None:
        # A copy has an id of its own and stands for what its model stands for.
        code = element.get("copyOf") or element.get("id") or ""
        if name == "pc":
            self.pieces.append(Piece(PieceKind.OPEN, code))
            self._walk(element)
            self.pieces.append(Piece(PieceKind.CLOSE, code))
        elif name == "ph":
            self.pieces.append(Piece(PieceKind.ALONE, code))
        elif name == "sc":
            self.begun[element.get("id") or ""] = code
            self.pieces.append(Piece(PieceKind.OPEN, code))
        elif name == "ec":
            start = element.get("startRef") or code
            self.pieces.append(Piece(PieceKind.CLOSE, self.begun.get(start, start)))
        elif name == "cp":
            self._text(character(element.get("hex") or ""))
        else:
            self._walk(element)
