"""Keeping what was written: a revision for every text that changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from articles import permissions
from articles.enums import Verb, WorkflowState
from articles.integrity.findings import replace_findings_many
from articles.models import Revision, Story, StoryTranslation, User
from articles.search.stories import index_story
from articles.text.segments import cut_story
from articles.translation.alignment import Row, compare
from articles.translation.comparison import (
    compare_revisions,
    confirmed_links,
    count,
    former_sources,
    links_of,
    segments_of,
)
from articles.translation.links import SegmentLink, pack
from articles.translation.pairing import carried_links, first_links
from articles.translation.remembering import remember_revision
from articles.workflow.log import record

# Of what a revision holds, the text itself, and what else is the language's own.
TEXT = ("title", "dek", "body", "slug")
OWN = {*TEXT, "links"}
# States that say something about the text as it stood.
SETTLED = {WorkflowState.APPROVED, WorkflowState.PUBLISHED, WorkflowState.TAKEN_DOWN}


@transaction.atomic
def keep(
    story: Story,
    *,
    actor: User | None,
    reason: str = "",
    in_step: Collection[str] = (),
    links: Mapping[str, Sequence[SegmentLink]] | None = None,
) -> list[Revision]:
    """Make a revision of every text of the story that differs from its newest one.

    Call it after saving the story, its texts, tags and byline. `links` says by language what the
    segments were made from; without it they keep what they were made from, and new ones are
    paired with the original as it stands. `in_step` names languages whose translator has
    compared them with the original as it now stands. A text that was published becomes a draft
    again, while readers keep what they see. When the original changes, its translations are
    measured and judged again. Returns the new revisions; raises PermissionDenied where the actor
    may not write.
    """
    # The lock makes two savers take turns, so that neither misses the other's revision.
    Story.objects.select_for_update().get(pk=story.pk)
    texts = list(story.translations.select_related("head"))
    # The original first: the translations are measured against it.
    texts.sort(key=lambda text: (text.language_code != story.original_language, text.language_code))
    authors = list(story.bylines.values_list("author_id", flat=True))
    fields = {
        "lead_image_id": story.lead_image_id,
        "source_id": story.source_id,
        "author_ids": authors,
        "tag_ids": sorted(story.tags.values_list("pk", flat=True)),
    }
    original: Revision | None = None
    original_changed = False
    kept: list[Revision] = []
    judged: list[Revision] = []
    for text in texts:
        code = text.language_code
        snapshot = {name: getattr(text, name) for name in TEXT} | fields
        if code != story.original_language and original is not None:
            snapshot["links"] = _links(
                text, original, actor, given=(links or {}).get(code), in_step=code in in_step
            )
        before = text.head
        is_new = before is None or any(getattr(before, n) != snapshot[n] for n in snapshot)
        if is_new:
            kept.append(_new_head(story, text, snapshot, actor, reason))
        if code == story.original_language:
            original, original_changed = text.head, is_new
        elif is_new or original_changed:
            rows = _measure(text, original)
            if is_new and text.head is not None:
                remember_revision(text.head, rows, before)
        if is_new or (original_changed and text.head is not None):
            assert text.head is not None
            judged.append(text.head)
    if kept:
        index_story(story, texts, authors)
    replace_findings_many(judged)
    return kept


def measure(story: Story, *, changed: str) -> None:
    """Measure and judge again what a text that changed without `keep` leaves behind or ahead.

    Its words are stored, too.
    """
    texts = {text.language_code: text for text in story.translations.select_related("head")}
    original = texts.get(story.original_language)
    touched = texts if changed == story.original_language else {changed: texts[changed]}
    for text in touched.values():
        if text is not original and original is not None:
            _measure(text, original.head)
    index_story(story, texts.values(), story.bylines.values_list("author_id", flat=True))
    replace_findings_many([text.head for text in touched.values() if text.head is not None])


def _links(
    text: StoryTranslation,
    original: Revision,
    actor: User | None,
    *,
    given: Sequence[SegmentLink] | None,
    in_step: bool,
) -> list[list[object]]:
    """What the segments of the working copy were made from, packed."""
    after = cut_story(title=text.title, dek=text.dek, body=text.body)
    sources = segments_of(original)
    if given is not None:
        found = list(given)
    elif text.head is None:
        found = first_links(sources, after, original.pk)
    else:
        found = carried_links(
            segments_of(text.head),
            after,
            links_of(text.head, original),
            sources=sources,
            revision=original.pk,
            actor_id=actor.pk if actor else None,
        )
    if in_step:
        rows = compare(sources, after, found, former_sources(sources, found))
        found = confirmed_links(rows, original, confirmed_by=actor.pk if actor else None)
    return pack(found)


def _new_head(
    story: Story,
    text: StoryTranslation,
    snapshot: dict[str, object],
    actor: User | None,
    reason: str,
) -> Revision:
    verb = Verb.WRITE if text.language_code == story.original_language else Verb.TRANSLATE
    if text.head is None or any(getattr(text.head, n) != snapshot[n] for n in snapshot if n in OWN):
        permissions.require(actor, verb, story.origin, [text.language_code])
    else:
        # Picture, source, byline and tags are the story's: who writes it in one language may
        # change them in all.
        permissions.require(actor, Verb.WRITE, story.origin)
    revision = Revision.objects.create(
        story=story,
        language_code=text.language_code,
        created_by=actor,
        reason=reason,
        **snapshot,
    )
    text.head = revision
    text.changed_by = actor
    if text.state in SETTLED:
        text.state = WorkflowState.DRAFT
    text.save(update_fields=["head", "changed_by", "state", "changed_at"])
    record(
        verb,
        story,
        actor=actor,
        language_code=text.language_code,
        site=story.origin,
        revision=revision,
        reason=reason,
    )
    return revision


def _measure(text: StoryTranslation, original: Revision | None) -> Sequence[Row]:
    """Say of a translation how many segments of the original it does not say, or no more.

    Returns its rows beside the original.
    """
    if original is None or text.head is None:
        return ()
    rows = compare_revisions(text.head, original)
    progress = count(rows)
    text.stale_segments = progress.stale
    text.missing_segments = progress.missing
    text.unconfirmed_segments = progress.unconfirmed
    text.save(update_fields=["stale_segments", "missing_segments", "unconfirmed_segments"])
    return rows
