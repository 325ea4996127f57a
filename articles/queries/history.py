"""The past of a story: two texts beside each other, and what readers saw at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.db.models import Model
from django.utils.dateparse import parse_datetime

from articles.enums import Verb
from articles.models import Author, Image, Revision, Site, StateChange, Story, Tag
from articles.queries.names import label_of
from articles.richtext.text import image_ids
from articles.text.likeness import grams, likeness
from articles.text.segments import Segment, cut_story

# From here on two segments are shown as one that changed, not as one gone and one come.
_SAME = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """One segment of two texts: `same`, `changed`, `marked` (only its markup), `gone` or `new`."""

    kind: str
    before: Segment | None
    after: Segment | None


@dataclass(frozen=True, slots=True)
class Field:
    """What belongs to a text besides its words, before and after, by name."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The lead picture, or those in a body, that are not in both texts."""

    is_lead: bool
    gone: tuple[Image, ...]
    new: tuple[Image, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of one language: words, fields and pictures, as far as they differ."""

    lines: tuple[Line, ...]
    fields: tuple[Field, ...]
    pictures: tuple[Pictures, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing at all is another."""
        return not (self.fields or self.pictures or any(line.kind != "same" for line in self.lines))


def compare_texts(before: Revision, after: Revision) -> Comparison:
    """All that differs between two revisions of one language. Five queries at most."""
    return Comparison(
        lines=tuple(_lines(_segments(before), _segments(after))),
        fields=tuple(_fields(before, after)),
        pictures=tuple(_pictures(before, after)),
    )


def _pictures(before: Revision, after: Revision) -> Iterator[Pictures]:
    bodies = image_ids(before.body), image_ids(after.body)
    leads = (
        [pk for pk in (before.lead_image_id,) if pk],
        [pk for pk in (after.lead_image_id,) if pk],
    )
    changed = [
        (is_lead, [pk for pk in old if pk not in new], [pk for pk in new if pk not in old])
        for is_lead, (old, new) in ((True, leads), (False, bodies))
    ]
    wanted = {pk for _lead, gone, new in changed for pk in (*gone, *new)}
    found = Image.objects.prefetch_related("translations").in_bulk(wanted) if wanted else {}
    for is_lead, gone, new in changed:
        if gone or new:
            yield Pictures(
                is_lead,
                gone=tuple(found[pk] for pk in gone if pk in found),
                new=tuple(found[pk] for pk in new if pk in found),
            )


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that readers saw: since when, since when in these words, and how it stood.

    Section and headline are None where the log did not keep them.
    """

    revision: Revision
    began: datetime
    changed: datetime
    section_id: int | None
    headline: str | None


def shown_at(story: Story, site: Site, language_code: str, at: datetime) -> Shown | None:
    """The text that readers of a site saw at a time, by the log; None where they saw none.

    The log is append-only, so the answer is the same whenever it is asked.
    """
    entry = (
        StateChange.objects.filter(
            story=story,
            site=site,
            language_code=language_code,
            verb__in=[Verb.PUBLISH, Verb.TAKE_DOWN],
            at__lte=at,
        )
        .select_related("revision__created_by", "revision__lead_image", "revision__source")
        .order_by("-at", "-pk")
        .first()
    )
    if entry is None or entry.revision is None or entry.verb == Verb.TAKE_DOWN:
        return None
    begin = _moment(entry.detail.get("publish_at")) or entry.at
    end = _moment(entry.detail.get("expire_at"))
    if begin > at or (end is not None and end <= at):
        return None
    return Shown(
        revision=entry.revision,
        began=begin,
        changed=_moment(entry.detail.get("updated_at")) or entry.at,
        section_id=entry.detail.get("section"),
        headline=entry.detail.get("headline"),
    )


def _moment(written: str | None) -> datetime | None:
    return parse_datetime(written) if written else None


def _segments(revision: Revision) -> Sequence[Segment]:
    return cut_story(title=revision.title, dek=revision.dek, body=revision.body)


def _lines(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Line]:
    matcher = SequenceMatcher(
        a=[segment.hash for segment in before],
        b=[segment.hash for segment in after],
        autojunk=False,
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(before[a:b], after[c:d], strict=True):
                same = (one.html, one.kind, one.lang) == (other.html, other.kind, other.lang)
                yield Line("same" if same else "marked", one, other)
        else:
            yield from _changed(before[a:b], after[c:d])


def _changed(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Line]:
    """Segments of a place that was rewritten, each beside what it became, in order."""
    pairs = _alike(before, after)
    at = 0
    for number, one in enumerate(before):
        other = pairs.get(number)
        if other is None:
            yield Line("gone", one, None)
            continue
        yield from (Line("new", None, segment) for segment in after[at:other])
        yield Line("changed", one, after[other])
        at = other + 1
    yield from (Line("new", None, segment) for segment in after[at:])


def _alike(before: Sequence[Segment], after: Sequence[Segment]) -> dict[int, int]:
    """Pairs of like segments that keep the order, of the greatest likeness in all."""
    old, new = [grams(s.text) for s in before], [grams(s.text) for s in after]
    best: list[list[float]] = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[likeness(one, other) for other in new] for one in old]
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            value = like[row][column]
            together = value + best[row + 1][column + 1] if value >= _SAME else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    pairs, row, column = {}, 0, 0
    while row < len(old) and column < len(new):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            pairs[row] = column
            row, column = row + 1, column + 1
    return pairs


def _fields(before: Revision, after: Revision) -> Iterator[Field]:
    people: dict[int, Model] = dict(
        Author.objects.in_bulk({*before.author_ids, *after.author_ids}).items()
    )
    tags: dict[int, Model] = dict(
        Tag.objects.prefetch_related("translations")
        .in_bulk({*before.tag_ids, *after.tag_ids})
        .items()
    )
    values = {
        "slug": ((before.slug,), (after.slug,)),
        "source": (_one(before.source), _one(after.source)),
        "authors": (_names(people, before.author_ids), _names(people, after.author_ids)),
        "tags": (_names(tags, before.tag_ids), _names(tags, after.tag_ids)),
    }
    for name, (old, new) in values.items():
        if old != new:
            yield Field(name, old, new)


def _one(thing: Model | None) -> tuple[str, ...]:
    return () if thing is None else (label_of(thing),)


def _names(known: dict[int, Model], ids: Sequence[int]) -> tuple[str, ...]:
    return tuple(label_of(known[pk]) if pk in known else f"#{pk}" for pk in ids)
