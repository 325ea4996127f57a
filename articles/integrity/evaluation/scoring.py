"""Run the rule over spliced documents, and count what it finds and whom it accuses."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from articles.integrity.base import Manuscript
from articles.integrity.detection import foreign_language
from articles.integrity.evaluation.corpus import SHORT, Half, Paragraph, text_length
from articles.integrity.evaluation.documents import Document, documents
from articles.integrity.evaluation.traps import Trap
from articles.integrity.rules.language import ForeignLanguage
from articles.text.segments import cut_story

# A paragraph cannot tell these apart: neither is counted as foreign to the other.
INDISTINCT = (frozenset({"id", "ms"}),)


@dataclass(frozen=True, slots=True)
class Error:
    """`kind` is `missed`, `accused` for an own paragraph, or the kind of trap accused."""

    edition: str
    kind: str
    language: str
    found: str
    text: str


@dataclass(slots=True)
class Score:
    foreign: int = 0
    found: int = 0
    named: int = 0
    own: int = 0
    own_accused: int = 0
    traps: int = 0
    traps_accused: int = 0

    @property
    def precision(self) -> float:
        accused = self.found + self.own_accused + self.traps_accused
        return self.found / accused if accused else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.foreign if self.foreign else 1.0

    @property
    def trap_rate(self) -> float:
        return self.traps_accused / self.traps if self.traps else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, each) + getattr(other, each) for each in self.__slots__))

    def count(self, piece: Paragraph | Trap, edition: str, found: str) -> None:
        if isinstance(piece, Trap):
            self.traps += 1
            self.traps_accused += bool(found)
        elif piece.language == edition:
            self.own += 1
            self.own_accused += bool(found)
        else:
            self.foreign += 1
            self.found += bool(found)
            self.named += found == piece.language


@dataclass
class Evaluation:
    half: Half
    total: Score = field(default_factory=Score)
    short: Score = field(default_factory=Score)
    editions: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    pairs: dict[tuple[str, str], Score] = field(default_factory=lambda: defaultdict(Score))
    kinds: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    errors: dict[Error, int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def segments(self) -> int:
        return self.total.foreign + self.total.own + self.total.traps

    def count(self, piece: Paragraph | Trap, edition: str, found: str) -> None:
        if isinstance(piece, Paragraph) and _is_indistinct(piece.language, edition):
            return
        for score in self._scores(piece, edition):
            score.count(piece, edition, found)
        language = "" if isinstance(piece, Trap) else piece.language
        expected = bool(language) and language != edition
        if expected != bool(found):
            own = "missed" if expected else "accused"
            kind = piece.kind if isinstance(piece, Trap) else own
            error = Error(edition, kind, language, found, piece.text)
            self.errors[error] = self.errors.get(error, 0) + 1

    def _scores(self, piece: Paragraph | Trap, edition: str) -> list[Score]:
        scores = [self.total, self.editions[edition]]
        if isinstance(piece, Trap):
            return [*scores, self.kinds[piece.kind]]
        if text_length(piece.text) <= SHORT:
            scores.append(self.short)
        return [*scores, self.pairs[edition, piece.language]]


def evaluate(
    editions: Iterable[str],
    half: Half = Half.HELD_OUT,
    advance: Callable[[], object] = lambda: None,
) -> Evaluation:
    """Judge the spliced documents of these editions; `advance` is called after each edition."""
    foreign_language("The model is loaded before the time is taken.", "vi")
    evaluation = Evaluation(half)
    for edition in editions:
        for document in documents(edition, half):
            _judge(document, evaluation)
        advance()
    return evaluation


def _judge(document: Document, evaluation: Evaluation) -> None:
    segments = cut_story(body=document.body)
    started = time.perf_counter()
    rule = ForeignLanguage()
    hits = rule.check(Manuscript(document.edition, segments))
    found = {hit.segment.index: hit.detail["found"] for hit in hits}
    evaluation.seconds += time.perf_counter() - started
    for index, piece in enumerate(document.pieces):
        evaluation.count(piece, document.edition, found.get(index, ""))


def _is_indistinct(language: str, edition: str) -> bool:
    return language != edition and any({language, edition} <= group for group in INDISTINCT)
