"""The verbs that are about single languages of a story: submit, return, approve, discard changes.

One table from which buttons, pages and addresses are made; `articles.workflow` acts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import attempt, back_to, find_story, names_of, show
from articles.enums import Verb, WorkflowState
from articles.forms.desk_verbs import LanguagesForm, ReturnForm, SubmitForm
from articles.forms.story_text import may_write
from articles.models import Story, StoryTranslation, User
from articles.permissions import can
from articles.translation.standing import standings
from articles.workflow.review import wants_other_eyes

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

Words = str | Promise


@dataclass(frozen=True)
class LanguageVerb:
    """One verb: who may use it on which texts now, and what the desk calls it."""

    name: str
    label: Words
    title: Words
    done: Words
    may: Callable[[User, Story, StoryTranslation], bool]
    act: Callable[[Story, str, User, Mapping[str, Any]], Any]
    form: type[LanguagesForm] = SubmitForm
    explanation: Words = ""
    kind: str = ""

    def languages(self, user: User, story: Story) -> list[str]:
        """Languages in which this person may use it on the story as it stands."""
        return [t.language_code for t in story.translations.all() if self.may(user, story, t)]


def page(
    verb: LanguageVerb, admin: StoryAdmin, request: HttpRequest, story_id: int
) -> HttpResponse:
    """Choose the languages, and do it in all of them or in none."""
    story, user = find_story(admin, request, story_id), staff(request)
    languages = verb.languages(user, story)
    if not languages:
        raise PermissionDenied
    form: Form = verb.form(request.POST or None, languages=languages)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: [verb.act(story, c, user, data) for c in data["languages"]]):
            messages.success(request, str(verb.done) % names_of(data["languages"]))
            return back_to(story)
    return show(
        admin,
        request,
        story,
        "verb",
        form=form,
        title=verb.title,
        explanation=verb.explanation,
        button=verb.title,
        danger=verb.kind == "danger",
    )


def _may_submit(user: User, story: Story, text: StoryTranslation) -> bool:
    drafts = {WorkflowState.DRAFT, WorkflowState.TAKEN_DOWN}
    return text.state in drafts and can(user, Verb.SUBMIT, story.origin, text.language_code)


def _may_return(user: User, story: Story, text: StoryTranslation) -> bool:
    waiting = {WorkflowState.IN_REVIEW, WorkflowState.APPROVED}
    return text.state in waiting and can(user, Verb.RETURN, story.origin, text.language_code)


def _may_approve(user: User, story: Story, text: StoryTranslation) -> bool:
    return (
        text.state == WorkflowState.IN_REVIEW
        and can(user, Verb.APPROVE, story.origin, text.language_code)
        and not wants_other_eyes(text, user)
    )


def _may_discard(user: User, story: Story, text: StoryTranslation) -> bool:
    """Where readers have, or will have, another text than the desk."""
    if not may_write(user, story, text.language_code):
        return False
    standing = next(
        one
        for one in standings(story, (), timezone.now())
        if one.text is not None and one.text.pk == text.pk
    )
    return standing.has_unpublished_changes


VERBS = (
    LanguageVerb(
        name="submit",
        label=_("Submit for review…"),
        title=_("Submit for review"),
        done=_("Submitted for review: %s."),
        explanation=_("The editors of the site see it on their first page."),
        may=_may_submit,
        act=lambda story, code, user, data: workflow.submit(story, code, actor=user),
    ),
    LanguageVerb(
        name="return",
        label=_("Return to the writer…"),
        title=_("Return to the writer"),
        done=_("Returned to the writer: %s."),
        form=ReturnForm,
        may=_may_return,
        act=lambda story, code, user, data: workflow.return_to_writer(
            story, code, actor=user, comment=data["comment"]
        ),
    ),
    LanguageVerb(
        name="approve",
        label=_("Approve…"),
        title=_("Approve"),
        done=_("Approved: %s."),
        explanation=_("It may then be published as it stands. A change of it ends the approval."),
        may=_may_approve,
        act=lambda story, code, user, data: workflow.approve(story, code, actor=user),
    ),
    LanguageVerb(
        name="discard_changes",
        label=_("Discard changes…"),
        title=_("Discard changes"),
        done=_("The text is again what readers see: %s."),
        explanation=_(
            "The text of the desk becomes again what readers see. What was written since stays in "
            "the history and can be restored."
        ),
        may=_may_discard,
        act=lambda story, code, user, data: workflow.discard_changes(story, code, actor=user),
        kind="danger",
    ),
)
BY_NAME = {verb.name: verb for verb in VERBS}
