"""How a translation stands beside its original: what it lacks, what is behind, what is unread."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import SegmentState, Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.text.segments import SegmentKind

_GLIMPSE = 40


class MissingSegment(Rule):
    id = "missing-segment"
    name = _("Not translated yet")
    explanation = _("The original says something that the translation does not say at all.")
    severity = Severity.BLOCK

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for row in manuscript.rows:
            # What a picture says to those who do not see it is `empty-alt`'s: the picture may
            # have words of its own in the archive.
            if (
                row.state == SegmentState.MISSING
                and row.source is not None
                and row.source.kind is not SegmentKind.ALT
            ):
                yield Hit(row.source, shorten(row.source.text), source=row.source, of_original=True)

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("This is in the original and missing in the translation.")


class StaleSegment(Rule):
    id = "stale-segment"
    name = _("Original has changed")
    explanation = _(
        "The original was changed after this was translated, and nobody has said that the "
        "translation is still right."
    )
    severity = Severity.BLOCK

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for row in manuscript.rows:
            if row.state != SegmentState.STALE or row.source is None or row.target is None:
                continue
            detail = {}
            if row.before is not None:
                was, now = _difference(row.before.text, row.source.text)
                detail = {"before": was, "after": now}
            yield Hit(row.target, shorten(row.target.text), detail, source=row.source)

    def message(self, detail: Mapping[str, str]) -> str:
        if "before" not in detail:
            return gettext("The original has been changed since.")
        return gettext("The original said “%(before)s” and now says “%(after)s”.") % detail


class UnconfirmedMachine(Rule):
    id = "unconfirmed-machine"
    name = _("Machine translation")
    explanation = _("A machine has translated this, and no person has confirmed it yet.")
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for row in manuscript.rows:
            if row.target is not None and row.link is not None and row.link.is_unconfirmed:
                yield Hit(
                    row.target,
                    shorten(row.target.text),
                    {"machine": row.link.machine},
                    source=row.source,
                )

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("%(machine)s has translated this, and nobody has confirmed it yet.") % detail


def _difference(before: str, after: str) -> tuple[str, str]:
    """What one text says in place of the other, with a word on either side, cut short."""
    spaced = " " in before and " " in after
    was, now = (before.split(), after.split()) if spaced else (list(before), list(after))
    begin = 0
    while begin < min(len(was), len(now)) and was[begin] == now[begin]:
        begin += 1
    end = 0
    while end < min(len(was), len(now)) - begin and was[-1 - end] == now[-1 - end]:
        end += 1
    around = 1 if spaced else 3
    return (
        _stretch(was, begin - around, len(was) - end + around, " " if spaced else ""),
        _stretch(now, begin - around, len(now) - end + around, " " if spaced else ""),
    )


def _stretch(parts: list[str], begin: int, end: int, space: str) -> str:
    text = space.join(parts[max(0, begin) : end])
    if len(text) > _GLIMPSE:
        text = text[: _GLIMPSE - 1].rstrip() + "…"
    return ("…" if begin > 0 else "") + text + ("…" if end < len(parts) else "")
