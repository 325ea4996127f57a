"""What releases hold, and what became of their parts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from articles.enums import ReleaseState
from articles.models import Publication, Release, ReleaseItem, Story, User

# A story, a site, a language.
Key = tuple[int, int, str]


def key_of(item: ReleaseItem | Publication) -> Key:
    return (item.story_id, item.site_id, item.language_code)


def parts_of(release: Release) -> QuerySet[ReleaseItem]:
    """By story, its own site first, then by the order of the site's editions."""
    rows = ReleaseItem.objects.filter(release=release).select_related(
        "release__site", "story__origin", "story__section", "site", "section"
    )
    return rows.order_by("story", "site", "pk")


def publications_of(items: Collection[ReleaseItem]) -> dict[Key, Publication]:
    """What is placed where these parts belong, by the release or otherwise. One query."""
    rows = Publication.objects.filter(
        story__in={item.story_id for item in items}, site__in={item.site_id for item in items}
    )
    return {key_of(row): row for row in rows}


def still_placed(release: Release, publication: Publication | None) -> bool:
    """Whether a publication stands as the release placed it: nobody moved it or took it down."""
    return (
        publication is not None
        and publication.withdrawn_at is None
        and publication.publish_at == release.publish_at
    )


def in_other_releases(items: Collection[ReleaseItem], at: datetime) -> dict[Key, Release]:
    """Releases with a time to come that placed these very texts already. One query."""
    rows = ReleaseItem.objects.filter(
        story__in={item.story_id for item in items},
        site__in={item.site_id for item in items},
        state=ReleaseState.SCHEDULED,
        release__publish_at__gt=at,
    ).exclude(release__in={item.release_id for item in items})
    return {key_of(row): row.release for row in rows.select_related("release")}


def open_parts(story: Story, user: User, at: datetime) -> list[ReleaseItem]:
    """Where the story is in a release that has not gone out, as far as the user may know."""
    rows = ReleaseItem.objects.filter(
        story=story, release__in=Release.objects.for_user(user).open(at)
    )
    return list(rows.select_related("release__site", "site").order_by("release", "site", "pk"))


def release_of(publication: Publication) -> Release | None:
    """The release that gave a publication its time, if one did."""
    return releases_of([publication]).get(key_of(publication))


def releases_of(publications: Collection[Publication]) -> dict[Key, Release]:
    """The same for many. One query, none for nothing."""
    if not publications:
        return {}
    rows: Any = ReleaseItem.objects.filter(
        story__in={one.story_id for one in publications},
        site__in={one.site_id for one in publications},
        state=ReleaseState.SCHEDULED,
    ).annotate(at=F("release__publish_at"))
    times = {key_of(one): one.publish_at for one in publications}
    return {
        key_of(row): row.release
        for row in rows.select_related("release").order_by("pk")
        if times.get(key_of(row)) == row.at
    }
