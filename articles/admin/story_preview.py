"""Previews at the desk: the page of a story as a site would show it, saved or only typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.story_pages import find_story
from articles.forms.story_text import StoryTextFormSet
from articles.models import Byline, Revision, Story
from articles.queries.preview_links import head_of
from articles.queries.previews import places, preview_page, stand_now
from articles.queries.story_page import NamedLink
from articles.sites.public import PublicSite
from articles.text.languages import language_tag, native_name
from articles.views.preview import LANGUAGE, SITE, WIDTH, Bar, Choice, render_preview

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

REVISION = "revision"


@dataclass(frozen=True)
class Chosen:
    """The language and site that are looked at, among all there are."""

    code: str
    site: PublicSite
    places: Mapping[str, Sequence[PublicSite]]

    @property
    def languages(self) -> list[Choice]:
        return [
            Choice(code, native_name(code), code == self.code, language_tag(code))
            for code in self.places
        ]

    @property
    def sites(self) -> list[Choice]:
        return [
            Choice(site.key, edition.name, site.id == self.site.id, edition.tag)
            for site in self.places[self.code]
            if (edition := site.edition(self.code))
        ]


def preview_story(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """GET shows what is saved; POST what stands in the form, of which nothing is saved."""
    story = find_story(admin, request, story_id)
    if request.method == "POST":
        return _typed(admin, request, story)
    if number := request.GET.get(REVISION):
        return _earlier(request, story, number)
    choice = _choose(request.GET, story, _written(story))
    revision = head_of(story, choice.code)
    if revision is None:
        raise Http404
    bar = Bar(
        words=_saved_words(revision),
        action=request.path,
        languages=choice.languages,
        sites=choice.sites,
        back=_back(story),
    )
    return _render(request, story, revision, choice.site, bar)


def preview_new_story(admin: StoryAdmin, request: HttpRequest) -> HttpResponse:
    """A story that was never saved."""
    if request.method != "POST":
        raise Http404
    return _typed(admin, request, None)


def _earlier(request: HttpRequest, story: Story, number: str) -> HttpResponse:
    """One text of the history, as it would be shown now."""
    revisions = Revision.objects.select_related("created_by", "lead_image", "source")
    known = number.isascii() and number.isdigit() and len(number) < 19
    revision = revisions.filter(story=story, pk=number).first() if known else None
    if revision is None:
        raise Http404
    choice = _choose(request.GET, story, [revision.language_code])
    bar = Bar(
        words=_saved_words(revision),
        action=request.path,
        kept=[(REVISION, number)],
        sites=choice.sites,
        back=_back(story),
    )
    return _render(request, story, revision, choice.site, bar)


def _typed(admin: StoryAdmin, request: HttpRequest, story: Story | None) -> HttpResponse:
    """Checked and sanitised as for a save; what a save would refuse is told instead."""
    changes = story is not None
    may = (
        admin.has_change_permission(request, story)
        if changes
        else admin.has_add_permission(request)
    )
    if not may:
        raise PermissionDenied
    form = admin.get_form(request, story, change=changes)(
        request.POST, request.FILES, instance=story
    )
    form_is_valid = form.is_valid()
    typed: Story = form.instance
    # As the form's own view does it, with what that passes over for those who may only look.
    formsets, _inlines = admin._create_formsets(request, typed, change=changes)  # type: ignore[attr-defined]
    if not (all_valid(formsets) and form_is_valid):
        return _refused(admin, request, form, formsets)
    texts = next(formset for formset in formsets if isinstance(formset, StoryTextFormSet))
    written = {one.code: one.instance for one in texts if one.instance.pk or one.has_changed()}
    choice = _choose(request.POST, typed, list(written))
    text = written[choice.code]
    revision = Revision(
        story_id=typed.pk,
        language_code=choice.code,
        title=text.title,
        dek=text.dek,
        body=text.body,
        slug=text.slug,
        lead_image=typed.lead_image,
        source=typed.source,
        author_ids=_author_ids(formsets, typed),
        tag_ids=_tag_ids(form, typed),
    )
    bar = Bar(
        words=_("With what is typed. Nothing of it has been saved."),
        action=request.path,
        method="post",
        kept=[
            (name, value)
            for name, values in request.POST.lists()
            if name not in {LANGUAGE, SITE, WIDTH}
            for value in values
        ],
        languages=choice.languages,
        sites=choice.sites,
    )
    return _render(request, typed, revision, choice.site, bar)


def _author_ids(formsets: Sequence[Any], story: Story) -> list[int]:
    """Of whoever may not change the byline, the one that the story has."""
    formset = next(each for each in formsets if each.model is Byline)
    if story.pk and not formset.has_changed():
        return list(story.bylines.values_list("author_id", flat=True))
    rows = [form.instance for form in formset.forms if form not in formset.deleted_forms]
    signed = [row for row in rows if row.author_id]
    return [row.author_id for row in sorted(signed, key=lambda row: row.position or 0)]


def _tag_ids(form: Any, story: Story) -> list[int]:
    """Of whoever may not choose tags, those that the story has."""
    tags = form.cleaned_data.get("tags", story.tags.all() if story.pk else ())
    return sorted(tag.pk for tag in tags)


def _refused(
    admin: StoryAdmin, request: HttpRequest, form: Any, formsets: Sequence[Any]
) -> HttpResponse:
    texts = [
        (each.label if isinstance(formset, StoryTextFormSet) else "", each)
        for formset in formsets
        for each in formset.forms
        if each.errors
    ]
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("This cannot be previewed yet"),
        "forms": [*([("", form)] if form.errors else []), *texts],
        "formset_errors": [error for formset in formsets for error in formset.non_form_errors()],
    }
    return TemplateResponse(
        request, "admin/articles/story/preview_refused.html", context, status=422
    )


def _render(
    request: HttpRequest, story: Story, revision: Revision, site: PublicSite, bar: Bar
) -> HttpResponse:
    at: datetime = timezone.now()
    edition = site.edition(revision.language_code)
    assert edition is not None  # `places` names no other site.
    stand = stand_now(story, revision, site, edition, at)
    if stand.is_read:
        bar = replace(bar, state=_("Readers of the site see this text."))
    return render_preview(request, preview_page(revision, stand, at), stand, bar, at)


def _written(story: Story) -> list[str]:
    """Languages of the story, the original first."""
    codes = [text.language_code for text in story.translations.all() if text.head_id]
    return sorted(codes, key=lambda code: (code != story.original_language, code))


def _choose(asked: Any, story: Story, codes: Collection[str]) -> Chosen:
    """The language and site that are asked for, as far as they are there; else the first."""
    sites = {code: found for code, found in places(story, codes).items() if found}
    if not sites:
        raise Http404
    code = asked.get(LANGUAGE, "")
    if code not in sites:
        code = story.original_language if story.original_language in sites else next(iter(sites))
    wanted = [site for site in sites[code] if site.key == asked.get(SITE)]
    return Chosen(code, (wanted or list(sites[code]))[0], sites)


def _saved_words(revision: Revision) -> str:
    return _("Saved by %(who)s, %(when)s") % {
        "who": revision.created_by or _("The system"),
        "when": date_format(timezone.localtime(revision.created_at), "SHORT_DATETIME_FORMAT"),
    }


def _back(story: Story) -> NamedLink:
    return NamedLink(
        _("Back to the story"), reverse("admin:articles_story_change", args=[story.pk])
    )
