"""What can be done to several stories at once. Each story is refused or done for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.admin.base import staff
from articles.admin.language_verbs import BY_NAME
from articles.admin.story_pages import (
    about,
    publications_to_take_down,
    take_down_all,
)
from articles.enums import Verb, WorkflowState
from articles.models import Story, User
from articles.permissions import can


class StoryActions:
    """The bulk actions of the list of stories."""

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return can(staff(request), Verb.SUBMIT)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return can(staff(request), Verb.PUBLISH)

    def has_take_down_permission(self, request: HttpRequest) -> bool:
        return can(staff(request), Verb.TAKE_DOWN)

    @admin.action(description=gettext_lazy("Submit drafts for review"), permissions=["submit"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        each(request, queryset, submit_drafts)

    @admin.action(
        description=gettext_lazy("Publish now on their own site what is in review"),
        permissions=["publish"],
    )
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        each(request, queryset, publish_reviewed)

    @admin.action(description=gettext_lazy("Take down…"), permissions=["take_down"])
    def take_down_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """Asks for a reason first."""
        reason = request.POST.get("reason", "").strip()
        if "confirmed" not in request.POST or not reason:
            return self._ask_for_reason(request, queryset)

        def withdraw(story: Story, user: User) -> int:
            publications = publications_to_take_down(user, story)
            return take_down_all(story, publications, user, reason)

        each(request, queryset, withdraw)
        return None

    def _ask_for_reason(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "title": _("Take down"),
            "stories": queryset,
            "asked": "confirmed" in request.POST,
        }
        return TemplateResponse(request, "admin/articles/story/take_down_selected.html", context)


def submit_drafts(story: Story, user: User) -> int:
    """How many texts were handed over."""
    codes = BY_NAME["submit"].languages(user, story)
    for code in codes:
        workflow.submit(story, code, actor=user)
    return len(codes)


def publish_reviewed(story: Story, user: User) -> int:
    """How many texts were published: handed over or approved, in the editions of the origin."""
    editions = {edition.language_code for edition in story.origin.editions.all()}
    codes = [
        text.language_code
        for text in story.translations.all()
        if text.state in {WorkflowState.IN_REVIEW, WorkflowState.APPROVED}
        and text.language_code in editions
    ]
    if codes:
        workflow.publish(story, languages=codes, actor=user, site=story.origin)
    return len(codes)


def each(request: HttpRequest, stories: Iterable[Story], act: Callable[[Story, User], int]) -> None:
    """Run a verb on every story; say how many texts moved, and which stories did not and why."""
    count = 0
    for story in stories:
        try:
            with transaction.atomic():
                done = act(story, staff(request))
        except workflow.PublicationRefused as refused:
            reasons = get_text_list([o.message for o in refused.objections], _("and"))
            messages.error(request, about(story, reasons))
        except PermissionDenied as denied:
            messages.error(request, about(story, denied))
        else:
            count += done
            if not done:
                messages.warning(request, _("%s: nothing to do.") % story)
    if count:
        done_text = ngettext("%d text done.", "%d texts done.", count) % count
        messages.success(request, done_text)
