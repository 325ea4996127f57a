"""What every system has to show: the texts and the extent of `tests/archive.py`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.ground import ROOT, long_body

CACHE = ROOT / ".cache" / "peers"
# By this name they are asked for; it is looked up nowhere.
HOST = "peer.example"


@dataclass(frozen=True)
class Archive:
    """Stories that differ in their address, section and time alone, an hour between two."""

    title: str
    dek: str
    body: str
    stories: int = 20_000
    sections: int = 5
    # Of a home page, a list and a feed, as ours have.
    cards: int = 30
    page: int = 20
    entries: int = 30
    # A list is asked for this far back.
    deep: int = 50
    # In the middle of it, the story that is asked for.
    story: int = 777

    @property
    def word(self) -> str:
        """To search for; every story has it."""
        return self.title.split()[0]

    def write_to(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")


def our_archive() -> Archive:
    from tests.factories import TEXTS

    title, dek, _ = TEXTS["vi"]
    return Archive(title, dek, long_body())


def read_archive(file: Path) -> Archive:
    return Archive(**json.loads(file.read_text("utf-8")))
