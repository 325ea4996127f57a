"""Who else has a story open: on its pages, kept up by their script, and in lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from articles.admin.base import staff
from articles.admin.windows import WindowChangeList
from articles.enums import DeskPage
from articles.models import Presence, Story
from articles.queries.presence import PersonHere, people_here
from articles.workflow import attend, leave

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


@dataclass(frozen=True, slots=True)
class OpenPage:
    """What a page needs to show who else is here, and to go on saying that it is open."""

    tab: UUID
    address: str
    page: DeskPage
    language_code: str
    people: list[PersonHere]
    every: int = Presence.BEAT


def arrive(request: HttpRequest, story: Story, page: DeskPage, language_code: str) -> OpenPage:
    """The opening of a page counts, with script or without. One query."""
    tab = uuid4()
    people = attend(story, actor=staff(request), tab=tab, page=page, language_code=language_code)
    address = reverse("admin:articles_story_presence", args=[story.pk])
    return OpenPage(tab, address, page, language_code, people)


def presence_call(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """The heartbeat of an open page, answered with who else is here; `gone` is its last word."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = staff(request)
    tab, page, code = _read(request)
    if request.POST.get("gone"):
        leave(tab, actor=user)
        return HttpResponse(status=204)
    story = Story.objects.for_user(user).filter(pk=story_id).first()
    if story is None:
        raise Http404
    if request.POST.get("user") != str(user.pk):
        # Somebody else signed in since: the page has no right to speak for them.
        return JsonResponse({"html": "", "stop": True})
    people = attend(story, actor=user, tab=tab, page=page, language_code=code)
    html = render_to_string("admin/includes/people.html", {"people": people, "is_page": True})
    return JsonResponse({"html": html.strip()})


def _read(request: HttpRequest) -> tuple[UUID, DeskPage, str]:
    code = request.POST.get("language", "")
    try:
        tab, page = UUID(request.POST.get("tab", "")), DeskPage(request.POST.get("page", ""))
    except ValueError:
        raise BadRequest("tab must be a UUID, page one of the desk's") from None
    if code and code not in settings.CONTENT_LANGUAGES:
        raise BadRequest("language must be one of the configured")
    return tab, page, code


class StoryChangeList(WindowChangeList):
    """Rows know who else has the story open. One query for all."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        self.result_list = rows
        people = people_here([story.pk for story in rows], staff(request))
        for story in rows:
            story.people_here = people.get(story.pk, [])
