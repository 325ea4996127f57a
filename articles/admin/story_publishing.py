"""The page on which a story is placed on sites: one form for each site where the user may."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.picture_rights import PictureNote, picture_notes
from articles.admin.story_findings import Note, answer, current_findings, notes_on
from articles.admin.story_pages import attempt, back_to, find_story, names_of, show
from articles.admin.story_panel import may_move_times
from articles.enums import Verb
from articles.forms.desk_verbs import PlacementForm, TimesForm
from articles.integrity.policy import scales_for
from articles.models import Finding, Publication, Site, Story, User
from articles.permissions import can, sites_where
from articles.queries.deliveries import shared_languages
from articles.text.languages import language_tag, native_name
from articles.translation.standing import Standing, standings

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


@dataclass(frozen=True)
class LanguageRow:
    """One language of one site's form, with what the person should know before ticking it."""

    standing: Standing
    publication: Publication | None
    notes: list[Note]
    pictures: list[PictureNote]
    option: Any
    headline: Any

    @property
    def name(self) -> str:
        return native_name(self.standing.language_code)

    @property
    def tag(self) -> str:
        return language_tag(self.standing.language_code)

    @property
    def state(self) -> str:
        """What readers of this site get now, in a word."""
        if self.publication is None:
            return ""
        return str(self.publication.public_state(self.standing.at).label)

    @property
    def kind(self) -> str:
        """The same for a style sheet."""
        return str(self.publication.public_state(self.standing.at)) if self.publication else ""

    @property
    def is_up_to_date(self) -> bool:
        """Whether readers have the newest text, or will have it at its time."""
        text = self.standing.text
        return (
            self.publication is not None
            and self.publication.withdrawn_at is None
            and text is not None
            and self.publication.revision_id == text.head_id
        )


@dataclass(frozen=True)
class SitePanel:
    """One site: its form, and its languages."""

    site: Site
    form: PlacementForm
    rows: list[LanguageRow]
    missing: list[str]
    now: str
    is_blocked: bool


@dataclass(frozen=True)
class Destination:
    """A site where the user publishes, and which languages of the story it may place there."""

    site: Site
    languages: list[str]
    # Languages of its editions in which the story is written, and which it was not offered.
    closed: list[str]

    @property
    def closed_names(self) -> str:
        return names_of(self.closed)


def publish_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Shows every site's form; acts on the one whose button was pressed."""
    story, user = find_story(admin, request, story_id), staff(request)
    if not publishes_its_languages(user, story):
        raise PermissionDenied
    there = destinations(user, story)
    findings = current_findings(story)
    asked = answer(request, findings, user)
    forms = [
        bound_placement(request, story, one.site, user, one.languages)
        for one in there
        if one.languages
    ]
    for form in forms:
        if form.is_bound and form.is_valid():
            placement = form.placement()
            if place(form, request, lambda: workflow.publish(story, actor=user, **placement)):  # noqa: B023
                return back_to(story)
    return show(
        admin,
        request,
        story,
        "publish",
        title=_("Publish"),
        panels=site_panels(story, forms, findings, user, asked),
        closed=[one for one in there if one.closed],
    )


def publishes_its_languages(user: User, story: Story) -> bool:
    """Whether the user publishes, on some site, a language that the story is written in."""
    codes = [text.language_code for text in story.translations.all()]
    return can(user, Verb.PUBLISH) and any(can(user, Verb.PUBLISH, None, code) for code in codes)


def destinations(user: User, story: Story) -> list[Destination]:
    """The story's own site first; only sites with an edition for one of its languages."""
    allowed = sites_where(user, Verb.PUBLISH)
    sites = Site.objects.prefetch_related("editions")
    if allowed is not None:
        sites = sites.filter(pk__in=allowed)
    publishable = {site: languages_for_site(user, story, site) for site in sites}
    guests = [site for site, codes in publishable.items() if codes and site.pk != story.origin_id]
    shared = shared_languages(story, guests) if guests else {}
    found = []
    for site, codes in publishable.items():
        # Whoever publishes at the origin needs no offer.
        closed = [
            code
            for code in codes
            if site.pk != story.origin_id
            and code not in shared[site.pk]
            and not can(user, Verb.PUBLISH, story.origin, code)
        ]
        found.append(Destination(site, [code for code in codes if code not in closed], closed))
    with_language = [one for one in found if one.languages or one.closed]
    return sorted(with_language, key=lambda one: one.site.pk != story.origin_id)


def languages_for_site(user: User, story: Story, site: Site) -> list[str]:
    """Languages of the site in which the story is written and the user may publish."""
    written = {text.language_code for text in story.translations.all()}
    return [
        edition.language_code
        for edition in site.editions.all()
        if edition.language_code in written and can(user, Verb.PUBLISH, site, edition.language_code)
    ]


