"""Several stories, languages and sites in one instant: all of them, or none.

Nobody does anything at that instant. Every part is published for the same moment, now or later,
by the verb `publish`, and all of them in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import PublicState, ReleaseState, Verb, WorkflowState
from articles.models import Publication, Release, ReleaseItem, Story, StoryTranslation, User
from articles.queries.releases import (
    Key,
    in_other_releases,
    key_of,
    parts_of,
    publications_of,
    still_placed,
)
from articles.workflow.errors import Objection, PublicationRefused, ReleaseRefused
from articles.workflow.log import record
from articles.workflow.objections import Wish, object_to
from articles.workflow.planning import locked, planned
from articles.workflow.publish import publish, reschedule
from articles.workflow.sharing import not_offered, unshared
from articles.workflow.take_down import withdraw


@transaction.atomic
def publish_release(
    release: Release,
    *,
    actor: User | None,
    publish_at: datetime | None = None,
    override_reason: str = "",
) -> Release:
    """Let readers see every part at one moment, now (None) or later; or refuse the whole.

    A text that is live already keeps its time and changes now. It cannot wait for a later
    moment, since its publication shows one revision. Raises PermissionDenied where the person
    may not publish a part, and ReleaseRefused with everything that stands against any part.
    """
    release = planned(release)
    items = _locked_parts(release, actor)
    if not items:
        raise ReleaseRefused({}, [Objection("", _("There is nothing in the release yet."))])
    now = timezone.now()
    if publish_at is not None:
        _require_to_come(publish_at, now)
    found = object_to_parts(items, actor, publish_at)
    if any(found.values()) and not (override_reason.strip() and may_be_overridden(found)):
        raise ReleaseRefused(found)
    _remember(items)
    moment = publish_at or now
    live = {
        key
        for key, publication in publications_of(items).items()
        if publication.public_state(now) == PublicState.LIVE
    }
    refused: dict[ReleaseItem, list[Objection]] = {}
    for group in _as_published(items, live):
        try:
            _publish(group, None if key_of(group[0]) in live else moment, actor, override_reason)
        except PublicationRefused as error:
            # Only what changed since it was asked above, and what publishing found out itself.
            refused |= {item: _about(item, error.objections) for item in group}
    if refused:
        raise ReleaseRefused(refused)
    release = _decide(release, ReleaseState.SCHEDULED, moment, actor=actor)
    _record(Verb.RELEASE, release, items)
    return release


@transaction.atomic
def move_release(release: Release, *, actor: User | None, publish_at: datetime) -> Release:
    """Give all parts another moment, before the one they have has come; all, or none.

    Refused where somebody has taken a part down since, or given it a time of its own.
    """
    release = locked(release)
    now = timezone.now()
    _require_waiting(release, now)
    items = _locked_parts(release, actor)
    _require_to_come(publish_at, now)
    placed = publications_of(items)
    refused: dict[ReleaseItem, list[Objection]] = {}
    for item in items:
        publication = placed.get(key_of(item))
        if publication is None or not still_placed(release, publication):
            refused[item] = [_changed_since(item, publication)]
            continue
        try:
            reschedule(
                publication, actor=actor, publish_at=publish_at, expire_at=publication.expire_at
            )
        except PublicationRefused as error:
            refused[item] = list(error.objections)
    if refused:
        raise ReleaseRefused(refused)
    release = _decide(release, ReleaseState.SCHEDULED, publish_at, actor=actor)
    _record(Verb.RELEASE, release, items)
    return release


@transaction.atomic
def cancel_release(release: Release, *, actor: User | None, reason: str = "") -> Release:
    """Give a release up before its time: what it placed is taken back, and readers never see it.

    What nobody had placed before it leaves no trace but in the log; its texts have again the
    state that they had. Parts that somebody has moved or taken down since are left as they are.
    """
    release = locked(release)
    items = _locked_parts(release, actor)
    if release.state != ReleaseState.PLANNED:
        _require_waiting(release, timezone.now())
        _take_back(release, items, actor, reason.strip())
    release = _decide(release, ReleaseState.CANCELLED, None, actor=actor, reason=reason.strip())
    _record(Verb.CANCEL_RELEASE, release, items)
    return release


def object_to_parts(
    items: Sequence[ReleaseItem], actor: User | None, publish_at: datetime | None
) -> dict[ReleaseItem, list[Objection]]:
    """Everything that stands against each part, at this moment or (None) now.

    Costs as many queries for many parts as for one. That the person may publish is not asked.
    """
    wishes = {
        item: Wish(
            story=item.story,
            site=item.site,
            language_code=item.language_code,
            section=item.section,
            publish_at=publish_at,
            expire_at=item.expire_at,
        )
        for item in items
    }
    found = object_to(list(wishes.values()))
    asked = [(item.story, item.site, item.language_code) for item in items]
    withheld = {(story.pk, site.pk, code) for story, site, code in unshared(asked, actor)}
    others = in_other_releases(items, timezone.now())
    return {
        item: [
            *found[wish],
            *([_withheld(item)] if key_of(item) in withheld else ()),
            *([_in_another(item, others[key_of(item)])] if key_of(item) in others else ()),
        ]
        for item, wish in wishes.items()
    }


def may_be_overridden(found: dict[ReleaseItem, list[Objection]]) -> bool:
    """Whether nothing but findings stands against any part."""
    return all(o.may_be_overridden for objections in found.values() for o in objections)


# --- the parts ----------------------------------------------------------------------------------


def _locked_parts(release: Release, actor: User | None) -> list[ReleaseItem]:
    """The parts, for somebody who may publish every one of them; their stories are locked."""
    items = list(parts_of(release))
    if not items:
        permissions.require(actor, Verb.PUBLISH, release.site)
    for item in items:
        permissions.require(actor, Verb.PUBLISH, item.site, [item.language_code])
    stories = Story.objects.filter(pk__in={item.story_id for item in items})
    list(stories.select_for_update(of=("self",)).order_by("pk"))
    return items


def _as_published(items: Sequence[ReleaseItem], live: set[Key]) -> Iterable[list[ReleaseItem]]:
    """In groups that one call of `publish` can place, those of a story's own site first."""

    def call(item: ReleaseItem) -> tuple[object, ...]:
        away = item.site_id != item.story.origin_id
        end = item.expire_at.isoformat() if item.expire_at else ""
        place = (item.site_id, item.section_id or 0, end, key_of(item) in live)
        return (item.story_id, away, *place)

    for _call, group in groupby(sorted(items, key=call), key=call):
        yield list(group)


