"""The page of one release: what is in it, what is not ready and why, and what may be done now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import about
from articles.admin.story_publishing import now_on
from articles.enums import PublicState, ReleaseState, Verb
from articles.forms.releasing import CancelReleaseForm, ReleaseTimeForm
from articles.forms.sections import name_of
from articles.models import Publication, Release, ReleaseItem, Site, Story, User
from articles.permissions import can
from articles.queries.releases import key_of, parts_of, publications_of, still_placed
from articles.text.languages import direction, language_tag, native_name
from articles.workflow.errors import Objection
from articles.workflow.releasing import may_be_overridden, object_to_parts

if TYPE_CHECKING:
    from articles.admin.release import ReleaseAdmin

# Stories that a search offers.
FOUND = 10
DONE = {
    "now": gettext_lazy("Released: readers have all of it."),
    "at": gettext_lazy("All of it will be public at its time."),
    "move": gettext_lazy("The time was changed for all of it."),
    "cancel": gettext_lazy("The release was cancelled."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One text on one site, with how it stands."""

    item: ReleaseItem
    # Empty where the person may not read the story.
    title: str
    tag: str
    direction: str
    language: str
    section: str
    kind: str
    state: str
    objections: Sequence[Objection] = ()
    note: str = ""
    may_remove: bool = False
    mend: Sequence[tuple[str, str]] = ()


@dataclass(slots=True)
class Offered:
    """The forms for what this person may do with the release now."""

    time: ReleaseTimeForm | None = None
    cancel: CancelReleaseForm | None = None
    may_override: bool = False
    may_add: bool = False
    # Why the time is not theirs to decide.
    withheld: list[str] = field(default_factory=list)


def release_page(admin: ReleaseAdmin, request: HttpRequest, release: Release) -> HttpResponse:
    """Shows it; a button posts `action`, and comes back here."""
    user, now = staff(request), timezone.now()
    items = list(
        parts_of(release).prefetch_related("section__translations", "story__section__translations")
    )
    offered = _offered(request, release, items, user)
    if request.method == "POST" and _act(request, release, items, offered):
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[release.pk]))
    stories = _readable(user, items)
    found: dict[ReleaseItem, list[Objection]] = {}
    if release.state == ReleaseState.PLANNED and items:
        found = object_to_parts(items, user, None)
    placed = publications_of(items) if items else {}
    parts = [
        _part(
            item,
            stories.get(item.story_id),
            placed.get(key_of(item)),
            objections=found.get(item, ()),
            user=user,
        )
        for item in items
    ]
    # A reason helps only where nothing but findings stands in the way.
    offered.may_override &= any(found.values()) and may_be_overridden(found)
    kind, label = standing_of(release)
    return TemplateResponse(
        request,
        "admin/articles/release/page.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": release.name,
            "release": release,
            "kind": kind,
            "state": label,
            "at": moment_on(release.site, release),
            "clock": now_on(release.site),
            "is_out": release.is_out(now),
            "parts": parts,
            "not_ready": sum(bool(part.objections) for part in parts),
            "story_count": len({item.story_id for item in items}),
            "offered": offered,
            "query": request.GET.get("q", "").strip(),
            "hits": _hits(admin, request, user) if offered.may_add else [],
        },
    )


def standing_of(release: Release) -> tuple[str, str]:
    """How it stands, for a style sheet and in a word."""
    if release.is_out(timezone.now()):
        return str(PublicState.LIVE), _("Released")
    kinds = {ReleaseState.SCHEDULED: "scheduled", ReleaseState.CANCELLED: "withdrawn"}
    return kinds.get(ReleaseState(release.state), "draft"), str(ReleaseState(release.state).label)


def keeps(user: User, release: Release, items: Sequence[ReleaseItem]) -> bool:
    """Whether they may put something into the release, or take it out."""
    sites = [release.site, *(item.site for item in items)]
    return any(can(user, Verb.PUBLISH, site) for site in sites)


