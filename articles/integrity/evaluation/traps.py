"""What an edition's paragraphs may hold of other languages without being foreign themselves.

Frames in the edition's language take names, titles, quotations and the like. The choice of what
goes into which frame is fixed: the same item at every run.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from articles.integrity.evaluation.corpus import Half, half_of, languages, paragraphs
from articles.text.languages import same_language
from articles.text.scripts import scripts_of_language

_TRAPS = files(__package__) / "traps"
_FILLERS_OF_KIND = {
    "credits": "agencies",
    "titles": "titles",
    "companies": "companies",
    "addresses": "addresses",
    "terms": "terms",
    "hashtags": "hashtags",
    "capitals": "capitals",
}
ITEMS_PER_KIND = 16
# Readers type these without accents, and so do some desks.
_UNACCENTED = ("vi", "fr", "es", "pt", "it", "de", "pl", "cs", "tr", "sv")
_CASED_SCRIPTS = frozenset({"LATIN", "CYRILLIC"})


@dataclass(frozen=True, slots=True)
class Trap:
    edition: str
    kind: str
    text: str


@cache
def traps(edition: str, half: Half) -> tuple[Trap, ...]:
    return tuple(trap for trap in _all(edition) if half_of(trap.text) == half)


def _all(edition: str) -> Iterator[Trap]:
    if edition in _UNACCENTED:
        yield from (Trap(edition, "unaccented", _bare(text)) for text in _own(edition))
    if scripts_of_language(edition) & _CASED_SCRIPTS:
        yield from (Trap(edition, "in capitals", text.upper()) for text in _own(edition))
    path = _TRAPS / f"{edition}.toml"
    if path.is_file():
        frames = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind, texts in frames.items():
            made = dict.fromkeys(_items(kind, texts, edition))  # in order, each once
            yield from (Trap(edition, kind, text) for text in made)


def _own(edition: str) -> list[str]:
    return [each.text for half in Half for each in paragraphs(edition, half)]


def _items(kind: str, frames: Sequence[str], edition: str) -> Iterator[str]:
    if kind == "loanwords":
        yield from frames
    elif kind == "names":
        for number in range(ITEMS_PER_KIND):
            people = _rotated(_fillers()["people"], 5 * number + _turn(edition))
            comma = "、" if edition in {"ja", "zh-hans", "zh-hant"} else ", "
            yield frames[number % len(frames)].replace("{}", comma.join(people[: 4 + number % 6]))
    elif kind == "scores":
        for number in range(ITEMS_PER_KIND):
            frame = frames[number % len(frames)]
            source = "people" if frame == frames[-1] else "clubs"
            yield _fill(frame, _rotated(_fillers()[source], 3 * number + _turn(edition)))
    elif kind in {"quotations", "poems"}:
        foreign = [
            text
            for language, texts in _fillers()[kind].items()
            for text in texts
            if not same_language(language, edition)
        ]
        for number, text in enumerate(foreign):
            yield _fill(frames[number % len(frames)], [text])
    else:
        fillers = _fillers()[_FILLERS_OF_KIND[kind]]
        for number in range(max(ITEMS_PER_KIND, len(fillers))):
            yield _fill(frames[number % len(frames)], _rotated(fillers, number))


def _fill(frame: str, fillers: Sequence[str]) -> str:
    for filler in islice(fillers, frame.count("{}")):
        frame = frame.replace("{}", filler, 1)
    return frame


def _rotated(items: Sequence[str], by: int) -> list[str]:
    by %= len(items)
    return [*items[by:], *items[:by]]


def _turn(edition: str) -> int:
    """Another start for every edition, so that they do not all get the same names."""
    return 7 * languages().index(edition)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return bare.translate(str.maketrans("đĐłŁıßøØ", "dDlLisoO"))


@cache
def _fillers() -> dict[str, Any]:
    read = tomllib.loads((_TRAPS / "fillers.toml").read_text(encoding="utf-8"))
    flat = {name: value for name, value in read.items() if isinstance(value, list)}
    return {**flat, **read["lists"], "quotations": read["quotations"], "poems": read["poems"]}
