"""The history of a story: its log, its texts, two of them beside each other, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import back_to, find_story, show
from articles.admin.thumbnails import thumbnail
from articles.forms.desk_verbs import SiteMoment
from articles.forms.story_text import may_write
from articles.models import Publication, Revision, StateChange, Story
from articles.queries.history import compare_texts, shown_at
from articles.text.languages import direction, language_tag, native_name

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

FIELD_NAMES = {
    "slug": gettext_lazy("words in the address"),
    "lead_image": gettext_lazy("lead picture"),
    "source": gettext_lazy("source"),
    "authors": gettext_lazy("authors"),
    "tags": gettext_lazy("tags"),
}


class RestoreForm(forms.Form):
    """Why an earlier text is the right one."""

    reason = forms.CharField(max_length=200, required=False, label=gettext_lazy("Why"))


def history_context(story: Story) -> dict[str, Any]:
    """Every saved text and every change of state, newest first."""
    revisions = list(
        Revision.objects.filter(story=story).select_related("created_by").defer("body", "links")
    )
    before: dict[str, int] = {}
    earlier: dict[int, int] = {}
    for revision in reversed(revisions):
        earlier[revision.pk] = before.get(revision.language_code, 0)
        before[revision.language_code] = revision.pk
    entries = StateChange.objects.filter(story=story).select_related("actor", "site")
    return {
        "revisions": [
            (revision, native_name(revision.language_code), earlier[revision.pk])
            for revision in revisions
        ],
        "entries": [
            (entry, native_name(entry.language_code) if entry.language_code else "")
            for entry in entries
        ],
        "placed": [
            (publication, native_name(publication.language_code))
            for publication in story.publications.all()
        ],
    }


def text_page(
    admin: StoryAdmin, request: HttpRequest, story_id: int, revision_id: int
) -> HttpResponse:
    """One text as it was saved; beside another one where `?before=` names it."""
    story = find_story(admin, request, story_id)
    revision = _revision(story, revision_id)
    other = request.GET.get("before", "")
    before = _revision(story, int(other)) if other.isdigit() and int(other) else None
    if before is not None and before.language_code != revision.language_code:
        raise Http404
    comparison = compare_texts(before or revision, revision)
    code = revision.language_code
    heads = {text.language_code: text.head_id for text in story.translations.all()}
    return show(
        admin,
        request,
        story,
        "text",
        title=_("Text of %(language)s") % {"language": native_name(code)},
        revision=revision,
        before=before,
        comparison=comparison,
        fields=[(FIELD_NAMES[field.name], field) for field in comparison.fields],
        pictures_gone=[thumbnail(image) for image in comparison.pictures_gone],
        pictures_new=[thumbnail(image) for image in comparison.pictures_new],
        others=Revision.objects.filter(story=story, language_code=code)
        .exclude(pk=revision.pk)
        .select_related("created_by")
        .defer("body", "links"),
        language_tag=language_tag(code),
        direction=direction(code),
        is_head=heads.get(code) == revision.pk,
        may_restore=heads.get(code) != revision.pk and may_write(staff(request), story, code),
        form=RestoreForm(),
    )


def restore_page(
    admin: StoryAdmin, request: HttpRequest, story_id: int, revision_id: int
) -> HttpResponse:
    """Make an earlier text the working copy; readers see nothing of it before it is published."""
    story, user = find_story(admin, request, story_id), staff(request)
    revision = _revision(story, revision_id)
    if not may_write(user, story, revision.language_code):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseRedirect(_text_url(revision))
    form = RestoreForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The reason has at most 200 characters."))
        return HttpResponseRedirect(_text_url(revision))
    restored = workflow.restore(revision, actor=user, reason=form.cleaned_data["reason"])
    name = native_name(revision.language_code)
    if restored is None:
        messages.info(request, _("%s is this text already.") % name)
    else:
        messages.success(request, _("The earlier text is the working copy again: %s.") % name)
    return back_to(story)


def shown_page(
    admin: StoryAdmin, request: HttpRequest, story_id: int, publication_id: int
) -> HttpResponse:
    """The text that readers of one site saw at a time, by the clocks of that site."""
    story = find_story(admin, request, story_id)
    publication = next((p for p in story.publications.all() if p.pk == publication_id), None)
    if publication is None:
        raise Http404
    form = AtForm(request.GET or None, publication=publication)
    if form.is_valid():
        at: datetime = form.cleaned_data["at"]
        revision = shown_at(story, publication.site, publication.language_code, at)
        if revision is not None:
            return HttpResponseRedirect(_text_url(revision))
        form.add_error("at", _("Readers saw nothing of it then."))
    return show(admin, request, story, "shown", title=_("What readers saw"), form=form)


class AtForm(forms.Form):
    """When."""

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = SiteMoment(
            publication.site,
            label=_("At"),
            help_text=_("By the clocks of %(zone)s") % {"zone": publication.site.time_zone},
        )


def _revision(story: Story, revision_id: int) -> Revision:
    rows = Revision.objects.filter(story=story, pk=revision_id)
    revision = rows.select_related("created_by", "lead_image", "source").first()
    if revision is None:
        raise Http404
    return revision


def _text_url(revision: Revision) -> str:
    return reverse("admin:articles_story_text", args=[revision.story_id, revision.pk])
