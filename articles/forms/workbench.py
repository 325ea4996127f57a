"""What the workbench sends: edits of segments, as JSON from its script or as a plain form."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles.integrity.policy import Weighed
from articles.models import Finding
from articles.queries.workbench import Line
from articles.workflow.translating import SegmentEdit

MOST_SEGMENTS = 5000
LONGEST = 100_000
_HASH = re.compile(r"[0-9a-f]{0,64}")


def read_edits(body: bytes, name: str) -> list[SegmentEdit]:
    """The edits under this name in a JSON object; raises ValidationError saying what is wrong."""
    try:
        data = json.loads(body or b"{}")
    except ValueError:
        raise ValidationError(_("This is not JSON.")) from None
    rows = data.get(name, []) if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_SEGMENTS:
        raise ValidationError(
            _("“%(name)s” must be a list of at most %(limit)d segments."),
            params={"name": name, "limit": MOST_SEGMENTS},
        )
    return [_edit(row, f"{name}[{number}]") for number, row in enumerate(rows)]


def read_dismissal(body: bytes) -> tuple[str, str, bool]:
    """Which finding, why it is intended, and whether that is taken back."""
    try:
        data = json.loads(body or b"{}")
    except ValueError:
        raise ValidationError(_("This is not JSON.")) from None
    if not isinstance(data, dict):
        raise ValidationError(_("%(place)s must be an object."), params={"place": "JSON"})
    reason = " ".join(_text(data, "reason", "JSON").split())[:200]
    return _text(data, "finding", "JSON"), reason, data.get("is_taken_back") is True


def finding_name(finding: Finding) -> str:
    """What a page calls a finding; it outlives the row, which judging again replaces."""
    return f"{finding.rule}:{finding.segment_hash}:{finding.source_hash}"


def is_named(weighed: Weighed, name: str) -> bool:
    return finding_name(weighed.finding) == name


def _edit(row: object, place: str) -> SegmentEdit:
    if not isinstance(row, dict):
        raise ValidationError(_("%(place)s must be an object."), params={"place": place})
    occurrence = row.get("occurrence", 0)
    if type(occurrence) is not int or not 0 <= occurrence < MOST_SEGMENTS:
        raise ValidationError(
            _("%(place)s.occurrence must be a whole number from 0."), params={"place": place}
        )
    return SegmentEdit(
        source=_hash(row, "source", place),
        occurrence=occurrence,
        html=_text(row, "html", place),
        base=_hash(row, "base", place),
    )


def _hash(row: Mapping[str, Any], name: str, place: str) -> str:
    value = _text(row, name, place)
    if not _HASH.fullmatch(value):
        raise ValidationError(
            _("%(place)s.%(name)s must be the hash of a segment."),
            params={"place": place, "name": name},
        )
    return value


def _text(row: Mapping[str, Any], name: str, place: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValidationError(
            _("%(place)s.%(name)s must be text of at most %(limit)d characters."),
            params={"place": place, "name": name, "limit": LONGEST},
        )
    return value.replace("\x00", "")


# --- without script --------------------------------------------------------------------------


def field_text(line: Line) -> str:
    """What a row's field holds: words alone, or HTML where the segment may have marks."""
    return _shown(line, line.html)


def row_token(line: Line) -> str:
    """What a plain form must send back with the field: which row, and what it was begun from."""
    began = line.base if line.draft is None else line.draft.base_hash
    return ".".join(
        [
            line.source_hash,
            str(line.occurrence),
            began,
            line.base,
            _digest(_shown(line, line.saved)),
        ]
    )


def posted_edits(post: Mapping[str, str], lines: Sequence[Line]) -> list[SegmentEdit]:
    """The edits in a plain form: of rows whose field was changed, or that were ticked as right."""
    plain = {name for line in lines if line.is_plain for name in (line.source_hash, line.base)}
    edits = []
    for name, token in post.items():
        if not name.startswith("row-"):
            continue
        number = name.removeprefix("row-")
        source, occurrence, began, stood, digest = [*token.split("."), *[""] * 5][:5]
        is_plain = (source or stood) in plain
        typed = _tidy(post.get(f"text-{number}", ""))
        is_ticked = f"right-{number}" in post
        if _digest(typed) == digest and not is_ticked:
            continue
        row = {
            "source": source,
            "occurrence": int(occurrence) if occurrence.isdecimal() else -1,
            "base": stood if is_ticked else began,
            "html": escape(typed) if is_plain else typed,
        }
        edits.append(_edit(row, _("Segment %(number)s") % {"number": number}))
    return edits


def _shown(line: Line, html: str) -> str:
    return _tidy(unescape(strip_tags(html)) if line.is_plain else html)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