def _publish(
    group: Sequence[ReleaseItem], publish_at: datetime | None, actor: User | None, reason: str
) -> None:
    first = group[0]
    publish(
        first.story,
        site=first.site,
        languages=[item.language_code for item in group],
        actor=actor,
        override_reason=reason,
        section=first.section,
        publish_at=publish_at,
        expire_at=first.expire_at,
        headlines={item.language_code: item.headline for item in group},
    )


def _remember(items: Sequence[ReleaseItem]) -> None:
    """Keep how things stood before the release."""
    placed = publications_of(items)
    rows = StoryTranslation.objects.filter(master__in={item.story_id for item in items})
    states = {(text.master_id, text.language_code): text.state for text in rows}
    for item in items:
        item.is_first = key_of(item) not in placed
        item.text_state = states.get((item.story_id, item.language_code), "")
    ReleaseItem.objects.bulk_update(items, ["is_first", "text_state"])


def _take_back(
    release: Release, items: Sequence[ReleaseItem], actor: User | None, reason: str
) -> None:
    placed = publications_of(items)
    for _story, group in groupby(items, key=lambda item: item.story_id):
        mine = [item for item in group if still_placed(release, placed.get(key_of(item)))]
        if not mine:
            continue
        # Withdrawing writes the log, and says to the other languages what readers have now.
        withdraw(mine[0].story, [placed[key_of(i)] for i in mine], actor=actor, reason=reason)
        first = [placed[key_of(item)].pk for item in mine if item.is_first]
        Publication.objects.filter(pk__in=first).delete()
        for item in mine:
            _put_state_back(item)


def _put_state_back(item: ReleaseItem) -> None:
    """An approved text is approved again; one that was written since, or is placed, is let be."""
    placed = Publication.objects.filter(
        story=item.story, language_code=item.language_code, withdrawn_at__isnull=True
    )
    if item.text_state and not placed.exists():
        StoryTranslation.objects.filter(
            master=item.story,
            language_code=item.language_code,
            state__in=[WorkflowState.PUBLISHED, WorkflowState.TAKEN_DOWN],
        ).update(state=item.text_state)


def _decide(
    release: Release,
    state: ReleaseState,
    publish_at: datetime | None,
    *,
    actor: User | None,
    reason: str = "",
) -> Release:
    release.state, release.publish_at, release.reason = state, publish_at, reason
    release.decided_by, release.decided_at = actor, timezone.now()
    release.save()
    return release


def _record(verb: Verb, release: Release, items: Sequence[ReleaseItem]) -> None:
    """An entry for each part, by whoever decided."""
    at = release.publish_at.isoformat() if release.publish_at else None
    for item in items:
        record(
            verb,
            item.story,
            actor=release.decided_by,
            language_code=item.language_code,
            site=item.site,
            reason=release.reason,
            release=release.pk,
            name=release.name,
            publish_at=at,
        )


# --- what is said ---------------------------------------------------------------------------------


def _require_waiting(release: Release, now: datetime) -> None:
    if release.state == ReleaseState.CANCELLED:
        words = _("The release was cancelled.")
    elif release.state == ReleaseState.PLANNED:
        words = _("The release has no time yet.")
    elif not release.waits(now):
        words = _("Readers have it already.")
    else:
        return
    raise ReleaseRefused({}, [Objection("", words)])


def _require_to_come(publish_at: datetime, now: datetime) -> None:
    if publish_at <= now:
        words = _("That time has passed: choose one to come, or release now.")
        raise ReleaseRefused({}, [Objection("", words)])


def _about(item: ReleaseItem, objections: Collection[Objection]) -> list[Objection]:
    return [o for o in objections if o.language_code in {"", item.language_code}]


def _withheld(item: ReleaseItem) -> Objection:
    return Objection(item.language_code, not_offered(item.story, item.site, item.language_code))


def _in_another(item: ReleaseItem, other: Release) -> Objection:
    assert other.publish_at is not None
    local = timezone.localtime(other.publish_at, item.site.tzinfo)
    return Objection(
        item.language_code,
        _("The release %(name)s places it on %(time)s.")
        % {"name": other.name, "time": date_format(local, "SHORT_DATETIME_FORMAT")},
    )


def _changed_since(item: ReleaseItem, publication: Publication | None) -> Objection:
    gone = publication is None or publication.withdrawn_at is not None
    words = _("It was taken down since.") if gone else _("It was given a time of its own since.")
    return Objection(item.language_code, words)