def bound_placement(
    request: HttpRequest, story: Story, site: Site, user: User, languages: list[str]
) -> PlacementForm:
    """The form of one site; bound where it was this site's button that was pressed."""
    posted = request.method == "POST" and request.POST.get("site") == site.key
    placed = {p.language_code: p for p in story.publications.all() if p.site_id == site.pk}

    def form(data: Any, initial: dict[str, Any]) -> PlacementForm:
        return PlacementForm(
            data,
            site=site,
            story=story,
            languages=languages,
            placed=placed,
            may_override=can(user, Verb.OVERRIDE, site),
            initial=initial,
        )

    if not posted:
        return form(None, {"languages": languages_to_tick(story, placed, languages)})
    bound = form(request.POST, {})
    if {"dismiss", "take_back"} & request.POST.keys():
        # A button beside a finding was pressed: what is filled in stays, and is not judged yet.
        return form(None, {name: bound[name].data for name in bound.fields})
    return bound


def languages_to_tick(
    story: Story, placed: dict[str, Publication], languages: list[str]
) -> list[str]:
    """What has a text that readers of the site do not have yet."""
    heads = {text.language_code: text.head_id for text in story.translations.all()}
    return [
        code
        for code in languages
        if code not in placed
        or placed[code].withdrawn_at is not None
        or placed[code].revision_id != heads[code]
    ]


def place(
    form: PlacementForm, request: HttpRequest, act: Callable[[], Iterable[Publication]]
) -> bool:
    """Do what the form asks for, and say what readers get from when."""
    done: list[Publication] = []
    if not attempt(form, lambda: done.extend(act())):
        return False
    now = timezone.now()
    names = names_of(publication.language_code for publication in done)
    local = timezone.localtime(done[0].publish_at, form.site.tzinfo)
    at = f"{date_format(local, 'SHORT_DATETIME_FORMAT')} ({form.site.time_zone})"
    if done[0].publish_at > now:
        text = _("Scheduled on %(site)s for %(time)s: %(languages)s.")
    elif done[0].publish_at < now - timedelta(minutes=1):
        # A mistyped year and an imported page's own date are easily overlooked.
        text = _("Published on %(site)s, dated %(time)s: %(languages)s.")
    else:
        text = _("Published on %(site)s: %(languages)s.")
    messages.success(request, text % {"site": form.site, "time": at, "languages": names})
    return True


def times_page(
    admin: StoryAdmin, request: HttpRequest, story_id: int, publication_id: int
) -> HttpResponse:
    """Move the times of what is placed; readers keep the text that they have."""
    story, user = find_story(admin, request, story_id), staff(request)
    publication = next((p for p in story.publications.all() if p.pk == publication_id), None)
    if publication is None:
        raise Http404
    if not may_move_times(user, publication):
        raise PermissionDenied
    form = TimesForm(
        request.POST or None,
        site=publication.site,
        initial={"publish_at": publication.publish_at, "expire_at": publication.expire_at},
    )
    if form.is_valid():
        times = form.cleaned_data
        if attempt(form, lambda: workflow.reschedule(publication, actor=user, **times)):
            messages.success(request, _("The times were changed."))
            return back_to(story)
    clocks = _("By the clocks of %(zone)s, where it is now %(now)s")
    return show(
        admin,
        request,
        story,
        "verb",
        form=form,
        title=_("Change times"),
        explanation=clocks % {"zone": publication.site.time_zone, "now": now_on(publication.site)},
        button=_("Change times"),
    )


def now_on(site: Site) -> str:
    """The site's clock."""
    return date_format(timezone.localtime(timezone.now(), site.tzinfo), "SHORT_DATETIME_FORMAT")


def site_panels(
    story: Story, forms: list[PlacementForm], findings: list[Finding], user: User, asked: str
) -> list[SitePanel]:
    scales = scales_for(findings, {story.origin_id, *(form.site.pk for form in forms)})
    known = {s.language_code: s for s in standings(story, (), timezone.now())}
    pictures = picture_notes(story, timezone.now())
    return [
        site_panel(
            story,
            form,
            known,
            pictures,
            notes_on(findings, story=story, site=form.site, user=user, scales=scales, asked=asked),
        )
        for form in forms
    ]


def site_panel(
    story: Story,
    form: PlacementForm,
    known: dict[str, Standing],
    pictures: dict[str, list[PictureNote]],
    notes: list[Note],
) -> SitePanel:
    placed = {p.language_code: p for p in story.publications.all() if p.site_id == form.site.pk}
    rows = []
    for option in form["languages"].subwidgets:
        code = str(option.data["value"])
        rows.append(
            LanguageRow(
                standing=known[code],
                publication=placed.get(code),
                notes=[note for note in notes if note.finding.language_code == code],
                pictures=pictures.get(code, []),
                option=option,
                headline=form[f"headline-{code}"],
            )
        )
    editions = [edition.language_code for edition in form.site.editions.all()]
    return SitePanel(
        site=form.site,
        form=form,
        rows=rows,
        missing=[native_name(code) for code in editions if code not in known],
        now=now_on(form.site),
        is_blocked=any(note.weighed.blocks for row in rows for note in row.notes),
    )
