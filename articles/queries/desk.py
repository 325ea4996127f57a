"""What the desk looks at: lists of the dashboard, and what forms offer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Func, OuterRef, Q, QuerySet

from articles import permissions
from articles.enums import Verb, WorkflowState
from articles.models import Edition, Publication, PublicationQuerySet, Story, StoryTranslation, User

# Of each edition, as many as the front room of the desk could show at most.
FIRST = 10


def edition_languages(sites: Collection[int] | None) -> list[str]:
    """Languages of these sites' editions (None: of all sites), in the order of the settings."""
    editions = Edition.objects.order_by()
    if sites is not None:
        editions = editions.filter(site__in=sites)
    found = set(editions.values_list("language_code", flat=True).distinct())
    return [code for code in settings.CONTENT_LANGUAGES if code in found]


def languages_for(user: User, story: Story | None) -> list[str]:
    """Languages that a form of the story offers, those of its own site first.

    Others come from sites that carry it, or on which the user could place it.
    """
    own = permissions.sites_where(user, Verb.PUBLISH if story else Verb.WRITE)
    placed = [publication.site_id for publication in story.publications.all()] if story else []
    editions = Edition.objects.order_by("site", "-is_default", "position", "pk")
    if own is not None:
        editions = editions.filter(site__in={*own, *placed, *([story.origin_id] if story else [])})
    origin_id = story.origin_id if story else None
    rows = sorted(editions, key=lambda edition: edition.site_id != origin_id)
    return list(dict.fromkeys(edition.language_code for edition in rows))


def stories_for_desk(user: User) -> QuerySet[Story]:
    """Stories that the user may read, with what lists and pages of the desk show of them."""
    stories: QuerySet[Any] = Story.objects.for_user(user)
    return stories.select_related(
        "origin", "section__site", "lead_image", "source"
    ).prefetch_related(
        "translations",
        "publications__site__hosts",
        "publications__section__translations",
        "publications__revision",
        "publications__view_total",
        "origin__editions",
        "section__translations",
        "lead_image__translations",
    )


def texts_for(user: User) -> QuerySet[StoryTranslation]:
    """Texts of the stories that the user may read, newest change first."""
    texts: QuerySet[Any] = StoryTranslation.objects.filter(
        master__in=Story.objects.for_user(user)
    ).select_related("master__origin", "changed_by")
    return texts.order_by("-changed_at", "-pk")


def waiting_for_review(user: User) -> QuerySet[StoryTranslation]:
    """The longest wait first."""
    return texts_for(user).filter(state=WorkflowState.IN_REVIEW).order_by("changed_at", "pk")


def drafts_of(user: User) -> QuerySet[StoryTranslation]:
    """What the user wrote last and did not hand over."""
    return texts_for(user).filter(state=WorkflowState.DRAFT, changed_by=user)


def stale_translations(user: User) -> QuerySet[StoryTranslation]:
    """Translations that do not say what their original says now."""
    return texts_for(user).filter(Q(stale_segments__gt=0) | Q(missing_segments__gt=0))


def publications_for(user: User) -> PublicationQuerySet:
    """Of the sites that the user may read, with what a list shows of them."""
    rows = Publication.objects.select_related("site", "revision")
    sites = permissions.sites_where(user, Verb.VIEW)
    return rows if sites is None else rows.filter(site__in=sites)


def scheduled(user: User, at: datetime) -> PublicationQuerySet:
    """The next one first, up to ten of each edition."""
    coming = _of_edition().filter(publish_at__gt=at).order_by("publish_at", "pk")
    return _each_edition(user, coming).order_by("publish_at", "pk")


def just_published(user: User, at: datetime) -> PublicationQuerySet:
    """The newest first, up to ten of each edition."""
    return _each_edition(user, _of_edition().live(at).newest()).newest()


def _of_edition() -> PublicationQuerySet:
    return Publication.objects.filter(
        site=OuterRef("site"), language_code=OuterRef("language_code"), withdrawn_at__isnull=True
    )


def _each_edition(user: User, rows: PublicationQuerySet) -> PublicationQuerySet:
    """The first of each edition, which has an index for them, where all together have none."""
    editions = Edition.objects.order_by().annotate(first=ArraySubquery(rows.values("pk")[:FIRST]))
    first = editions.values(found=Func("first", function="unnest", output_field=BigIntegerField()))
    return publications_for(user).filter(pk__in=first)
