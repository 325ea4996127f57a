"""Going back to an earlier text of one language. Others are never touched."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb, WorkflowState
from articles.models import Publication, Revision, Story, StoryTranslation, User
from articles.translation.links import unpack
from articles.workflow.errors import Objection, PublicationRefused
from articles.workflow.log import record
from articles.workflow.saving import TEXT, keep, measure


@transaction.atomic
def restore(revision: Revision, *, actor: User | None, reason: str = "") -> Revision | None:
    """Make the text of a revision the working copy again, as a new revision.

    Title, dek, body and words of the address come back, with what their segments were made from;
    picture, tags, byline and source are the story's and stay. None where the text is the same.
    Raises PermissionDenied.
    """
    story = Story.objects.select_for_update().get(pk=revision.story_id)
    code = revision.language_code
    _require(story, code, actor)
    text = _text(story, code)
    for name in TEXT:
        setattr(text, name, getattr(revision, name))
    text.save()
    links = unpack(revision.links)
    kept = keep(story, actor=actor, reason=reason, links=None if links is None else {code: links})
    new = next((one for one in kept if one.language_code == code), None)
    if new is not None:
        _record(story, new, actor, reason, revision.pk)
    return new


@transaction.atomic
def discard_changes(story: Story, language_code: str, *, actor: User | None) -> StoryTranslation:
    """Make the working copy what readers see; what was written since stays in the history.

    What readers see is that of the story's own site, else of any. Raises PermissionDenied, and
    PublicationRefused where nothing is public in this language.
    """
    story = Story.objects.select_for_update().get(pk=story.pk)
    _require(story, language_code, actor)
    shown = sorted(
        Publication.objects.filter(
            story=story, language_code=language_code, withdrawn_at__isnull=True
        ).select_related("revision"),
        key=lambda publication: publication.site_id != story.origin_id,
    )
    if not shown:
        raise PublicationRefused([Objection(language_code, _("Readers see nothing of it."))])
    text = _text(story, language_code)
    revision = shown[0].revision
    if text.head_id != revision.pk:
        for name in TEXT:
            setattr(text, name, getattr(revision, name))
        text.head, text.state = revision, WorkflowState.PUBLISHED
        text.changed_by = revision.created_by
        text.save()
        _record(story, revision, actor, "", revision.pk)
        measure(story, changed=language_code)
    return text


def _require(story: Story, language_code: str, actor: User | None) -> None:
    verb = Verb.WRITE if language_code == story.original_language else Verb.TRANSLATE
    permissions.require(actor, verb, story.origin, [language_code])


def _text(story: Story, language_code: str) -> StoryTranslation:
    text: StoryTranslation = story.translations.get(language_code=language_code)
    return text


def _record(
    story: Story, revision: Revision, actor: User | None, reason: str, restored: int
) -> None:
    record(
        Verb.REVERT,
        story,
        actor=actor,
        language_code=revision.language_code,
        site=story.origin,
        revision=revision,
        reason=reason,
        restored=restored,
    )
