"""Handing a text to the editors, and back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb, WorkflowState
from articles.models import Story, StoryTranslation, User
from articles.workflow.errors import Objection, PublicationRefused
from articles.workflow.log import record


@transaction.atomic
def submit(story: Story, language_code: str, *, actor: User | None) -> StoryTranslation:
    """Ask the editors to look at one language; refused while it has no title or no body."""
    text = _locked(story, language_code)
    permissions.require(actor, Verb.SUBMIT, story.origin, [language_code])
    if not (text.title.strip() and text.body.strip()):
        raise PublicationRefused([Objection(language_code, _("The title or the body is empty."))])
    return _move(text, WorkflowState.IN_REVIEW, Verb.SUBMIT, actor)


@transaction.atomic
def return_to_writer(
    story: Story, language_code: str, *, actor: User | None, comment: str
) -> StoryTranslation:
    """Give one language back for more work, saying why."""
    text = _locked(story, language_code)
    permissions.require(actor, Verb.RETURN, story.origin, [language_code])
    return _move(text, WorkflowState.DRAFT, Verb.RETURN, actor, comment)


@transaction.atomic
def approve(story: Story, language_code: str, *, actor: User | None) -> StoryTranslation:
    """Say that one language may be published as it stands; a change of it ends the approval.

    Only what was handed over is approved. Refused for the last writer where the site of the
    story wants four eyes.
    """
    text = _locked(story, language_code)
    permissions.require(actor, Verb.APPROVE, story.origin, [language_code])
    if text.state not in {WorkflowState.IN_REVIEW, WorkflowState.APPROVED}:
        raise PublicationRefused([Objection(language_code, _("It was not submitted for review."))])
    if wants_other_eyes(text, actor):
        raise PublicationRefused(
            [Objection(language_code, _("Somebody else than its last writer has to approve it."))]
        )
    return _move(text, WorkflowState.APPROVED, Verb.APPROVE, actor)


def wants_other_eyes(text: StoryTranslation, actor: User | None) -> bool:
    """Whether this person may not approve it because they wrote it last."""
    own = actor is not None and text.changed_by_id == actor.pk
    return own and not text.master.origin.self_approval


def _locked(story: Story, language_code: str) -> StoryTranslation:
    texts = story.translations.select_for_update(of=("self",)).select_related("master__origin")
    text: StoryTranslation = texts.get(language_code=language_code)
    return text


def _move(
    text: StoryTranslation, state: WorkflowState, verb: Verb, actor: User | None, reason: str = ""
) -> StoryTranslation:
    if text.state != state:
        text.state = state
        text.save(update_fields=["state"])
        record(
            verb,
            text.master,
            actor=actor,
            language_code=text.language_code,
            site=text.master.origin,
            revision=text.head,
            reason=reason,
        )
    return text
