"""The paragraphs of the evaluation: who has which, and which half they belong to."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from articles.text.scripts import text_weight

SHORTEST, SHORT, LONGEST = 60, 100, 400
_PARAGRAPHS = files(__package__) / "paragraphs"


class Half(StrEnum):
    """Thresholds are chosen on one half; the other tells how good they are."""

    TUNING = "tuning"
    HELD_OUT = "held-out"


@dataclass(frozen=True, slots=True)
class Paragraph:
    language: str
    field: str
    text: str


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(file.name.removesuffix(".txt") for file in _PARAGRAPHS.iterdir()))


@cache
def paragraphs(language: str, half: Half) -> tuple[Paragraph, ...]:
    return tuple(each for each in _read(language) if half_of(each.text) == half)


def shortened(paragraph: Paragraph) -> Paragraph | None:
    """Its first words, of 60 to 100 letters; None where it is as short as that already."""
    text = paragraph.text
    if text_length(text) <= SHORT:
        return None
    ends = [place for place in _cuts(text) if text_length(text[:place]) <= SHORT]
    return Paragraph(paragraph.language, paragraph.field, text[: ends[-1]].rstrip(" ,，、；;:："))


def text_length(text: str) -> int:
    """Characters; one of Chinese, Japanese or Korean counts three, as it says as much."""
    return len(text) + text_weight(text) - sum(map(str.isalpha, text))


def half_of(text: str) -> Half:
    digest = hashlib.blake2b(text.encode(), digest_size=1).digest()
    return Half.TUNING if digest[0] % 2 else Half.HELD_OUT


def _read(language: str) -> Iterator[Paragraph]:
    field = ""
    for line in (_PARAGRAPHS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            field = line[2:]
        elif line:
            yield Paragraph(language, field, line)


def _cuts(text: str) -> list[int]:
    """Where a text may be cut: before a space, or anywhere in a text without."""
    spaces = [match.start() for match in re.finditer(r"\s", text)]
    return spaces if len(spaces) > len(text) / 20 else list(range(1, len(text)))