def moment_on(site: Site, release: Release) -> str:
    """Its time by the clocks of its site."""
    if release.publish_at is None:
        return ""
    local = timezone.localtime(release.publish_at, site.tzinfo)
    return f"{date_format(local, 'SHORT_DATETIME_FORMAT')} ({site.time_zone})"


# --- what may be done -----------------------------------------------------------------------------


def _offered(
    request: HttpRequest, release: Release, items: Sequence[ReleaseItem], user: User
) -> Offered:
    waits = release.waits(timezone.now())
    is_planned = release.state == ReleaseState.PLANNED
    offered = Offered(may_add=is_planned and keeps(user, release, items))
    if not (is_planned or waits):
        return offered
    withheld = [
        about(item.site, native_name(item.language_code))
        for item in items
        if not can(user, Verb.PUBLISH, item.site, item.language_code)
    ]
    offered.withheld = list(dict.fromkeys(withheld))
    if withheld or not (items or can(user, Verb.PUBLISH, release.site)):
        return offered
    action = request.POST.get("action", "")
    if items:
        offered.time = ReleaseTimeForm(
            request.POST if action in {"now", "at", "move"} else None,
            site=release.site,
            must_say_when=action != "now",
            initial={"publish_at": release.publish_at},
        )
        offered.may_override = all(can(user, Verb.OVERRIDE, item.site) for item in items)
    offered.cancel = CancelReleaseForm(request.POST if action == "cancel" else None)
    return offered


def _act(
    request: HttpRequest, release: Release, items: Sequence[ReleaseItem], offered: Offered
) -> bool:
    """Do what the button says; whether there is nothing more to ask."""
    user, action = staff(request), request.POST.get("action", "")
    if action.startswith("remove-"):
        return _remove(request, release, items, action.removeprefix("remove-"))
    form: Form | None = offered.cancel if action == "cancel" else offered.time
    verbs: dict[str, Callable[[dict[str, Any]], Release]] = {
        "now": lambda data: workflow.publish_release(
            release, actor=user, override_reason=data["override_reason"]
        ),
        "at": lambda data: workflow.publish_release(
            release,
            actor=user,
            publish_at=data["publish_at"],
            override_reason=data["override_reason"],
        ),
        "move": lambda data: workflow.move_release(
            release, actor=user, publish_at=data["publish_at"]
        ),
        "cancel": lambda data: workflow.cancel_release(release, actor=user, reason=data["reason"]),
    }
    if form is None and not (action not in verbs and offered.may_add):
        raise PermissionDenied
    if form is None or action not in verbs:
        messages.error(request, _("Press one of the buttons: nothing was done."))
        return False
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            verbs[action](form.cleaned_data)
    except workflow.ReleaseRefused as refused:
        for objection in refused.against_all:
            form.add_error(None, objection.message)
        if refused.by_item:
            _name_parts(form, refused, user)
        return False
    messages.success(request, str(DONE[action]))
    return True


def _name_parts(form: Form, refused: workflow.ReleaseRefused, user: User) -> None:
    """Every reason, with the text and the site that it is about."""
    form.add_error(None, _("Nothing was done, because some parts are not ready:"))
    stories = _readable(user, list(refused.by_item))
    for item, objections in refused.by_item.items():
        title = _title(stories.get(item.story_id), item)[0] or f"#{item.story_id}"
        subject = f"{title} · {item.site} · {native_name(item.language_code)}"
        for objection in objections:
            form.add_error(None, about(subject, objection.message))


def _remove(
    request: HttpRequest, release: Release, items: Sequence[ReleaseItem], number: str
) -> bool:
    chosen = [item for item in items if str(item.pk) == number]
    try:
        workflow.remove_from_release(release, chosen, actor=staff(request))
    except workflow.ReleaseRefused as refused:
        for objection in refused.against_all:
            messages.error(request, objection.message)
    return True


# --- what is shown --------------------------------------------------------------------------------


def _readable(user: User, items: Sequence[ReleaseItem]) -> dict[int, Story]:
    """Stories that the person may read: of others a release tells no more than that they are."""
    stories: Any = Story.objects.for_user(user).filter(pk__in={item.story_id for item in items})
    return {story.pk: story for story in stories.prefetch_related("translations")}


