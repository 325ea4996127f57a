"""The page on which one front page is arranged: its places, and what stands there by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_publishing import now_on
from articles.enums import PublicState
from articles.forms.front_page import (
    PreviewForm,
    SlotForm,
    SlotFormSet,
    posted_slots,
    seen_version,
    stored_slots,
)
from articles.forms.visibility import say
from articles.models import Edition, FrontPage, FrontPageSlot, Publication, User
from articles.queries.curation import stories_to_place
from articles.queries.front_page import PLACES, SIDE, Placed, fill_places
from articles.queries.visibility import judged, not_live
from articles.sites.snapshot import public_sites
from articles.text.languages import direction, language_tag, native_name

if TYPE_CHECKING:
    from articles.admin.front_page import FrontPageAdmin


@dataclass(frozen=True, slots=True)
class Row:
    """A story for one place, with what a person should know of it."""

    form: SlotForm
    title: str
    story_id: int | None
    state: PublicState | None
    # Why readers would not find it now, in words; and where its own time stands.
    reasons: Sequence[str]
    is_shown: bool
    is_over: bool


@dataclass(slots=True)
class Place:
    """One place of the front page: the editors' stories for it, and what the rule has there."""

    number: int
    kind: str
    rows: list[Row] = field(default_factory=list)
    by_rule: Placed | None = None


def arrange_page(
    admin: FrontPageAdmin, request: HttpRequest, site_key: str, language_code: str
) -> HttpResponse:
    """Keeps what a person has arranged until it is saved: searching and adding change nothing."""
    edition = admin.find_edition(request, site_key, language_code)
    page = _page(edition)
    seen, meanwhile = seen_version(request.POST), False
    if request.method == "POST":
        slots = posted_slots(edition.site, request.POST)
        meanwhile = seen != _version(page)
        if "save" in request.POST and slots.is_valid():
            if _save(edition, slots, staff(request), seen):
                messages.success(request, _("The front page was arranged."))
                return HttpResponseRedirect(request.path)
            page = _page(edition)
            meanwhile = seen != _version(page)
    else:
        slots = stored_slots(edition.site, _stored(edition))
    return TemplateResponse(
        request,
        "admin/articles/frontpage/arrange.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": _("Front page: %(edition)s") % {"edition": edition.name},
            "edition": edition,
            "tag": language_tag(language_code),
            "direction": direction(language_code),
            "language": native_name(language_code),
            "page": page,
            "version": _version(page),
            "theirs": _theirs(edition) if meanwhile else [],
            "meanwhile": meanwhile,
            "is_unsaved": request.method == "POST",
            "preview": PreviewForm(site=edition.site),
            "now": now_on(edition.site),
            "last_place": PLACES,
            "public_url": _public_url(edition),
            **_arranged(edition, slots, staff(request), page),
            **_found(request, edition, slots),
        },
    )


def _page(edition: Edition) -> FrontPage | None:
    pages = FrontPage.objects.filter(site=edition.site, language_code=edition.language_code)
    return pages.select_related("changed_by").first()


def _version(page: FrontPage | None) -> int:
    return page.version if page else 0


def _stored(edition: Edition) -> list[FrontPageSlot]:
    return list(FrontPageSlot.objects.on(edition.site, edition.language_code).in_order())


def _theirs(edition: Edition) -> list[tuple[int, str]]:
    """What somebody else arranged meanwhile: places and headlines."""
    rows = _stored(edition)
    titles = {
        story_id: _title(publication)
        for story_id, publication in _publications(edition, {row.story_id for row in rows}).items()
    }
    return [(row.position, titles.get(row.story_id, f"#{row.story_id}")) for row in rows]


def _save(edition: Edition, slots: SlotFormSet, user: User, base: int) -> bool:
    """Whether it was done; a refusal is in the forms, and somebody else's work is left alone."""
    try:
        workflow.arrange(edition.site, edition.language_code, slots.slots(), actor=user, base=base)
    except workflow.ArrangementRefused as refused:
        slots.refuse(refused)
        return False
    except workflow.ArrangedMeanwhile:
        return False
    return True


