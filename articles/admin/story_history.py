"""The history of a story: its log, its texts, two of them beside each other, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import back_to, find_story, show
from articles.forms.desk_verbs import SiteMoment
from articles.forms.story_text import may_write
from articles.models import Publication, Revision, StateChange, Story
from articles.queries.history import Shown, compare_texts, shown_at
from articles.queries.previews import Stand, preview_page, stand_then
from articles.queries.story_page import NamedLink
from articles.sites.snapshot import public_sites
from articles.text.languages import direction, language_tag, native_name
from articles.views.preview import Bar, render_preview

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

FIELD_NAMES = {
    "slug": gettext_lazy("words in the address"),
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
        pictures=comparison.pictures,
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


def compare_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Lead to the comparison of the two texts that were chosen, the older one first."""
    story = find_story(admin, request, story_id)
    chosen = [request.GET.get(name, "") for name in ("one", "other")]
    numbers = sorted(
        {int(number[:18]) for number in chosen if number.isascii() and number.isdigit()}
    )
    found = list(
        Revision.objects.filter(story=story, pk__in=numbers)
        .order_by("pk")
        .only("pk", "language_code")
    )
    if len(found) < 2 or found[0].language_code != found[1].language_code:
        messages.error(request, _("Choose two texts of the same language to compare."))
        return HttpResponseRedirect(reverse("admin:articles_story_history", args=[story.pk]))
    return HttpResponseRedirect(
        f"{reverse('admin:articles_story_text', args=[story.pk, found[1].pk])}?before={found[0].pk}"
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
        shown = shown_at(story, publication.site, publication.language_code, at)
        site = public_sites().with_id(publication.site_id)
        stand = stand_then(shown, publication, site) if shown and site else None
        if shown is not None and stand is not None:
            return _as_it_stood(request, shown, stand, at)
        form.add_error("at", _("Readers saw nothing of it then."))
    return show(admin, request, story, "shown", title=_("What readers saw"), form=form)


def _as_it_stood(request: HttpRequest, shown: Shown, stand: Stand, at: datetime) -> HttpResponse:
    when = date_format(timezone.localtime(at, stand.site.tzinfo), "SHORT_DATETIME_FORMAT")
    bar = Bar(
        words=_("As readers of %(site)s saw it at %(when)s (%(zone)s).")
        % {"site": stand.edition.name, "when": when, "zone": stand.site.tzinfo.key},
        action=request.path,
        kept=[("at", request.GET["at"])],
        back=NamedLink(_("Compare this text"), _text_url(shown.revision)),
    )
    page = preview_page(shown.revision, stand, at)
    return render_preview(request, page, stand, bar, at)


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
