"""Spliced documents: paragraphs of an edition, foreign ones between them, and look-alikes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle, islice, zip_longest
from random import Random
from typing import TypeVar

from articles.integrity.evaluation.corpus import Half, Paragraph, languages, paragraphs, shortened
from articles.integrity.evaluation.traps import Trap, traps

LANGUAGES_PER_DOCUMENT = 12
TRAPS_PER_DOCUMENT = 6
_SEED = 20260401
Piece = TypeVar("Piece", Paragraph, Trap)


@dataclass(frozen=True, slots=True)
class Document:
    edition: str
    pieces: tuple[Paragraph | Trap, ...]

    @property
    def body(self) -> str:
        return "".join(f"<p>{escape(piece.text, quote=False)}</p>" for piece in self.pieces)


def documents(edition: str, half: Half) -> Iterator[Document]:
    """Every foreign paragraph and every trap once, among as many own paragraphs as foreign ones."""
    random = Random(f"{_SEED} {edition} {half}")  # noqa: S311
    own = cycle(_shuffled(_samples(edition, half), random))
    foreign = _in_turns(
        [
            _shuffled(_samples(language, half), random)
            for language in languages()
            if language != edition
        ]
    )
    left = _shuffled(traps(edition, half), random)
    while foreign or left:
        some, foreign = foreign[:LANGUAGES_PER_DOCUMENT], foreign[LANGUAGES_PER_DOCUMENT:]
        traps_here, left = left[:TRAPS_PER_DOCUMENT], left[TRAPS_PER_DOCUMENT:]
        pieces: list[Paragraph | Trap] = [*some, *islice(own, len(some)), *traps_here]
        random.shuffle(pieces)
        yield Document(edition, tuple(pieces))


def _samples(language: str, half: Half) -> list[Paragraph]:
    """The paragraphs, and those that are long enough once more in short."""
    whole = paragraphs(language, half)
    return [*whole, *(short for each in whole if (short := shortened(each)))]


def _in_turns(languages_: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """One of each language, then the next of each, so that a document has many languages."""
    return [each for turn in zip_longest(*languages_) for each in turn if each]


def _shuffled(items: Sequence[Piece], random: Random) -> list[Piece]:
    return random.sample(items, len(items))
