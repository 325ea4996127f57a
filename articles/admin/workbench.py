"""The translator's workbench: original and translation side by side, for one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.base import staff
from articles.admin.machine import machine_address
from articles.admin.presence import arrive
from articles.admin.story_pages import find_story, show
from articles.enums import DeskPage, Verb
from articles.forms.workbench import posted_edits
from articles.models import Story, User
from articles.permissions import can
from articles.queries.desk import languages_for
from articles.queries.workbench import Bench, workbench
from articles.richtext.widget import inline_configuration
from articles.text.languages import direction, language_tag, native_name
from articles.workflow.claiming import held_by_other
from articles.workflow.dismissing import may_pass_blocks
from articles.workflow.drafting import save_drafts
from articles.workflow.errors import ClaimHeld
from articles.workflow.translating import Outcome

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

# What the script calls, each an address below the page's.
CALLS = ("rows", "drafts", "save", "claim", "dismiss", "suggestions")


def may_translate(user: User, story: Story, language_code: str) -> bool:
    return can(user, Verb.TRANSLATE, story.origin, language_code)


def find_text(admin: StoryAdmin, request: HttpRequest, story_id: int, language: str) -> Story:
    """The story, for somebody who may read it; 404 for a language that it cannot have."""
    story = find_story(admin, request, story_id)
    if language == story.original_language or language not in settings.CONTENT_LANGUAGES:
        raise Http404
    if story.translation(language) is None and language not in languages_for(staff(request), story):
        raise Http404
    return story


def find_bench(request: HttpRequest, story: Story, language: str) -> Bench:
    bench = workbench(story, language, staff(request))
    if bench is None:
        raise Http404
    return bench


def bench_page(
    admin: StoryAdmin, request: HttpRequest, story_id: int, language: str
) -> HttpResponse:
    """The page; a form that was sent without script comes back to it."""
    bench = find_bench(request, find_text(admin, request, story_id, language), language)
    if request.method == "POST":
        return _save_form(request, bench)
    here = bench_address(bench)
    return show(
        admin,
        request,
        bench.story,
        "workbench",
        title=_("Translate: %(language)s") % {"language": native_name(language)},
        bench=bench,
        **row_context(request, bench),
        addresses={name: f"{here}{name}/" for name in CALLS},
        configuration=inline_configuration(),
        source_name=native_name(bench.story.original_language),
        target_name=native_name(language),
        claim=held_by_another(bench.story, language, staff(request)),
        presence=arrive(request, bench.story, DeskPage.WORKBENCH, language),
        machine=machine_address(staff(request), bench.story, language),
    )


def bench_address(bench: Bench) -> str:
    return reverse("admin:articles_story_translate", args=[bench.story.pk, bench.language_code])


def row_context(request: HttpRequest, bench: Bench) -> dict[str, Any]:
    """What the template of one row needs besides the row."""
    return {
        "may_edit": may_translate(staff(request), bench.story, bench.language_code),
        "may_dismiss": may_pass_blocks(staff(request), bench.story, bench.language_code),
        "source_language": bench.story.original_language,
        "target_language": bench.language_code,
        "target_tag": language_tag(bench.language_code),
        "target_direction": direction(bench.language_code),
        "revision": bench.translation,
    }


def rows_as_json(request: HttpRequest, bench: Bench) -> dict[str, Any]:
    """All rows as the page shows them, and what the script needs to go on."""
    template = get_template("admin/articles/story/workbench_row.html")
    context = row_context(request, bench)
    return {
        **heartbeat(request, bench.story, bench.language_code, bench.stamp),
        "progress": {"total": bench.total, "done": bench.done, "stale": bench.stale},
        "rows": [
            {"key": line.key, "html": template.render({**context, "line": line})}
            for line in bench.lines
        ],
        "leftovers": get_template("admin/articles/story/workbench_leftovers.html").render(
            {**context, "bench": bench}
        ),
    }


def heartbeat(request: HttpRequest, story: Story, language: str, stamp: str) -> dict[str, Any]:
    """Whether anything moved, and who is asking: another person may have signed in meanwhile."""
    user = staff(request)
    return {
        "stamp": stamp,
        "user": user.pk,
        "token": get_token(request),
        "claim": held_by_another(story, language, user),
    }


def held_by_another(story: Story, language: str, user: User) -> str:
    """Who else works on it, in a sentence; empty where nobody does."""
    claim = held_by_other(story, language, user)
    return "" if claim is None else str(ClaimHeld(claim))


def _save_form(request: HttpRequest, bench: Bench) -> HttpResponse:
    user = staff(request)
    if not may_translate(user, bench.story, bench.language_code):
        raise PermissionDenied
    try:
        edits = posted_edits(request.POST, bench.lines)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(bench_address(bench))
    outcome = save_drafts(bench.story, bench.language_code, edits, actor=user)
    for level, text in said(outcome):
        messages.add_message(request, level, text)
    return HttpResponseRedirect(bench_address(bench))


def said(outcome: Outcome) -> list[tuple[int, str]]:
    """What became of a save, in sentences."""
    lines = []
    if outcome.applied:
        count = outcome.applied
        lines.append(
            (
                messages.SUCCESS,
                ngettext("%d segment saved.", "%d segments saved.", count) % count,
            )
        )
    lines += [(messages.ERROR, rejection.message) for rejection in outcome.rejected]
    held = len(outcome.conflicts) + len(outcome.unknown)
    if held:
        lines.append(
            (
                messages.WARNING,
                ngettext(
                    "%d segment was changed by somebody else meanwhile. Nothing of yours is "
                    "lost: look at both texts.",
                    "%d segments were changed by somebody else meanwhile. Nothing of yours is "
                    "lost: look at both texts.",
                    held,
                )
                % held,
            )
        )
    return lines or [(messages.INFO, _("There was nothing to save."))]
