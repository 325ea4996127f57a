"""Stories of the desk as XLIFF: what a translator gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from articles.enums import SegmentState, WorkflowState
from articles.exchange.xliff.codes import encode
from articles.exchange.xliff.records import Address, StoryFile, TargetState, Unit
from articles.models import Revision, Story, StoryTranslation
from articles.text.languages import language_tag, native_name
from articles.text.segments import Segment, SegmentKind
from articles.translation.alignment import Row, needs_translation
from articles.translation.comparison import compare_revisions, segments_of

# What may be asked for alone.
SELECTIONS = ("missing", "stale", "unconfirmed")

Key = tuple[str, int]


def with_texts(stories: QuerySet[Any]) -> QuerySet[Any]:
    """The stories with all that `story_file` reads."""
    texts = StoryTranslation.objects.select_related("head")
    return stories.select_related("origin").prefetch_related(Prefetch("translations", texts))


def changed_since(stories: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """Stories of which any language was changed at this time or later."""
    changed = StoryTranslation.objects.filter(changed_at__gte=at)
    return stories.filter(pk__in=changed.values("master"))


def story_files(
    stories: Iterable[Story], languages: Sequence[str], *, only: Collection[str] = ()
) -> Iterator[StoryFile]:
    """One for each story and language where there is something to translate."""
    for story in stories:
        for code in languages:
            file = story_file(story, code, only=only)
            if file is not None:
                yield file


def story_file(story: Story, language_code: str, *, only: Collection[str] = ()) -> StoryFile | None:
    """One story for translation into a language; None where there is nothing to translate.

    `only` limits it to segments that are missing, stale or unconfirmed. Pass stories that
    `with_texts` has prepared; one query more where the original has changed since.
    """
    original, text = story.original(), story.translation(language_code)
    if original is None or original.head is None or language_code == story.original_language:
        return None
    head = text.head if text is not None else None
    rows = aligned(head, original.head)
    is_public = text is not None and text.state == WorkflowState.PUBLISHED
    units = tuple(
        _unit(key, row, is_public=is_public)
        for key, row in rows.items()
        if row.source is not None
        and needs_translation(row.source)
        and (not only or _selections(row) & set(only))
    )
    if not units:
        return None
    address = Address(
        site=story.origin.key,
        story=story.pk,
        source_language=story.original_language,
        source_revision=original.head.pk,
        target_language=language_code,
        target_revision=head.pk if head is not None else 0,
    )
    return StoryFile(
        address=address,
        source_language=language_tag(story.original_language),
        target_language=language_tag(language_code),
        units=units,
        notes=(_about(original.title, address),),
    )


def aligned(translation: Revision | None, original: Revision) -> dict[Key, Row]:
    """The rows that have a source, by its hash and which of those with the same words it is."""
    if translation is None:
        rows: Iterable[Row] = (
            Row(SegmentState.MISSING, source, None) for source in segments_of(original)
        )
    else:
        rows = compare_revisions(translation, original)
    seen: Counter[str] = Counter()
    found: dict[Key, Row] = {}
    for row in rows:
        if row.source is not None:
            found[row.source.hash, seen[row.source.hash]] = row
            seen[row.source.hash] += 1
    return found


def is_unconfirmed(row: Row) -> bool:
    return row.link is not None and row.link.is_unconfirmed


def _selections(row: Row) -> set[str]:
    found = {row.state.value}
    return found | {"unconfirmed"} if is_unconfirmed(row) else found


def _unit(key: Key, row: Row, *, is_public: bool) -> Unit:
    assert row.source is not None
    target = row.target
    encoded = encode(row.source.html, target.html if target else "")
    return Unit(
        id=f"{key[0]}-{key[1]}",
        source=encoded.source,
        target=encoded.target if target else None,
        state=_state(row, is_public=is_public),
        kind=row.source.kind.value,
        base=target.hash if target else "",
        machine=is_unconfirmed(row),
        notes=tuple(_notes(row, row.source)),
    )


def _state(row: Row, *, is_public: bool) -> TargetState:
    if row.target is None:
        return TargetState.INITIAL
    if row.state == SegmentState.STALE or is_unconfirmed(row):
        return TargetState.NEEDS_REVIEW
    return TargetState.FINAL if is_public else TargetState.TRANSLATED


def _notes(row: Row, source: Segment) -> Iterator[str]:
    if row.state == SegmentState.STALE:
        if row.before is not None:
            yield _(
                "The original changed since this was translated. It said before: “%(text)s”"
            ) % {"text": row.before.text}
        else:
            yield _("The original changed since this was translated.")
    if is_unconfirmed(row):
        yield _("A machine wrote this translation, and nobody has read it yet.")
    if source.kind is SegmentKind.ALT:
        yield _("This describes a picture to those who do not see it.")
    if source.lang:
        yield _("This is marked as a text in another language: %(language)s.") % {
            "language": native_name(source.lang)
        }


def _about(title: str, address: Address) -> str:
    return _("“%(title)s”, story %(story)d of %(site)s. Please keep: %(address)s") % {
        "title": title,
        "story": address.story,
        "site": address.site,
        "address": address,
    }