def _title(story: Story | None, item: ReleaseItem) -> tuple[str, str]:
    """In the part's own language, else the original's; with the language."""
    if story is None:
        return "", item.language_code
    texts = {text.language_code: text.title for text in story.translations.all()}
    for code in (item.language_code, story.original_language):
        if texts.get(code):
            return texts[code], code
    return f"#{story.pk}", item.language_code


def _part(
    item: ReleaseItem,
    story: Story | None,
    publication: Publication | None,
    *,
    objections: Sequence[Objection],
    user: User,
) -> Part:
    release = item.release
    title, code = _title(story, item)
    kind, state = _state(item, release, publication, objections)
    section = item.section or (item.story.section if item.site_id == item.story.origin_id else None)
    is_planned = release.state == ReleaseState.PLANNED
    return Part(
        item=item,
        title=title,
        tag=language_tag(code),
        direction=direction(code),
        language=native_name(item.language_code),
        section=name_of(section) if section and story is not None else "",
        kind=kind,
        state=state,
        objections=objections if story is not None else (),
        note=_note(story, item, publication) if is_planned else "",
        may_remove=is_planned
        and any(
            can(user, Verb.PUBLISH, site, language)
            for site, language in ((release.site, None), (item.site, item.language_code))
        ),
        mend=list(_mend(item, objections)) if story is not None else (),
    )


def _state(
    item: ReleaseItem,
    release: Release,
    publication: Publication | None,
    objections: Sequence[Objection],
) -> tuple[str, str]:
    if release.state == ReleaseState.PLANNED:
        return ("missing", _("Not ready")) if objections else ("approved", _("Ready"))
    if release.state == ReleaseState.CANCELLED:
        return "draft", ""
    if publication is None:
        return "withdrawn", str(PublicState.WITHDRAWN.label)
    now = timezone.now()
    state = publication.public_state(now)
    if state == PublicState.SCHEDULED and not still_placed(release, publication):
        return str(state), _("Has a time of its own")
    return str(state), str(state.label)


def _note(story: Story | None, item: ReleaseItem, publication: Publication | None) -> str:
    """What somebody should know before they choose a time."""
    if publication is None or story is None:
        return ""
    if publication.public_state(timezone.now()) != PublicState.LIVE:
        return ""
    heads = {text.language_code: text.head_id for text in story.translations.all()}
    if publication.revision_id == heads.get(item.language_code):
        return _("Readers have this text already.")
    return _(
        "Readers see an older text. The newer one goes out if you release now; it cannot wait for "
        "a time."
    )


def _mend(item: ReleaseItem, objections: Sequence[Objection]) -> Any:
    """Where what stands against a part is put right."""
    story = item.story_id
    if any(objection.rule for objection in objections):
        page = reverse("admin:articles_story_findings", args=[story])
        yield f"{page}#findings-{item.language_code}", _("Findings")
    if any(not objection.language_code for objection in objections):
        yield reverse("admin:articles_release_parts", args=[item.release_id, story]), _("Place it")
    if any(objection.language_code and not objection.rule for objection in objections):
        page = reverse("admin:articles_story_change", args=[story])
        yield f"{page}#text-{item.language_code}", _("Open the text")


def _hits(admin: ReleaseAdmin, request: HttpRequest, user: User) -> list[tuple[int, str, str, str]]:
    """Stories that the search finds: number, title, language, and the site they come from."""
    words = request.GET.get("q", "").strip()
    if not words:
        return []
    desk: Any = admin.admin_site.get_model_admin(Story)
    stories: Any = Story.objects.for_user(user, Verb.PUBLISH).order_by("-updated_at", "-pk")
    found, doubles = desk.get_search_results(request, stories, words)
    rows = (found.distinct() if doubles else found).select_related("origin")
    return [
        (
            story.pk,
            str(story.original() or f"#{story.pk}"),
            language_tag(story.original_language),
            str(story.origin),
        )
        for story in rows.prefetch_related("translations")[:FOUND]
    ]
