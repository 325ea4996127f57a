"""Keeping what was written: a revision for every text that changed."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from articles import permissions
from articles.enums import Verb, WorkflowState
from articles.integrity.findings import replace_findings
from articles.models import Revision, Story, StoryTranslation, User
from articles.translation.staleness import changed_segments
from articles.workflow.log import record

# What a revision holds besides its story, language, time and author.
TEXT = ("title", "dek", "body", "slug")
FIELDS = (*TEXT, "lead_image_id", "source_id", "author_ids", "tag_ids")


@transaction.atomic
def keep(
    story: Story,
    *,
    actor: User | None,
    reason: str = "",
    in_step: Collection[str] = (),
) -> list[Revision]:
    """Make a revision of every text of the story that differs from its newest one.

    Call it after saving the story, its texts, tags and byline. `in_step` names languages whose
    translator has compared them with the original as it now stands; a new translation always
    has been. A text that was published becomes a draft again, while readers keep what they see.
    Returns the new revisions; raises PermissionDenied where the actor may not write.
    """
    # The lock makes two savers take turns, so that neither misses the other's revision.
    Story.objects.select_for_update().get(pk=story.pk)
    texts = list(story.translations.select_related("head", "source_revision"))
    # The original first: the translations are measured against it.
    texts.sort(key=lambda text: text.language_code != story.original_language)
    fields = {
        "lead_image_id": story.lead_image_id,
        "source_id": story.source_id,
        "author_ids": list(story.bylines.values_list("author_id", flat=True)),
        "tag_ids": sorted(story.tags.values_list("pk", flat=True)),
    }
    kept = []
    for text in texts:
        snapshot = {name: getattr(text, name) for name in TEXT} | fields
        if text.head is None or any(getattr(text.head, n) != snapshot[n] for n in FIELDS):
            kept.append(_new_head(story, text, snapshot, actor, reason))
    _measure(story, texts, in_step)
    return kept


def _new_head(
    story: Story,
    text: StoryTranslation,
    snapshot: dict[str, object],
    actor: User | None,
    reason: str,
) -> Revision:
    verb = Verb.WRITE if text.language_code == story.original_language else Verb.TRANSLATE
    if text.head is None or any(getattr(text.head, name) != snapshot[name] for name in TEXT):
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
    if text.state in {WorkflowState.PUBLISHED, WorkflowState.TAKEN_DOWN}:
        text.state = WorkflowState.DRAFT
    text.save(update_fields=["head", "changed_by", "state", "changed_at"])
    replace_findings(revision)
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


def _measure(story: Story, texts: list[StoryTranslation], in_step: Collection[str]) -> None:
    """Say of each translation how many segments of the original changed since it was made."""
    original = next((t for t in texts if t.language_code == story.original_language), None)
    if original is None or original.head is None:
        return
    for text in texts:
        before = (text.source_revision_id, text.stale_segments)
        if text is original:
            text.source_revision, text.stale_segments = None, 0
        elif text.source_revision is None or text.language_code in in_step:
            text.source_revision, text.stale_segments = original.head, 0
        else:
            text.stale_segments = changed_segments(text.source_revision, original.head)
        if before != (text.source_revision_id, text.stale_segments):
            text.save(update_fields=["source_revision", "stale_segments"])
