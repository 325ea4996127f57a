"""What can be asked of the board, and what it answers: stories beside the languages of a site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.enums import WorkflowState
from articles.translation.standing import Standing

CURSOR = re.compile(r"(\d{1,18})-(\d{1,18})")


# States of a text that its writer has given out of their hands.
HANDED_OVER = (WorkflowState.IN_REVIEW, WorkflowState.APPROVED)


class Order(TextChoices):
    """What comes first. Lists by views have the stories that were read, and no others."""

    CHANGED = "changed", _("Changed last")
    DAY = "day", _("Read most in 24 hours")
    VIEWS = "views", _("Read most of all")


class Desk(TextChoices):
    """Whose stories: the desk that owns a story is that of the site it comes from."""

    OURS = "ours", _("Our own")
    CARRIED = "carried", _("Carried from others")


class CellState(TextChoices):
    """What can be asked of a story in a language."""

    TO_DO = "to_do", _("Missing, or behind the original")
    MISSING = "missing", _("Missing")
    BEHIND = "behind", _("Behind the original")
    UNCONFIRMED = "unconfirmed", _("Machine text, not confirmed")
    IN_WORK = "in_work", _("In work")
    READY = "ready", _("In review, approved or ready")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after one story: what the list is sorted by, in whole numbers, and its id."""

    rank: int
    story_id: int

    def __str__(self) -> str:
        return f"{self.rank}-{self.story_id}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """None for anything that `str()` of a cursor does not give."""
        found = CURSOR.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQuery:
    """What is asked of the board of one site; `languages` are its columns.

    `section_ids` are of that site, with those below them. A `state` is asked of `language_code`,
    or of any column where that is empty. `mine` is a person who wrote a text of the story last,
    or works on one.
    """

    site_id: int
    languages: tuple[str, ...]
    order: Order = Order.CHANGED
    desk: Desk | None = None
    section_ids: tuple[int, ...] = ()
    language_code: str = ""
    state: CellState | None = None
    mine: int | None = None
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on a text, and until when unless they go on."""

    user_id: int
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of one story."""

    standing: Standing
    is_original: bool
    holder: Holder | None

    @property
    def language_code(self) -> str:
        return self.standing.language_code

    @property
    def unconfirmed(self) -> int:
        """Segments that a machine wrote and nobody has read."""
        return self.standing.text.unconfirmed_segments if self.standing.text else 0

    @property
    def is_complete(self) -> bool:
        return not (self.standing.is_missing or self.standing.segments_behind or self.unconfirmed)

    @property
    def is_ready(self) -> bool:
        """Whether it waits for an editor only: readers do not have it as it stands."""
        text = self.standing.text
        if text is None or text.head_id is None or self.standing.shows_newest_text:
            return False
        if text.state in HANDED_OVER:
            return True
        return not self.is_original and text.state == WorkflowState.DRAFT and self.is_complete


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One story with its cells, in the order of the columns."""

    story_id: int
    title: str
    original_language: str
    origin_id: int
    origin: str
    section_id: int
    changed_at: datetime
    views: int
    # In the last 24 hours, where the list is sorted by that.
    views_today: int | None
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class BoardPage:
    rows: Sequence[BoardRow]
    after: Cursor | None = None
