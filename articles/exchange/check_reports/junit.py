"""JUnit XML, as build servers read it: a text is a test case, which fails as `--fail-on` says.

After the widest-read schema, that of the Jenkins xUnit plug-in: one `failure` to a case, and
counts on the suite. They are known at the end only, so the cases wait in a file.
"""

from __future__ import annotations

import re
import tempfile
from xml.sax.saxutils import escape, quoteattr

from articles.exchange.check_reports.base import FAIL_ON, Report, Totals, told
from articles.integrity.archive import CheckedText
from articles.integrity.findings import message_of, place_of
from articles.integrity.policy import Weighed

_IN_MEMORY = 1_000_000
# XML 1.0, section 2.2: characters that no document may hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReport(Report):
    def begin(self) -> None:
        self._cases = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115
        self._failed = 0

    def add(self, text: CheckedText) -> None:
        fatal = FAIL_ON[self.facts.fail_on]
        against = [one for one in told(text) if one.kind in fatal]
        others = [one for one in told(text) if one.kind not in fatal]
        subject = text.subject
        name = f"#{subject.story_id} {subject.language_code}: {text.title}"
        parts = []
        if text.failure:
            parts.append(f"<error message={_quoted(text.failure)}/>")
        elif against:
            self._failed += 1
            first = message_of(against[0].finding)
            parts.append(
                f'<failure type="{against[0].finding.rule}" message={_quoted(first)}>'
                f"{_lines(against)}</failure>"
            )
        if others:
            parts.append(f"<system-out>{_lines(others)}</system-out>")
        self._cases.write(
            f"<testcase classname={_quoted(f'{text.site_key}.{subject.language_code}')}"
            f' name={_quoted(name)} time="0">{"".join(parts)}</testcase>\n'
        )

    def end(self, totals: Totals) -> None:
        counts = f'tests="{totals.texts}" failures="{self._failed}" errors="{totals.failed}"'
        self.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self.write(f'<testsuites name="check_translations" {counts}>\n')
        self.write(
            f'<testsuite name="check_translations" {counts} skipped="0" time="0" '
            f'timestamp="{self.facts.at:%Y-%m-%dT%H:%M:%S}">\n'
        )
        self._cases.seek(0)
        while piece := self._cases.read(65_536):
            self.write(piece)
        self._cases.close()
        self.write("</testsuite>\n</testsuites>\n")


def _lines(findings: list[Weighed]) -> str:
    return "\n".join(
        _clean(
            f"{one.label}: {one.finding.rule}, {place_of(one.finding)}: "
            f"{message_of(one.finding)} “{one.finding.excerpt}”"
        )
        for one in findings
    )


def _clean(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
