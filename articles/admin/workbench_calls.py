"""What the script of the workbench asks for: save, keep drafts, show what others did."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.admin.base import staff
from articles.admin.workbench import (
    bench_page,
    find_bench,
    find_text,
    heartbeat,
    may_translate,
    rows_as_json,
    said,
)
from articles.admin.workbench_suggestions import bench_suggestions
from articles.forms.workbench import is_named, read_dismissal, read_edits
from articles.models import Finding, Story, User
from articles.queries.workbench import Bench, stamp
from articles.workflow import ClaimHeld, ReasonMissing, SegmentEdit, claim, dismiss, undismiss
from articles.workflow.drafting import drop_drafts, keep_drafts, save_drafts

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


def bench_rows(
    admin: StoryAdmin, request: HttpRequest, story_id: int, language: str
) -> HttpResponse:
    """All rows; none where `stamp` says that the page has them as they are."""
    story = find_text(admin, request, story_id, language)
    now = stamp(story, language)
    if request.GET.get("stamp") == now:
        return JsonResponse(heartbeat(request, story, language, now))
    return JsonResponse(rows_as_json(request, find_bench(request, story, language)))


def bench_drafts(
    admin: StoryAdmin, request: HttpRequest, story_id: int, language: str
) -> HttpResponse:
    """Keep what was typed, forget what was taken back."""
    story, user = find_text(admin, request, story_id, language), staff(request)
    try:
        typed, dropped = read_edits(request.body, "segments"), read_edits(request.body, "dropped")
    except ValidationError as error:
        return refused(error)
    if not may_translate(user, story, language):
        raise PermissionDenied
    drop_drafts(story, language, dropped, actor=user)
    take_if_free(story, language, user)
    kept = keep_drafts(story, language, typed, actor=user)
    return JsonResponse(
        {**heartbeat(request, story, language, stamp(story, language)), "kept": kept}
    )


def bench_claim(
    admin: StoryAdmin, request: HttpRequest, story_id: int, language: str
) -> HttpResponse:
    """Take the text over from whoever holds it; the log says so."""
    story = find_text(admin, request, story_id, language)
    claim(story, language, actor=staff(request), take_over=True)
    return JsonResponse(heartbeat(request, story, language, stamp(story, language)))


def bench_dismiss(
    admin: StoryAdmin, request: HttpRequest, story_id: int, language: str
) -> HttpResponse:
    """Call a finding intended, or take that back."""
    story, user = find_text(admin, request, story_id, language), staff(request)
    if not may_translate(user, story, language):
        raise PermissionDenied
    bench = find_bench(request, story, language)
    try:
        name, reason, is_taken_back = read_dismissal(request.body)
        finding = find_finding(bench, name)
        if is_taken_back:
            undismiss(finding, actor=user)
        else:
            dismiss(finding, actor=user, reason=reason)
    except (ValidationError, ReasonMissing) as error:
        return refused(error)
    return JsonResponse(rows_as_json(request, find_bench(request, story, language)))


def find_finding(bench: Bench, name: str) -> Finding:
    for line in bench.lines:
        for weighed in line.findings:
            if is_named(weighed, name):
                return weighed.finding
    raise ValidationError(_("That finding is gone: the text has changed meanwhile."))


def take_if_free(story: Story, language: str, user: User) -> None:
    """Whoever types works on it; what somebody else holds stays theirs, and hinders nobody."""
    with suppress(ClaimHeld):
        claim(story, language, actor=user)


def bench_save(
    admin: StoryAdmin, request: HttpRequest, story_id: int, language: str
) -> HttpResponse:
    """Write the edits; answers with all rows as they are then."""
    story, user = find_text(admin, request, story_id, language), staff(request)
    try:
        edits = read_edits(request.body, "segments")
    except ValidationError as error:
        return refused(error)
    take_if_free(story, language, user)
    outcome = save_drafts(story, language, edits, actor=user)
    return JsonResponse(
        {
            **rows_as_json(request, find_bench(request, story, language)),
            "applied": outcome.applied,
            "messages": [text for _level, text in said(outcome)],
            "conflicts": [named(conflict.edit) for conflict in outcome.conflicts],
            "rejected": [{**named(one.edit), "message": one.message} for one in outcome.rejected],
            "unknown": [named(edit) for edit in outcome.unknown],
        }
    )


def named(edit: SegmentEdit) -> dict[str, object]:
    return {"source": edit.source, "occurrence": edit.occurrence, "base": edit.base}


def is_of_another(request: HttpRequest) -> bool:
    """Whether the page was opened by somebody else than is signed in now."""
    try:
        data = json.loads(request.body or b"{}")
    except ValueError:
        return False  # refused by whoever reads it
    return isinstance(data, dict) and data.get("user", staff(request).pk) != staff(request).pk


def refused(error: Exception) -> JsonResponse:
    return JsonResponse({"errors": getattr(error, "messages", [str(error)])}, status=400)


def call(view: Callable[..., HttpResponse], admin: StoryAdmin) -> Callable[..., HttpResponse]:
    """The view as an address that takes posts of the person who opened the page."""

    def answer(request: HttpRequest, story_id: int, language: str) -> HttpResponse:
        if is_of_another(request):
            return JsonResponse({"errors": [_("Somebody else is signed in now.")]}, status=409)
        return view(admin, request, story_id, language)

    return require_POST(answer)


def bench_urls(admin: StoryAdmin) -> list[URLPattern]:
    """The page of one language of a story, and below it what its script calls."""
    calls: dict[str, Callable[..., HttpResponse]] = {
        "": partial(bench_page, admin),
        "rows/": require_GET(partial(bench_rows, admin)),
        "suggestions/": require_GET(partial(bench_suggestions, admin)),
        "drafts/": call(bench_drafts, admin),
        "claim/": call(bench_claim, admin),
        "dismiss/": call(bench_dismiss, admin),
        "save/": call(bench_save, admin),
    }
    return [
        path(
            f"<int:story_id>/translate/<str:language>/{end}",
            admin.admin_site.admin_view(view),
            name=f"articles_story_translate{end and '_' + end.rstrip('/')}",
        )
        for end, view in calls.items()
    ]
