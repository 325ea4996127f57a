"""One story in a release: on which sites, in which languages; and the way there from the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.release_page import standing_of
from articles.admin.story_pages import attempt, can_publish_anywhere, find_story, show
from articles.admin.story_publishing import languages_to_tick, now_on
from articles.enums import PublicState, ReleaseState, Verb
from articles.forms.releasing import ChooseReleaseForm, PartsForm
from articles.models import Publication, Release, ReleaseItem, Site, Story, StoryTranslation, User
from articles.permissions import can, sites_where
from articles.queries.deliveries import deliveries_of
from articles.queries.desk import stories_for_desk
from articles.queries.releases import open_parts
from articles.text.languages import language_tag, native_name
from articles.workflow.sharing import unshared

if TYPE_CHECKING:
    from articles.admin.release import ReleaseAdmin
    from articles.admin.story import StoryAdmin


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language of one site's form."""

    code: str
    option: Any
    headline: Any
    text: StoryTranslation | None
    publication: Publication | None

    @property
    def name(self) -> str:
        return native_name(self.code)

    @property
    def tag(self) -> str:
        return language_tag(self.code)

    @property
    def state(self) -> PublicState | None:
        """What readers of this site get now."""
        return self.publication.public_state(timezone.now()) if self.publication else None


@dataclass(frozen=True, slots=True)
class SitePanel:
    form: PartsForm
    rows: list[LanguageRow]
    now: str


@dataclass(frozen=True, slots=True)
class InRelease:
    """A release that has not gone out, and where it places a story."""

    release: Release
    kind: str
    state: str
    where: list[tuple[Site, str]]


def parts_page(
    admin: ReleaseAdmin, request: HttpRequest, release_id: int, story_id: int
) -> HttpResponse:
    """All sites in one form; what is unticked leaves the release."""
    user = staff(request)
    release: Release | None = admin.get_queryset(request).filter(pk=release_id).first()
    story: Story | None = stories_for_desk(user).filter(pk=story_id).first()
    if release is None or story is None:
        raise Http404
    items = list(release.items.select_related("site").filter(story=story))
    if release.state != ReleaseState.PLANNED or not can(user, Verb.PUBLISH):
        raise PermissionDenied
    forms = _forms(request, story, items, user)
    if request.method == "POST" and _place(release, story, forms, items, user):
        messages.success(request, _("The release has the story as you want it."))
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[release.pk]))
    return TemplateResponse(
        request,
        "admin/articles/release/parts.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": _("Which sites and languages"),
            "release": release,
            "story": story,
            "panels": [_panel(story, form) for form in forms],
        },
    )


def choose_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """From the story: to one of the releases that are planned, or to a new one."""
    story, user = find_story(admin, request, story_id), staff(request)
    if not can_publish_anywhere(user, story, deliveries_of(story, user)):
        raise PermissionDenied
    home = _home(story, user)
    releases = Release.objects.for_user(user).filter(state=ReleaseState.PLANNED)
    form = ChooseReleaseForm(
        request.POST or None,
        releases=releases.select_related("site"),
        may_plan=home is not None,
    )
    if form.is_valid():
        chosen: Release | None = form.cleaned_data["release"]
        if chosen is None and home is not None:
            chosen = workflow.plan_release(home, name=form.cleaned_data["name"], actor=user)
        if chosen is not None:
            return HttpResponseRedirect(
                reverse("admin:articles_release_parts", args=[chosen.pk, story.pk])
            )
    return show(
        admin,
        request,
        story,
        "verb",
        form=form,
        title=_("Add to a release"),
        explanation=_(
            "What is in a release goes out in one instant, on all its sites and in all its "
            "languages, or not at all."
        ),
        button=_("Choose sites and languages"),
    )


