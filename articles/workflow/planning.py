"""Putting together what is to go out in one instant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import ReleaseState, Verb
from articles.models import Category, Edition, Release, ReleaseItem, Site, Story, User
from articles.workflow.errors import Objection, PublicationRefused, ReleaseRefused
from articles.workflow.log import record
from articles.workflow.sharing import not_offered, unshared


@transaction.atomic
def plan_release(site: Site, *, name: str, actor: User | None) -> Release:
    """An empty release of a site; its parts may be on others, too. Raises PermissionDenied."""
    permissions.require(actor, Verb.PUBLISH, site)
    if not name.strip():
        raise ReleaseRefused({}, [Objection("", _("Give the release a name."))])
    return Release.objects.create(site=site, name=name.strip(), created_by=actor)


@transaction.atomic
def add_to_release(
    release: Release,
    story: Story,
    *,
    site: Site,
    languages: Collection[str],
    actor: User | None,
    section: Category | None = None,
    headlines: Mapping[str, str] | None = None,
    expire_at: datetime | None = None,
) -> list[ReleaseItem]:
    """Put texts on a site into a release, or say anew how they shall stand there.

    They need not be ready: only releasing asks for that. Raises PermissionDenied for what the
    person may not publish there, and PublicationRefused for what no release could ever hold.
    """
    release = planned(release)
    # What is planned of a story is decided in turns, as all that is done with one.
    Story.objects.select_for_update().get(pk=story.pk)
    permissions.require(actor, Verb.PUBLISH, site, languages)
    for _story, _site, code in unshared([(story, site, code) for code in languages], actor):
        raise PermissionDenied(not_offered(story, site, code))
    objections = list(_against(release, story, site, languages, section))
    if objections:
        raise PublicationRefused(objections)
    items = []
    for code in languages:
        item, created = ReleaseItem.objects.update_or_create(
            release=release,
            story=story,
            site=site,
            language_code=code,
            defaults={
                "section": section,
                "headline": (headlines or {}).get(code, ""),
                "expire_at": expire_at,
            },
        )
        items.append(item)
        if created:
            _record(item, actor, "added")
    return items


@transaction.atomic
def remove_from_release(
    release: Release, items: Collection[ReleaseItem], *, actor: User | None
) -> None:
    """Take parts out of a release that is still planned.

    Whoever may publish a part may do so, and whoever may publish on the release's own site.
    """
    release = planned(release)
    keeps = actor is None or permissions.can(actor, Verb.PUBLISH, release.site)
    rows = ReleaseItem.objects.filter(release=release, pk__in=[item.pk for item in items])
    for item in rows.select_related("story", "site"):
        if not keeps:
            permissions.require(actor, Verb.PUBLISH, item.site, [item.language_code])
        _record(item, actor, "removed")
        item.delete()


def planned(release: Release) -> Release:
    """The release as it is now, locked; refused where it has been decided."""
    release = locked(release)
    if release.state == ReleaseState.CANCELLED:
        raise ReleaseRefused({}, [Objection("", _("The release was cancelled."))])
    if release.state != ReleaseState.PLANNED:
        raise ReleaseRefused({}, [Objection("", _("The release has its time already."))])
    return release


def locked(release: Release) -> Release:
    """Releases are locked before stories, by every verb."""
    rows = Release.objects.select_for_update(of=("self",)).select_related("site")
    return rows.get(pk=release.pk)


def _against(
    release: Release,
    story: Story,
    site: Site,
    languages: Collection[str],
    section: Category | None,
) -> Iterator[Objection]:
    if not languages:
        yield Objection("", _("Choose at least one language."))
    if section is not None and section.site_id != site.pk:
        yield Objection("", _("The section belongs to another site."))
    editions = set(Edition.objects.filter(site=site).values_list("language_code", flat=True))
    elsewhere = ReleaseItem.objects.filter(
        story=story, site=site, state=ReleaseState.PLANNED
    ).exclude(release=release)
    names = {item.language_code: str(item.release) for item in elsewhere.select_related("release")}
    for code in languages:
        if code not in editions:
            yield Objection(code, _("The site has no edition in this language."))
        elif code in names:
            yield Objection(
                code, _("It is in another release already: %(name)s.") % {"name": names[code]}
            )


def _record(item: ReleaseItem, actor: User | None, what: str) -> None:
    record(
        Verb.PLAN_RELEASE,
        item.story,
        actor=actor,
        language_code=item.language_code,
        site=item.site,
        release=item.release_id,
        name=item.release.name,
        what=what,
    )
