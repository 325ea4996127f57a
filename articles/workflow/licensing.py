"""Holding what is public to the licences of its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.enums import Verb
from articles.models import Publication, Revision, Site, Source, Story, User
from articles.queries.licences import (
    LANGUAGE,
    SITE,
    TIME,
    TRANSLATION,
    Asked,
    licence_objections,
    outside_licence,
)
from articles.workflow.errors import Objection
from articles.workflow.log import record
from articles.workflow.take_down import withdraw


def end_within_licence(revision: Revision, expire_at: datetime | None) -> datetime | None:
    """When a text ends for readers: as somebody said, else with the licence of its source."""
    until = revision.source.licensed_until if revision.source else None
    return expire_at or until


def object_to_licence(
    revision: Revision, site: Site, publish_at: datetime, expire_at: datetime | None
) -> Objection | None:
    """What the licence of a revision's source says against its publication, if anything."""
    place = Place(revision, site, publish_at, expire_at)
    return object_to_licences([place]).get(place)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a revision would stand, and from when to when."""

    revision: Revision
    site: Site
    publish_at: datetime
    expire_at: datetime | None

    @property
    def asked(self) -> Asked:
        end = end_within_licence(self.revision, self.expire_at)
        return (self.revision.pk, self.site.pk, self.revision.language_code, end)


def object_to_licences(places: Iterable[Place]) -> dict[Place, Objection]:
    """The same for many, whose revisions have their sources at hand. One query."""
    sourced = [place for place in places if place.revision.source is not None]
    kinds = licence_objections([place.asked for place in sourced])
    now = timezone.now()
    found = {}
    for place in sourced:
        kind, source = kinds.get(place.asked), place.revision.source
        assert source is not None
        until = source.licensed_until
        if kind is None and until is not None and until <= max(place.publish_at, now):
            kind = TIME
        if kind is not None:
            found[place] = _objection(kind, source, place)
    return found


def _objection(kind: str, source: Source, place: Place) -> Objection:
    words = {
        SITE: _("The licence of %(source)s does not permit this site."),
        LANGUAGE: _("The licence of %(source)s does not permit this language."),
        TRANSLATION: _("The licence of %(source)s does not permit translations."),
        TIME: _("The licence of %(source)s ends on %(end)s; nothing is public after it has ended."),
    }[kind]
    until = source.licensed_until
    local = timezone.localtime(until, place.site.tzinfo) if until else None
    end = date_format(local, "SHORT_DATETIME_FORMAT") if local else ""
    return Objection(place.revision.language_code, words % {"source": source.name, "end": end})


@dataclass(frozen=True, slots=True)
class Enforced:
    """How many publications a changed licence took down, and how many it ends earlier."""

    taken_down: int = 0
    shortened: int = 0


@transaction.atomic
def enforce_licence(source: Source, *, actor: User | None) -> Enforced:
    """Bring all publications of a source within its licence, as it stands in the database.

    Call it in the transaction that changed the licence: the database accepts no change that
    leaves a publication outside. What may only be public for less long ends with the licence;
    all else is taken down. The log names the actor and the source.
    """
    reason = _("The licence of %(source)s does not cover it.") % {"source": source.name}
    taken: dict[Story, list[Publication]] = {}
    shortened = 0
    rows = outside_licence(source).select_related("story", "site", "revision").order_by("pk")
    for publication in rows.select_for_update(of=("self",)):
        until = source.licensed_until
        ends_early = until is not None and until > max(timezone.now(), publication.publish_at)
        if publication.objection == TIME and ends_early:  # type: ignore[attr-defined]
            publication.expire_at = until
            publication.save(update_fields=["expire_at"])
            _record_end(publication, actor, reason)
            shortened += 1
        else:
            taken.setdefault(publication.story, []).append(publication)
    for story, publications in taken.items():
        withdraw(story, publications, actor=actor, reason=reason)
    return Enforced(sum(map(len, taken.values())), shortened)


def _record_end(publication: Publication, actor: User | None, reason: str) -> None:
    assert publication.expire_at is not None
    record(
        Verb.PUBLISH,
        publication.story,
        actor=actor,
        language_code=publication.language_code,
        site=publication.site,
        revision=publication.revision,
        reason=reason,
        expire_at=publication.expire_at.isoformat(),
    )
