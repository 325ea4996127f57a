"""The links under which people without an account read a story's working copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import attempt, find_story, show
from articles.enums import Verb
from articles.forms.preview_link import PreviewLinkForm
from articles.models import PreviewLink, Site, Story, User
from articles.permissions import can
from articles.queries.previews import places
from articles.text.languages import native_name
from articles.views.preview import keep_private
from articles.views.preview_link import link_address

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


@dataclass(frozen=True)
class Row:
    """A link, as the desk reads it."""

    link: PreviewLink
    is_open: bool
    may_end: bool

    @property
    def language_name(self) -> str:
        return native_name(self.link.language_code)


def shareable_languages(user: User, story: Story) -> list[str]:
    """Languages whose text this person may show to somebody outside."""
    return [
        text.language_code
        for text in story.translations.all()
        if text.head_id and can(user, Verb.SHARE_PREVIEW, story.origin, text.language_code)
    ]


def preview_links_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """All links, and a form for a new one, whose address is shown this once."""
    story, user = find_story(admin, request, story_id), staff(request)
    languages = shareable_languages(user, story)
    if not languages:
        raise PermissionDenied
    form = PreviewLinkForm(request.POST or None, texts=_texts(story, languages))
    made: list[str] = []
    if form.is_valid() and attempt(form, lambda: made.append(_make(form, story, user))):
        form = PreviewLinkForm(texts=_texts(story, languages))
    page = show(
        admin,
        request,
        story,
        "preview_links",
        title=_("Links to previews"),
        form=form,
        made=next(iter(made), ""),
        rows=_rows(story, user),
    )
    return keep_private(page)


def end_link(admin: StoryAdmin, request: HttpRequest, story_id: int, link_id: int) -> HttpResponse:
    """What was sent shows nothing any more."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    story = find_story(admin, request, story_id)
    link = story.preview_links.filter(pk=link_id).first()
    if link is None:
        raise Http404
    workflow.end_preview(link, actor=staff(request))
    messages.success(request, _("The link has ended."))
    return HttpResponseRedirect(reverse("admin:articles_story_preview_links", args=[story.pk]))


def _texts(story: Story, languages: list[str]) -> list[tuple[str, str]]:
    return [
        (f"{code}@{site.key}", f"{native_name(code)} · {edition.name}")
        for code, sites in places(story, languages).items()
        for site in sites
        if (edition := site.edition(code))
    ]


def _make(form: PreviewLinkForm, story: Story, user: User) -> str:
    link, token = workflow.share_preview(
        story,
        site=Site.objects.get(key=form.site_key),
        language_code=form.language_code,
        valid_for=form.valid_for,
        actor=user,
        note=form.cleaned_data["note"],
    )
    return link_address(link, token)


def _rows(story: Story, user: User) -> list[Row]:
    now = timezone.now()
    links = story.preview_links.select_related("site", "created_by", "ended_by")
    return [
        Row(
            link=link,
            is_open=link.is_open(now),
            may_end=link.is_open(now)
            and can(user, Verb.END_PREVIEW, story.origin, link.language_code),
        )
        for link in links
    ]
