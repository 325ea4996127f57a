"""What every system has to show: the texts and the extent of `tests/archive.py`."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from bench.ground import ROOT, long_body

CACHE = ROOT / ".cache" / "peers"
# By this name they are asked for; it is looked up nowhere.
HOST = "peer.example"
TITLE, TEXT = "search, a word of titles", "search, a word of texts"


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
    def plain(self) -> str:
        return re.sub("<[^>]+>", " ", self.body)

    @property
    def words(self) -> dict[str, str]:
        """To search for; every story has them: one in its title, one in its text alone."""
        known = f"{self.title} {self.dek}".lower()
        others = Counter(
            word for word in re.findall(r"[^\W\d_]{4,}", self.plain) if word.lower() not in known
        )
        return {TITLE: self.title.split()[0], TEXT: others.most_common(1)[0][0]}

    def write_to(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")


def searches(archive: Archive, path: str) -> dict[str, str]:
    """What is asked for, after this beginning of an address."""
    return {name: path + quote(word) for name, word in archive.words.items()}


def our_archive() -> Archive:
    from tests.factories import TEXTS

    title, dek, _ = TEXTS["vi"]
    return Archive(title, dek, long_body())


def read_archive(file: Path) -> Archive:
    return Archive(**json.loads(file.read_text("utf-8")))
