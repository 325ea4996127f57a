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


def _locked(story: Story, language_code: str) -> StoryTranslation:
    text: StoryTranslation = story.translations.select_for_update().get(language_code=language_code)
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
