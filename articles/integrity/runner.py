"""Run the rules over one manuscript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.enums import Severity
from articles.integrity.base import Manuscript, Rule
from articles.integrity.registry import RULES


@dataclass(frozen=True)
class Result:
    """One hit with the rule that made it: the fields of a `Finding` row."""

    rule: str
    severity: Severity
    segment_index: int
    segment_hash: str
    source_hash: str
    of_original: bool
    excerpt: str
    detail: Mapping[str, str]


def judge(manuscript: Manuscript, rules: Sequence[Rule] = RULES) -> tuple[Result, ...]:
    """Everything that the rules find, in reading order, then in the order of the rules."""
    results = [
        Result(
            rule=rule.id,
            severity=rule.severity,
            segment_index=hit.segment.index,
            segment_hash=hit.segment.hash,
            source_hash=hit.source.hash if hit.source else "",
            of_original=hit.of_original,
            excerpt=hit.excerpt,
            detail=dict(hit.detail),
        )
        for rule in rules
        for hit in rule.check(manuscript)
    ]
    return tuple(sorted(results, key=lambda result: result.segment_index))
