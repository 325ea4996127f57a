"""Arranging the front page of an edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb
from articles.models import Edition, FrontPage, FrontPageSlot, Publication, Site, User
from articles.queries.front_page import PLACES
from articles.workflow.errors import ArrangedMeanwhile, ArrangementRefused, SlotObjection
from articles.workflow.log import record

# Stories and times of one front page; the home page reads all that hold.
MOST = 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A story for one place, from (None: at once) and until (None: for good)."""

    position: int
    story_id: int
    begins_at: datetime | None = None
    ends_at: datetime | None = None


@transaction.atomic
def arrange(
    site: Site, language_code: str, slots: Sequence[Slot], *, actor: User | None, base: int
) -> FrontPage:
    """Give the front page these slots and no others; the log keeps them all.

    `base` is the version that the person saw, 0 where there was none. The same slots again
    change nothing. Raises PermissionDenied, ArrangedMeanwhile or ArrangementRefused.
    """
    permissions.require(actor, Verb.CURATE, site, [language_code])
    if not Edition.objects.filter(site=site, language_code=language_code).exists():
        raise ArrangementRefused(
            [SlotObjection(None, _("The site has no edition in this language."))]
        )
    page = _locked(site, language_code, actor)
    if page.version != base:
        raise ArrangedMeanwhile(page)
    before = FrontPageSlot.objects.on(site, language_code)
    known = {_slot_of(row) for row in before}
    if known == set(slots) and page.version:
        return page
    objections = list(_against(slots, site, language_code, {slot.story_id for slot in known}))
    if objections:
        raise ArrangementRefused(objections)
    before.delete()
    FrontPageSlot.objects.bulk_create(
        FrontPageSlot(
            site=site,
            language_code=language_code,
            position=slot.position,
            story_id=slot.story_id,
            begins_at=slot.begins_at,
            ends_at=slot.ends_at,
        )
        for slot in slots
    )
    page.version += 1
    page.changed_at, page.changed_by = timezone.now(), actor
    page.save()
    record(
        Verb.CURATE,
        None,
        actor=actor,
        language_code=language_code,
        site=site,
        version=page.version,
        slots=[_written(slot) for slot in sorted(slots, key=_order)],
    )
    return page


def _locked(site: Site, language_code: str, actor: User | None) -> FrontPage:
    """Two editors are judged one after the other, from the first arrangement on."""
    page, _made = FrontPage.objects.get_or_create(
        site=site,
        language_code=language_code,
        defaults={"changed_at": timezone.now(), "changed_by": actor},
    )
    return FrontPage.objects.select_for_update().get(pk=page.pk)


def _slot_of(row: FrontPageSlot) -> Slot:
    return Slot(row.position, row.story_id, row.begins_at, row.ends_at)


def _order(slot: Slot) -> tuple[int, float]:
    return slot.position, slot.begins_at.timestamp() if slot.begins_at else float("-inf")


def _written(slot: Slot) -> dict[str, Any]:
    times = {"from": slot.begins_at, "until": slot.ends_at}
    return {"place": slot.position, "story": slot.story_id} | {
        name: at.isoformat() for name, at in times.items() if at is not None
    }


def _against(
    slots: Sequence[Slot], site: Site, language_code: str, known: set[int]
) -> Iterator[SlotObjection]:
    """`known` are the stories that stand on the page already: they may wait to be public again."""
    if len(slots) > MOST:
        words = _("A front page holds at most %(most)d stories with their times.")
        yield SlotObjection(None, words % {"most": MOST})
    seen: set[tuple[int, datetime | None]] = set()
    placed = Publication.objects.on(site, language_code).filter(
        story__in={slot.story_id for slot in slots}
    )
    now = timezone.now()
    waiting = Q(withdrawn_at__isnull=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=now))
    published = set(placed.values_list("story_id", flat=True))
    readable = set(placed.filter(waiting).values_list("story_id", flat=True))
    for number, slot in enumerate(slots):
        if not 1 <= slot.position <= PLACES:
            yield SlotObjection(number, _("The places are 1 to %(last)d.") % {"last": PLACES})
        if (slot.position, slot.begins_at) in seen:
            yield SlotObjection(number, _("Another story has this place from the same time on."))
        seen.add((slot.position, slot.begins_at))
        if slot.begins_at and slot.ends_at and slot.ends_at <= slot.begins_at:
            yield SlotObjection(number, _("It would end before it begins."))
        if slot.story_id not in published:
            yield SlotObjection(number, _("The story was never published in this edition."))
        elif slot.story_id not in readable | known:
            yield SlotObjection(number, _("Readers do not see it here any more."))
