"""What is asked of one story of the board, as conditions that are looked up story by story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull, LessThan

from articles.enums import WorkflowState
from articles.models import (
    Publication,
    PublicationQuerySet,
    Story,
    StoryTranslation,
    TranslationClaim,
)
from articles.queries.board import HANDED_OVER, BoardQuery, CellState, Desk

BEHIND = Q(stale_segments__gt=0) | Q(missing_segments__gt=0)


@dataclass(frozen=True, slots=True)
class Look:
    """Sub-queries about the story of an outer row; `prefix` leads from the row to the story."""

    query: BoardQuery
    at: datetime
    codes: tuple[str, ...]
    prefix: str = ""

    def path(self, name: str) -> str:
        return f"{self.prefix}{name}"

    @property
    def story(self) -> str:
        return "story_id" if self.prefix else "pk"

    def story_itself(self) -> QuerySet[Any]:
        """With its section on the site: where it stands, or is to stand."""
        placed = Publication.objects.filter(story=OuterRef("pk"), site=self.query.site_id)
        stories: QuerySet[Any] = Story.objects.filter(pk=OuterRef(self.story)).annotate(
            section_here=Coalesce(
                Subquery(placed.order_by("pk").values("section_id")[:1]),
                F("section_id"),
                output_field=BigIntegerField(),
            )
        )
        return stories.order_by()

    def texts(self) -> QuerySet[Any]:
        return self.all_texts().filter(master=OuterRef(self.story))

    def places(self) -> PublicationQuerySet:
        return self.all_places().filter(story=OuterRef(self.story))

    def claims(self) -> QuerySet[TranslationClaim]:
        return self.all_claims().filter(story=OuterRef(self.story))

    # --- of all stories, for what is rare among them -----------------------------------------

    def all_texts(self) -> QuerySet[Any]:
        texts: QuerySet[Any] = StoryTranslation.objects.order_by()
        return texts.filter(language_code__in=self.codes)

    def all_places(self) -> PublicationQuerySet:
        return Publication.objects.filter(site=self.query.site_id, language_code__in=self.codes)

    def all_claims(self) -> QuerySet[TranslationClaim]:
        return TranslationClaim.objects.live(self.at).filter(language_code__in=self.codes)


def conditions(look: Look) -> Q:
    """All that the query asks of a story, but for its place in the order."""
    query = look.query
    asked = Q()
    if query.desk is not None:
        ours = Q(**{look.path("origin"): query.site_id})
        asked &= ours if query.desk is Desk.OURS else ~ours
    if query.section_ids:
        asked &= found(look.story_itself().filter(section_here__in=query.section_ids))
    if query.state is not None:
        asked &= STATES[query.state](look)
    if query.mine is not None:
        asked &= _among(look, _mine(query.mine, look.at))
    return asked


def found(rows: QuerySet[Any]) -> Q:
    """What EXISTS would say, but always looked up row by row: see `listings.newest_in`."""
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def _among(look: Look, story_ids: QuerySet[Any, Any]) -> Q:
    """For what is rare: the database may begin with these stories."""
    return Q(**{f"{look.story}__in": story_ids})


def _to_do(look: Look) -> Q:
    return _fewer(look.texts().exclude(BEHIND), look)


def _missing(look: Look) -> Q:
    return _fewer(look.texts(), look)


def _fewer(texts: QuerySet[Any], look: Look) -> Q:
    """Whether there are fewer such texts than languages asked about."""
    count = texts.values("master").annotate(number=Count("pk")).values("number")
    return Q(LessThan(Coalesce(Subquery(count), 0), len(look.codes)))


def _behind(look: Look) -> Q:
    return _among(look, look.all_texts().filter(BEHIND).values("master"))


def _unconfirmed(look: Look) -> Q:
    return _among(look, look.all_texts().filter(unconfirmed_segments__gt=0).values("master"))


def _in_work(look: Look) -> Q:
    return _among(look, look.all_claims().values("story"))


def _ready(look: Look) -> Q:
    """As `Cell.is_ready`."""
    shown = Publication.objects.filter(
        Q(expire_at__isnull=True) | Q(expire_at__gt=look.at),
        story=OuterRef("master"),
        site=look.query.site_id,
        language_code=OuterRef("language_code"),
        revision=OuterRef("head"),
        withdrawn_at__isnull=True,
    )
    complete = (
        Q(state=WorkflowState.DRAFT, unconfirmed_segments=0)
        & ~BEHIND
        & ~Q(language_code=F("master__original_language"))
    )
    texts = look.all_texts().filter(
        Q(state__in=HANDED_OVER) | complete,
        ~found(shown),
        state__in=[*HANDED_OVER, WorkflowState.DRAFT],
        head__isnull=False,
    )
    return _among(look, texts.values("master"))


def _scheduled(look: Look) -> Q:
    waiting = look.all_places().filter(withdrawn_at__isnull=True, publish_at__gt=look.at)
    return _among(look, waiting.values("story"))


def _live(look: Look) -> Q:
    return found(look.places().live(look.at))


STATES: dict[CellState, Callable[[Look], Q]] = {
    CellState.TO_DO: _to_do,
    CellState.MISSING: _missing,
    CellState.BEHIND: _behind,
    CellState.UNCONFIRMED: _unconfirmed,
    CellState.IN_WORK: _in_work,
    CellState.READY: _ready,
    CellState.SCHEDULED: _scheduled,
    CellState.LIVE: _live,
}


def _mine(user_id: int, at: datetime) -> QuerySet[Any, Any]:
    written: QuerySet[Any, Any] = StoryTranslation.objects.filter(changed_by=user_id).values(
        "master"
    )
    held = TranslationClaim.objects.live(at).filter(user=user_id).values("story")
    return written.union(held)