def _arranged(
    edition: Edition, slots: SlotFormSet, user: User, page: FrontPage | None
) -> dict[str, Any]:
    """The places with the rows of the form, and what readers would see now with them."""
    now = timezone.now()
    shown = _shown(edition, slots, user, _version(page), now)
    by_number = {placed.place: placed for placed in shown}
    places = [
        Place(number, _kind(number), by_rule=_by_rule(by_number.get(number)))
        for number in range(1, PLACES + 1)
    ]
    known = _publications(edition, {form.story_id for form in slots.forms if form.story_id})
    nowhere = []
    by_hand = {(placed.chosen_place, placed.card.story_id) for placed in shown}
    for form in sorted(slots.forms, key=_begin, reverse=True):
        row = _row(form, known, edition, by_hand, now)
        if form.place is None:
            nowhere.append(row)
        else:
            places[form.place - 1].rows.append(row)
    return {"slots": slots, "places": places, "nowhere": nowhere}


def _begin(form: SlotForm) -> str:
    """Moments as the browser writes them sort as text; what has none stands there longest."""
    value = form["begins_at"].value()
    return value.isoformat() if isinstance(value, datetime) else str(value or "")


def _shown(
    edition: Edition, slots: SlotFormSet, user: User, base: int, now: datetime
) -> list[Placed]:
    """What readers see now; with slots that are not saved, what they would see.

    Those are arranged and taken back, so that there is one definition of what stands where.
    """
    site = public_sites().with_id(edition.site_id)
    public = site.edition(edition.language_code) if site else None
    if site is None or public is None:
        return []
    with transaction.atomic():
        if slots.is_bound and slots.is_valid():
            _save(edition, slots, user, base)
        placed = fill_places(site, public, now)
        transaction.set_rollback(True)
    return placed


def _by_rule(placed: Placed | None) -> Placed | None:
    return placed if placed is not None and placed.chosen_place is None else None


def _kind(number: int) -> str:
    if number == 1:
        return _("Lead story")
    return _("Beside the lead") if number <= 1 + SIDE else _("Row below")


def _publications(edition: Edition, stories: set[int]) -> dict[int, Any]:
    """Of this edition, by story, with their revisions and what makes them public. One query."""
    rows = Publication.objects.on(edition.site, edition.language_code).filter(story__in=stories)
    return {row.story_id: row for row in judged(rows, timezone.now()).select_related("revision")}


def _title(publication: Publication) -> str:
    return publication.headline or publication.revision.title


def _row(
    form: SlotForm,
    known: dict[int, Any],
    edition: Edition,
    by_hand: set[tuple[int | None, int]],
    now: datetime,
) -> Row:
    story_id = form.story_id
    publication = known.get(story_id or 0)
    slot = form.slot() if form.is_bound and form.is_valid() else None
    begins = slot.begins_at if slot else form.initial.get("begins_at")
    ends = slot.ends_at if slot else form.initial.get("ends_at")
    holds = (begins is None or begins <= now) and (ends is None or ends > now)
    return Row(
        form=form,
        title=_title(publication) if publication else f"#{story_id or '?'}",
        story_id=story_id if publication else None,
        state=publication.public_state(now) if publication else None,
        reasons=[say(r, edition.site) for r in not_live(publication, now)] if publication else [],
        is_shown=holds and (form.place, story_id) in by_hand,
        is_over=ends is not None and ends <= now,
    )


def _found(request: HttpRequest, edition: Edition, slots: SlotFormSet) -> dict[str, Any]:
    """The stories that a person looks for, beside those that are on the page."""
    words, now = request.POST.get("q", ""), timezone.now()
    found = stories_to_place(
        edition.site,
        edition.language_code,
        words,
        now,
        without={form.story_id for form in slots.forms if form.story_id},
    )
    return {
        "words": words,
        "found": [
            (publication, _title(publication), publication.public_state(now))
            for publication in found
        ],
    }


def _public_url(edition: Edition) -> str:
    site = public_sites().with_id(edition.site_id)
    public = site.edition(edition.language_code) if site else None
    return site.absolute(public.path) if site and public else ""
