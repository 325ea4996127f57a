"""Calling a finding intended, and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from articles import permissions
from articles.enums import RuleAction, Verb
from articles.integrity.policy import weigh
from articles.models import Dismissal, Finding, Story, User
from articles.workflow.errors import ReasonMissing
from articles.workflow.log import record


@transaction.atomic
def dismiss(finding: Finding, *, actor: User | None, reason: str) -> Dismissal:
    """Say that what was found is meant, until the segment or its source changes a word.

    What blocks at the story's own site takes the right to dismiss there; a warning may be passed
    by whoever may write the text, and their word does not count where a site blocks. Raises
    PermissionDenied, or ReasonMissing.
    """
    story = _locked_story(finding)
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    covers_blocks = may_pass_blocks(actor, story, finding.language_code)
    if not covers_blocks:
        [weighed] = weigh([finding], story.origin)
        verb = _verb(story, finding.language_code)
        verb = Verb.DISMISS if weighed.action == RuleAction.BLOCK else verb
        permissions.require(actor, verb, story.origin, [finding.language_code])
    dismissal = _dismissals(finding, story).first()
    if dismissal is None:
        dismissal = Dismissal(**_key(finding, story))
    elif dismissal.covers_blocks and not covers_blocks:
        return dismissal  # an editor's word stands
    dismissal.reason, dismissal.dismissed_by = reason, actor
    dismissal.covers_blocks = covers_blocks
    dismissal.save()
    _record(finding, story, actor, reason, taken_back=False)
    return dismissal


@transaction.atomic
def undismiss(finding: Finding, *, actor: User | None) -> None:
    """Let a finding count again; whoever may give the word may take it back."""
    story = _locked_story(finding)
    dismissal = _dismissals(finding, story).first()
    if dismissal is None:
        return
    verb = Verb.DISMISS if dismissal.covers_blocks else _verb(story, finding.language_code)
    permissions.require(actor, verb, story.origin, [finding.language_code])
    dismissal.delete()
    _record(finding, story, actor, dismissal.reason, taken_back=True)


def may_pass_warnings(user: User, story: Story, language_code: str) -> bool:
    """Whether the user may call a warning intended."""
    return any(
        permissions.can(user, verb, story.origin, language_code)
        for verb in (_verb(story, language_code), Verb.DISMISS)
    )


def may_pass_blocks(user: User | None, story: Story, language_code: str) -> bool:
    """Whether the user may call intended what blocks."""
    return user is None or permissions.can(user, Verb.DISMISS, story.origin, language_code)


def _locked_story(finding: Finding) -> Story:
    stories = Story.objects.select_for_update(of=("self",)).select_related("origin")
    story: Story = stories.get(pk=finding.revision.story_id)
    return story


def _verb(story: Story, language_code: str) -> Verb:
    return Verb.WRITE if language_code == story.original_language else Verb.TRANSLATE


def _key(finding: Finding, story: Story) -> dict[str, object]:
    return {
        "story": story,
        "language_code": finding.language_code,
        "rule": finding.rule,
        "segment_hash": finding.segment_hash,
        "source_hash": finding.source_hash,
    }


def _dismissals(finding: Finding, story: Story) -> QuerySet[Dismissal]:
    return Dismissal.objects.filter(**_key(finding, story))


def _record(
    finding: Finding, story: Story, actor: User | None, reason: str, *, taken_back: bool
) -> None:
    record(
        Verb.DISMISS,
        story,
        actor=actor,
        language_code=finding.language_code,
        site=story.origin,
        revision=finding.revision,
        reason=reason,
        rule=finding.rule,
        finding=finding.excerpt,
        taken_back=taken_back,
    )
