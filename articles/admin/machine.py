"""Where a person has a translation filled by machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.base import staff
from articles.admin.story_pages import about, back_to, find_story, show
from articles.enums import Verb
from articles.exchange.machine.configured import configured_engine
from articles.exchange.machine.engine import Engine, MachineError
from articles.exchange.machine.quota import left
from articles.forms.machine import MachineForm
from articles.models import Story, User
from articles.permissions import can
from articles.text.languages import native_name
from articles.workflow.claiming import held_by_other
from articles.workflow.errors import ClaimHeld, NothingToTranslate
from articles.workflow.machine import characters, gaps, machine_translate

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


def engine_if_on() -> Engine | None:
    """None where it is off, or set up wrongly, which the system check tells the operator."""
    try:
        return configured_engine()
    except MachineError:
        return None


def machine_languages(user: User, story: Story) -> list[str]:
    """Languages of the story's site into which this person may have it translated now.

    Makes no query where the texts and the editions of the origin are prefetched.
    """
    engine = engine_if_on()
    if engine is None:
        return []
    texts = {text.language_code: text for text in story.translations.all()}
    return [
        edition.language_code
        for edition in story.origin.editions.all()
        if edition.language_code != story.original_language
        and (engine.languages is None or edition.language_code in engine.languages)
        and can(user, Verb.TRANSLATE, story.origin, edition.language_code)
        and (edition.language_code not in texts or texts[edition.language_code].segments_behind)
    ]


def machine_address(user: User, story: Story, language_code: str) -> str:
    """The page with this language chosen; empty where it cannot be."""
    if language_code not in machine_languages(user, story):
        return ""
    return f"{reverse('admin:articles_story_machine', args=[story.pk])}?language={language_code}"


def machine_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Choose languages; what comes back is written, and what fails is said."""
    story, user = find_story(admin, request, story_id), staff(request)
    engine = engine_if_on()
    if engine is None:
        raise Http404
    languages = machine_languages(user, story)
    if not languages:
        raise PermissionDenied
    try:
        counts = {code: characters(gaps(story, code)) for code in languages}
    except NothingToTranslate:
        raise Http404 from None
    form = MachineForm(
        request.POST or None, characters=counts, chosen=request.GET.get("language", "")
    )
    if form.is_valid():
        chosen = form.cleaned_data["languages"]
        for code in chosen:
            _translate(request, form, story, code)
        if not form.errors:
            return _back(story, chosen)
    return show(
        admin,
        request,
        story,
        "verb",
        form=form,
        title=_("Machine translation"),
        explanation=_(
            "The text is sent to %(engine)s, which may take a minute. What it writes is a draft: "
            "each segment stays marked until a person has read and confirmed it. Of this month's "
            "quota %(left)s characters are left."
        )
        % {"engine": engine.label, "left": number_format(left(engine.name), force_grouping=True)},
        button=_("Translate by machine"),
    )


def _translate(request: HttpRequest, form: MachineForm, story: Story, code: str) -> None:
    """One language; no request of one undoes another's."""
    user, name = staff(request), native_name(code)
    claim = held_by_other(story, code, user)
    if claim is not None:
        form.add_error(None, about(name, ClaimHeld(claim)))
        return
    try:
        outcome = machine_translate(
            story, code, actor=user, only_missing=not form.cleaned_data["changed"]
        )
    except MachineError as error:
        form.add_error(None, about(name, error))
        return
    for rejection in outcome.rejected:
        messages.warning(request, about(name, rejection.message))
    if outcome.conflicts:
        left_alone = len(outcome.conflicts)
        words = ngettext(
            "%d segment was left as somebody wrote it meanwhile.",
            "%d segments were left as somebody wrote them meanwhile.",
            left_alone,
        )
        messages.warning(request, about(name, words % left_alone))
    words = ngettext(
        "%d segment translated by machine. Read and confirm it.",
        "%d segments translated by machine. Read and confirm them.",
        outcome.applied,
    )
    messages.success(request, about(name, words % outcome.applied))


def _back(story: Story, chosen: list[str]) -> HttpResponse:
    """To where it is read and confirmed."""
    if len(chosen) != 1:
        return back_to(story)
    return HttpResponseRedirect(
        reverse("admin:articles_story_translate", args=[story.pk, chosen[0]])
    )
