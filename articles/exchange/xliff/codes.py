"""Inline markup as protected codes: HTML of a segment into pieces, and pieces back into HTML.

A code's id is its element and its number among those (`a1`, `strong2`, `br1`). What it stands
for, such as the address of a link, never comes from a file: it is looked up by the id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from django.utils.translation import gettext as _

from articles.exchange.xliff.records import Piece, PieceKind, Pieces, joined
from articles.translation.composing import inline_html

# Before the ids of codes that the target has and the source has not.
TARGET_ONLY = "t-"
_TOKEN = re.compile(r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?:\s[a-z-]+="[^"]*")*>|(?P<text>[^<]+|<)')
_ALONE = frozenset({"br"})

Codes = Mapping[str, Piece]


class BrokenCodes(ValueError):
    """The codes of a target cannot be put back; the message says which, in the active language."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A segment and its translation as pieces, and all codes of both by id."""

    source: Pieces
    target: Pieces
    codes: Codes


@dataclass(frozen=True, slots=True)
class Decoded:
    """The HTML of a target, and which codes of the source it has not, or more than once."""

    html: str
    missing: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def encode(source: str, target: str = "") -> Encoded:
    """Inline HTML as pieces; equal codes of source and target have the same id."""
    source_pieces = list(_pieces(source, Counter()))
    codes = {piece.value: piece for piece in source_pieces if _begins(piece)}
    free = list(codes.values())
    renamed: dict[str, str] = {}
    target_pieces = []
    for piece in _pieces(target, Counter()):
        if _begins(piece):
            same = next((code for code in free if code.html == piece.html), None)
            if same is not None:
                free.remove(same)
            renamed[piece.value] = same.value if same else TARGET_ONLY + piece.value
        named = piece
        if piece.kind is not PieceKind.TEXT:
            named = Piece(piece.kind, renamed[piece.value], piece.tag, piece.html)
        target_pieces.append(named)
        if _begins(named):
            codes.setdefault(named.value, named)
    return Encoded(joined(source_pieces), joined(target_pieces), codes)


def decode(pieces: Pieces, codes: Codes, wanted: Iterable[str] = ()) -> Decoded:
    """Sanitised inline HTML. `wanted` are the ids that a whole translation has.

    Codes may stand in another order and overlap. Raises BrokenCodes for a code that nobody
    knows, that is closed and not open, or never closed, and TooLong.
    """
    open_ids: list[str] = []
    html: list[str] = []
    used: Counter[str] = Counter()
    shown: set[str] = set()
    for piece in pieces:
        if piece.kind is PieceKind.TEXT:
            shown.update(open_ids if piece.value.strip() else ())
            html.append(_within(open_ids, codes, escape(piece.value, quote=False)))
        elif piece.kind is PieceKind.ALONE:
            shown.add(piece.value)
            used[piece.value] += 1
            html.append(_within(open_ids, codes, _known(piece, codes).html))
        elif piece.kind is PieceKind.OPEN:
            _known(piece, codes)
            if piece.value in open_ids:
                raise BrokenCodes(_("The code “%(id)s” stands inside itself.") % _id(piece.value))
            open_ids.append(piece.value)
            used[piece.value] += 1
        elif piece.value in open_ids:
            open_ids.remove(piece.value)
        else:
            raise BrokenCodes(_("The code “%(id)s” ends and never began.") % _id(piece.value))
    if open_ids:
        raise BrokenCodes(_("The code “%(id)s” begins and never ends.") % _id(open_ids[-1]))
    return Decoded(
        inline_html("".join(html)),
        missing=tuple(name for name in wanted if name not in shown),
        repeated=tuple(name for name, count in used.items() if count > 1),
    )


def _pieces(html: str, numbers: Counter[str]) -> Iterator[Piece]:
    open_ids: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(html):
        tag = token["tag"]
        if token["text"] is not None:
            yield Piece(PieceKind.TEXT, unescape(token["text"]))
        elif token["end"]:
            if open_ids and open_ids[-1][0] == tag:
                yield Piece(PieceKind.CLOSE, open_ids.pop()[1], tag)
        else:
            numbers[tag] += 1
            name = f"{tag}{numbers[tag]}"
            if tag in _ALONE:
                yield Piece(PieceKind.ALONE, name, tag, token[0])
            else:
                open_ids.append((tag, name))
                yield Piece(PieceKind.OPEN, name, tag, token[0])


def _begins(piece: Piece) -> bool:
    return piece.kind in {PieceKind.OPEN, PieceKind.ALONE}


def _known(piece: Piece, codes: Codes) -> Piece:
    code = codes.get(piece.value)
    if code is None:
        raise BrokenCodes(_("The original has no code “%(id)s”.") % _id(piece.value))
    if code.kind is not piece.kind:
        raise BrokenCodes(
            _("The code “%(id)s” is one that begins and ends.") % _id(piece.value)
            if code.kind is PieceKind.OPEN
            else _("The code “%(id)s” stands for itself and holds no text.") % _id(piece.value)
        )
    return code


def _id(name: str) -> dict[str, str]:
    return {"id": name[:40]}


def _within(open_ids: Iterable[str], codes: Codes, html: str) -> str:
    """The HTML with all marks in force around it; the sanitiser joins equal neighbours."""
    marks = [codes[name] for name in open_ids]
    starts = "".join(mark.html for mark in marks)
    return starts + html + "".join(f"</{mark.tag}>" for mark in reversed(marks))
