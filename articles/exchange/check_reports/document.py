"""One JSON document, whose shape `docs/operating.md` describes; `version` counts its changes."""

from __future__ import annotations

import json
from typing import Any

from articles.exchange.check_reports.base import KINDS, Report, Totals, told
from articles.integrity.archive import CheckedText
from articles.integrity.findings import message_of, place_of
from articles.integrity.policy import Weighed

VERSION = 1


class JsonReport(Report):
    def begin(self) -> None:
        facts = self.facts
        head = {
            "format": "newscenter-findings",
            "version": VERSION,
            "checked_at": facts.at.isoformat(),
            "site": facts.site or None,
            "language": facts.language_code or None,
            "since": facts.since.isoformat() if facts.since else None,
        }
        self.write(_dump(head)[:-1] + ',"findings":[')
        self._failures: list[dict[str, Any]] = []
        self._separator = "\n"

    def add(self, text: CheckedText) -> None:
        for weighed in told(text):
            self.write(self._separator + _dump(_finding(text, weighed)))
            self._separator = ",\n"
        if text.failure:
            self._failures.append(_text(text) | {"message": text.failure})

    def end(self, totals: Totals) -> None:
        tail = {
            "failures": self._failures,
            "totals": {
                "texts": totals.texts,
                "judged": totals.judged,
                "unchanged": totals.unchanged,
                "failed": totals.failed,
                **{kind: totals.findings[kind] for kind in KINDS},
            },
        }
        self.write("\n]," + _dump(tail)[1:] + "\n")


def _text(text: CheckedText) -> dict[str, Any]:
    return {
        "site": text.site_key,
        "story": text.subject.story_id,
        "language": text.subject.language_code,
        "revision": text.subject.revision_id,
        "title": text.title,
    }


def _finding(text: CheckedText, weighed: Weighed) -> dict[str, Any]:
    finding, dismissal = weighed.finding, weighed.dismissal
    return _text(text) | {
        "rule": finding.rule,
        "stands": weighed.kind,
        "action": str(weighed.action),
        "place": place_of(finding),
        "segment": finding.segment_index,
        "of_original": finding.of_original,
        "segment_hash": finding.segment_hash,
        "source_hash": finding.source_hash,
        "excerpt": finding.excerpt,
        "message": message_of(finding),
        "dismissal": None
        if dismissal is None
        else {
            "by": dismissal.dismissed_by.get_username() if dismissal.dismissed_by else None,
            "at": dismissal.dismissed_at.isoformat(),
            "reason": dismissal.reason,
        },
    }


def _dump(value: dict[str, Any]) -> str:
    # Unpaired surrogates are no Unicode text, and would not leave the program.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")