def in_releases(story: Story, user: User) -> list[InRelease]:
    """For the page of the story. One query."""
    found: dict[int, InRelease] = {}
    for part in open_parts(story, user, timezone.now()):
        kind, state = standing_of(part.release)
        one = found.setdefault(part.release_id, InRelease(part.release, kind, state, []))
        one.where.append((part.site, native_name(part.language_code)))
    return list(found.values())


def _home(story: Story, user: User) -> Site | None:
    """Whose a new release is: the story's own site, else the first on which they publish."""
    sites = sites_where(user, Verb.PUBLISH)
    rows = Site.objects.order_by("key")
    mine = list(rows if sites is None else rows.filter(pk__in=sites))
    return next((site for site in mine if site.pk == story.origin_id), mine[0] if mine else None)


def _forms(
    request: HttpRequest, story: Story, items: Sequence[ReleaseItem], user: User
) -> list[PartsForm]:
    """The story's own site first; only sites and languages that are this person's to place."""
    allowed = sites_where(user, Verb.PUBLISH)
    sites = Site.objects.prefetch_related("editions").order_by("key")
    if allowed is not None:
        sites = sites.filter(pk__in=allowed)
    asked = [
        (story, site, edition.language_code)
        for site in sorted(sites, key=lambda site: site.pk != story.origin_id)
        for edition in site.editions.all()
        if can(user, Verb.PUBLISH, site, edition.language_code)
    ]
    withheld = {(site.pk, code) for _story, site, code in unshared(asked, user)}
    by_site: dict[Site, list[str]] = {}
    for _one, site, code in asked:
        if (site.pk, code) not in withheld:
            by_site.setdefault(site, []).append(code)
    return [
        _form(request, story, site, codes, [item for item in items if item.site_id == site.pk])
        for site, codes in by_site.items()
    ]


def _form(
    request: HttpRequest,
    story: Story,
    site: Site,
    codes: list[str],
    parts: list[ReleaseItem],
) -> PartsForm:
    placed = {p.language_code: p for p in story.publications.all() if p.site_id == site.pk}
    written = {text.language_code for text in story.translations.all()}
    ticked = [part.language_code for part in parts]
    if not ticked and site.pk == story.origin_id:
        ticked = languages_to_tick(story, placed, [code for code in codes if code in written])
    return PartsForm(
        request.POST if request.method == "POST" else None,
        site=site,
        story=story,
        languages=codes,
        parts=parts,
        placed=placed,
        ticked=ticked,
    )


def _place(
    release: Release,
    story: Story,
    forms: Sequence[PartsForm],
    items: Sequence[ReleaseItem],
    user: User,
) -> bool:
    """All sites, or none of them; each form gets what is wrong with it."""
    # Every form is asked, so that a person sees all faults at once.
    if not all([form.is_valid() for form in forms]):  # noqa: C419
        return False
    with transaction.atomic():
        done = [
            attempt(form, partial(_place_on, release, story, form, items, user)) for form in forms
        ]
        if not all(done):
            transaction.set_rollback(True)
    return all(done)


def _place_on(
    release: Release, story: Story, form: PartsForm, items: Sequence[ReleaseItem], user: User
) -> None:
    part = form.part()
    gone = [
        item
        for item in items
        if item.site_id == form.site.pk
        and item.language_code in form.codes
        and item.language_code not in part["languages"]
    ]
    if gone:
        workflow.remove_from_release(release, gone, actor=user)
    if part["languages"]:
        workflow.add_to_release(release, story, actor=user, **part)


def _panel(story: Story, form: PartsForm) -> SitePanel:
    texts = {text.language_code: text for text in story.translations.all()}
    placed = {p.language_code: p for p in story.publications.all() if p.site_id == form.site.pk}
    rows = []
    for option in form["languages"].subwidgets:
        code = str(option.data["value"])
        headline = form[f"headline-{code}"]
        rows.append(LanguageRow(code, option, headline, texts.get(code), placed.get(code)))
    return SitePanel(form, rows, now_on(form.site))
