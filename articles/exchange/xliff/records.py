"""What goes into an XLIFF file and comes back, whatever the version."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

_ADDRESS = re.compile(
    r"(?P<site>[\w-]+)[/\\](?P<story>\d{1,18})"
    r"[/\\](?P<source>[A-Za-z0-9-]+)@(?P<source_revision>\d{1,18})"
    r"[/\\](?P<target>[A-Za-z0-9-]+)@(?P<target_revision>\d{1,18})"
)
_KEY = re.compile(r"([0-9a-f]{32})-(\d{1,9})")


class PieceKind(StrEnum):
    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or a protected code; `value` is the text, or the code's id.

    `tag` is the HTML element that a code stands for and `html` its start tag, where we know them:
    what comes back from a tool has the id alone.
    """

    kind: PieceKind
    value: str
    tag: str = field(default="", compare=False)
    html: str = field(default="", compare=False)


Pieces = tuple[Piece, ...]


class TargetState(IntEnum):
    """How far a translation is, from nothing said to final; the order is that of the work."""

    UNKNOWN = 0
    INITIAL = 1
    NEEDS_REVIEW = 2
    TRANSLATED = 3
    REVIEWED = 4
    FINAL = 5

    @property
    def is_done(self) -> bool:
        """Whether somebody says that the text is good as it is."""
        return self >= TargetState.TRANSLATED


@dataclass(frozen=True, slots=True)
class Unit:
    """One segment. `id` is the hash of the source's words, then which of those it is.

    `base` is the hash of the target when the file was made ("" for none), None where the file
    does not say. `machine` says that no person has read the target yet. `fault` says, in the
    active language, why nobody can tell what the target is; `line` is that of the file.
    """

    id: str
    source: Pieces
    target: Pieces | None = None
    state: TargetState = TargetState.UNKNOWN
    kind: str = ""
    base: str | None = None
    machine: bool = False
    notes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    fault: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, int] | None:
        """The hash and the occurrence; None where a tool has given it a name of its own."""
        match = _KEY.fullmatch(self.id)
        return (match[1], int(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Address:
    """Which text of which story a file is about, and which revisions it was made from.

    A revision is 0 where there was none. It is written as `news/12/vi@501/en@502`.
    """

    site: str
    story: int
    source_language: str
    source_revision: int
    target_language: str
    target_revision: int

    def __str__(self) -> str:
        return (
            f"{self.site}/{self.story}/{self.source_language}@{self.source_revision}"
            f"/{self.target_language}@{self.target_revision}"
        )

    @classmethod
    def found_in(cls, text: str) -> Address | None:
        """The last one in a text, around which a tool may have put a folder or a sentence."""
        matches = list(_ADDRESS.finditer(text))
        if not matches:
            return None
        found = matches[-1]
        return cls(
            found["site"],
            int(found["story"]),
            found["source"].lower(),
            int(found["source_revision"]),
            found["target"].lower(),
            int(found["target_revision"]),
        )


@dataclass(frozen=True, slots=True)
class StoryFile:
    """One story in one pair of languages: a `<file>`.

    The languages are BCP 47 tags as the file has them. `address` is None where a tool lost it.
    """

    address: Address | None
    source_language: str
    target_language: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()
    original: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


def joined(pieces: list[Piece]) -> Pieces:
    """The pieces with stretches of text that touch made one, and empty ones left out."""
    result: list[Piece] = []
    for piece in pieces:
        if piece.kind is not PieceKind.TEXT:
            result.append(piece)
        elif result and result[-1].kind is PieceKind.TEXT:
            result[-1] = Piece(PieceKind.TEXT, result[-1].value + piece.value)
        elif piece.value:
            result.append(piece)
    return tuple(result)


def plain(pieces: Pieces) -> str:
    """The words alone; what stands for itself, such as a line break, is a space."""
    words = {PieceKind.TEXT: None, PieceKind.ALONE: " ", PieceKind.OPEN: "", PieceKind.CLOSE: ""}
    parts = ((words[piece.kind], piece.value) for piece in pieces)
    return "".join(value if word is None else word for word, value in parts)


def are_nested(pieces: Pieces) -> bool:
    """Whether every code that opens is closed, inside of which it was opened."""
    open_ids: list[str] = []
    for piece in pieces:
        if piece.kind is PieceKind.OPEN:
            open_ids.append(piece.value)
        elif piece.kind is PieceKind.CLOSE and (not open_ids or open_ids.pop() != piece.value):
            return False
    return not open_ids
