"""The pages of two verbs that speak to readers: correct, and retract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import attempt, back_to, find_story, names_of, show
from articles.enums import PublicState, Verb
from articles.forms.correcting import CorrectForm, NoticesForm
from articles.models import Story, User
from articles.permissions import can
from articles.queries.corrections import open_corrections

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


def correctable_languages(user: User, story: Story) -> list[str]:
    """Those that readers see somewhere and this person may correct, the original first."""
    at = timezone.now()
    live = {
        publication.language_code
        for publication in story.publications.all()
        if publication.public_state(at) == PublicState.LIVE
    }
    codes = [code for code in live if can(user, Verb.CORRECT, story.origin, code)]
    return sorted(codes, key=lambda code: (code != story.original_language, code))


def retractable_languages(user: User, story: Story) -> list[str]:
    """Those that readers have seen, the original first; none unless all may be retracted."""
    at = timezone.now()
    placed = list(story.publications.all())
    if all(p.withdrawn_at is not None for p in placed):
        return []
    languages = {publication.language_code for publication in placed}
    if not all(can(user, Verb.RETRACT, story.origin, code) for code in languages):
        return []
    seen = {publication.language_code for publication in placed if publication.publish_at <= at}
    return sorted(seen, key=lambda code: (code != story.original_language, code))


def correct_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Say in each language what was wrong; all notices at once, or none."""
    story, user = find_story(admin, request, story_id), staff(request)
    languages = correctable_languages(user, story)
    if not languages:
        raise PermissionDenied
    form = CorrectForm(
        request.POST or None,
        languages=languages,
        original=story.original_language,
        owed=open_corrections(story, timezone.now()),
    )
    if form.is_valid() and attempt(form, lambda: correct_all(story, form, user)):
        messages.success(request, _("Corrected: %s.") % names_of(form.notices()))
        return back_to(story)
    return show(
        admin,
        request,
        story,
        "verb",
        form=form,
        title=_("Correct"),
        explanation=_(
            "Readers see the notice at once, with its date, on every site that shows the story. "
            "It does not change the text: publish the corrected text, too. A correction of the "
            "original waits for its counterpart in every other language."
        ),
        button=_("Show the notice to readers"),
    )


def correct_all(story: Story, form: CorrectForm, user: User) -> None:
    """The original's first: the other notices of a new correction answer it."""
    root = form.root()
    for code, text in form.notices().items():
        correction = workflow.correct(story, code, text=text, actor=user, root=root)
        if code == story.original_language:
            root = correction


def retract_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Say to the readers of each language why the story is taken back everywhere."""
    story, user = find_story(admin, request, story_id), staff(request)
    languages = retractable_languages(user, story)
    if not languages:
        raise PermissionDenied
    form = NoticesForm(request.POST or None, languages=languages, required=True)
    if form.is_valid() and attempt(
        form, lambda: workflow.retract(story, notices=form.notices(), actor=user)
    ):
        messages.success(request, _("The story was retracted on all sites."))
        return back_to(story)
    return show(
        admin,
        request,
        story,
        "verb",
        form=form,
        title=_("Retract"),
        explanation=_(
            "The story goes from every list, feed, search and site map of all sites, in all "
            "languages. Its addresses show your notice. Only publishing it anew ends this."
        ),
        button=_("Retract everywhere"),
        danger=True,
    )
