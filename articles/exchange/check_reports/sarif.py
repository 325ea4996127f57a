"""SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines of a file.

A text is a file at `stories/<story>/<language>` with one line for each segment.
"""

from __future__ import annotations

import json
from typing import Any

from articles.exchange.check_reports.base import Report, Totals, address_of, told
from articles.integrity.archive import CheckedText
from articles.integrity.findings import message_of, place_of
from articles.integrity.policy import Weighed
from articles.integrity.registry import RULES

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"block": "error", "warn": "warning"}


class SarifReport(Report):
    def begin(self) -> None:
        rules = [
            {
                "id": rule.id,
                "shortDescription": {"text": str(rule.name)},
                "fullDescription": {"text": str(rule.explanation)},
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            }
            for rule in RULES
        ]
        tool = {"driver": {"name": "Newscenter check_translations", "rules": rules}}
        head = {"tool": tool, "columnKind": "unicodeCodePoints"}
        self.write(f'{{"$schema":{_dump(_SCHEMA)},"version":"2.1.0","runs":[')
        self.write(_dump(head)[:-1] + ',"results":[')
        self._indexes = {rule.id: number for number, rule in enumerate(RULES)}
        self._failures: list[dict[str, Any]] = []
        self._separator = "\n"

    def add(self, text: CheckedText) -> None:
        for weighed in told(text):
            self.write(self._separator + _dump(self._result(text, weighed)))
            self._separator = ",\n"
        if text.failure:
            message = f"{address_of(text)}: {text.failure}"
            self._failures.append({"level": "error", "message": {"text": message}})

    def end(self, totals: Totals) -> None:
        invocation: dict[str, Any] = {
            "executionSuccessful": not totals.failed,
            "startTimeUtc": f"{self.facts.at:%Y-%m-%dT%H:%M:%SZ}",
        }
        if self._failures:
            invocation["toolExecutionNotifications"] = self._failures
        self.write("\n]," + _dump({"invocations": [invocation]})[1:] + "]}\n")

    def _result(self, text: CheckedText, weighed: Weighed) -> dict[str, Any]:
        finding = weighed.finding
        address = address_of(text)
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "level": _LEVELS[weighed.action],
            "message": {"text": message_of(finding)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": address},
                        "region": {
                            "startLine": finding.segment_index + 1,
                            "snippet": {"text": finding.excerpt},
                        },
                    },
                    "logicalLocations": [
                        {
                            "name": place_of(finding),
                            "fullyQualifiedName": f"{text.site_key}/{address}: {text.title}",
                        }
                    ],
                }
            ],
            "partialFingerprints": {
                "segment/v1": f"{address}:{finding.segment_hash}:{finding.source_hash}"
            },
        }
        if finding.rule in self._indexes:
            result["ruleIndex"] = self._indexes[finding.rule]
        if weighed.is_intended and weighed.dismissal is not None:
            result["suppressions"] = [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": weighed.dismissal.reason,
                }
            ]
        return result


def _dump(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")
