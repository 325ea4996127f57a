"""An evaluation in words: as a table, as JSON, and what of it is not good enough."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from articles.integrity.evaluation.scoring import Evaluation, Score
from articles.text.scripts import HAN, scripts_of_language


@dataclass(frozen=True, slots=True)
class Bounds:
    precision: float
    recall: float
    trap_rate: float

    def broken_by(self, score: Score) -> Iterator[str]:
        if score.precision < self.precision:
            yield f"precision {score.precision:.4f} < {self.precision}"
        if score.recall < self.recall:
            yield f"recall {score.recall:.4f} < {self.recall}"
        if score.trap_rate > self.trap_rate:
            yield f"trap rate {score.trap_rate:.4f} > {self.trap_rate}"


def failures(evaluation: Evaluation, bounds: Bounds) -> list[str]:
    """Where the total, an edition or the languages of one script are outside of the bounds."""
    rows = {"total": evaluation.total, **evaluation.editions, **groups(evaluation)}
    return [f"{name}: {fault}" for name, score in rows.items() for fault in bounds.broken_by(score)]


def groups(evaluation: Evaluation) -> dict[str, Score]:
    """By script: its languages in each other's editions, which are the hard part."""
    found: dict[str, Score] = defaultdict(Score)
    for (edition, language), score in evaluation.pairs.items():
        if name := _shared_script(edition, language):
            found[name] += score
    return {name: score for name, score in sorted(found.items()) if score.foreign}


def as_json(evaluation: Evaluation, bounds: Bounds) -> str:
    answer = {
        "half": evaluation.half,
        "passed": not failures(evaluation, bounds),
        "failures": failures(evaluation, bounds),
        "bounds": asdict(bounds),
        "total": _figures(evaluation.total),
        "short": _figures(evaluation.short),
        "editions": {name: _figures(score) for name, score in evaluation.editions.items()},
        "groups": {name: _figures(score) for name, score in groups(evaluation).items()},
        "pairs": [
            {"edition": edition, "language": language, **_figures(score)}
            for (edition, language), score in sorted(evaluation.pairs.items())
            if edition != language and _shared_script(edition, language)
        ],
        "traps": {name: _figures(score) for name, score in sorted(evaluation.kinds.items())},
        "errors": [{**asdict(error), "times": n} for error, n in evaluation.errors.items()],
        "segments": evaluation.segments,
        "segments_per_second": round(evaluation.segments / evaluation.seconds),
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def as_table(evaluation: Evaluation, bounds: Bounds, *, errors: int) -> str:
    blank = ["", "", "", "", "", "", ""]
    rows = [
        [evaluation.half, "precision", "recall", "named", "trap rate", "accused", "missed"],
        *[_row(name, score) for name, score in evaluation.editions.items()],
        blank,
        *[_row(name, score) for name, score in groups(evaluation).items()],
        blank,
        *[_row(kind, score) for kind, score in sorted(evaluation.kinds.items())],
        blank,
        _row("60 to 100", evaluation.short),
        _row("total", evaluation.total),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    if evaluation.errors:
        lines += ["", "Most frequent errors (edition, what, language):"]
        lines += [f"{times:5}  {what}" for what, times in _confusions(evaluation).most_common(10)]
    if errors and evaluation.errors:
        lines += ["", "Texts:"]
        lines += [
            f"{e.edition}: {e.kind} {e.language or e.found}: {e.text}"
            for e in sorted(evaluation.errors, key=str)[:errors]
        ]
    speed = evaluation.segments / evaluation.seconds
    lines += ["", f"{evaluation.segments} segments, {speed:.0f} per second"]
    return "\n".join([*lines, *(f"Not good enough: {f}" for f in failures(evaluation, bounds))])


def _confusions(evaluation: Evaluation) -> Counter[str]:
    counts: Counter[str] = Counter()
    for error, times in evaluation.errors.items():
        counts[f"{error.edition} {error.kind} {error.language}".rstrip()] += times
    return counts


def _shared_script(edition: str, language: str) -> str:
    shared = scripts_of_language(edition) & scripts_of_language(language)
    return "CHINESE AND JAPANESE" if HAN in shared else "".join(shared)


def _figures(score: Score) -> dict[str, Any]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "trap_rate": round(score.trap_rate, 4),
        **asdict(score),
    }


def _row(name: str, score: Score) -> list[str]:
    foreign = score.foreign > 0
    return [
        name,
        f"{score.precision:.4f}" if foreign else "",
        f"{score.recall:.4f}" if foreign else "",
        f"{score.named / score.found:.4f}" if score.found else "",
        f"{score.trap_rate:.4f}" if score.traps else "",
        f"{score.own_accused + score.traps_accused} of {score.own + score.traps}",
        f"{score.foreign - score.found} of {score.foreign}" if foreign else "",
    ]
