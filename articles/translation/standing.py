"""How a story stands in each language: what is written, what readers see, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from articles.enums import PublicState, WorkflowState
from articles.models import Publication, Story, StoryTranslation

# Where one text has several publications, the one that matters most to the desk speaks for it.
WEIGHT = [PublicState.LIVE, PublicState.SCHEDULED, PublicState.EXPIRED, PublicState.WITHDRAWN]


@dataclass(frozen=True)
class Standing:
    """One language of one story."""

    language_code: str
    text: StoryTranslation | None
    publications: tuple[Publication, ...]
    at: datetime

    @property
    def is_missing(self) -> bool:
        return self.text is None

    @property
    def state(self) -> str:
        """What the desk calls it; empty where nothing is written."""
        return self.text.state if self.text is not None else ""

    @property
    def shows_state(self) -> bool:
        """Whether the desk's word says more than what readers get does."""
        settled = {WorkflowState.PUBLISHED, WorkflowState.TAKEN_DOWN}
        return self.public_state is None or self.state not in settled

    @property
    def segments_behind(self) -> int:
        """Segments of the original that the text does not say, or no longer says."""
        return self.text.segments_behind if self.text is not None else 0

    @property
    def public_state(self) -> PublicState | None:
        """What readers get; None where it never was published."""
        states = {publication.public_state(self.at) for publication in self.publications}
        return next((state for state in WEIGHT if state in states), None)

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the desk has a newer text than some readers see or will see."""
        shown = {PublicState.LIVE, PublicState.SCHEDULED}
        return self.text is not None and any(
            publication.public_state(self.at) in shown
            and publication.revision_id != self.text.head_id
            for publication in self.publications
        )

    @property
    def shows_newest_text(self) -> bool:
        """Whether readers see, or will see, the desk's newest text somewhere."""
        shown = {PublicState.LIVE, PublicState.SCHEDULED}
        return self.text is not None and any(
            publication.public_state(self.at) in shown
            and publication.revision_id == self.text.head_id
            for publication in self.publications
        )

    @property
    def word(self) -> str:
        """One word for it, as a list shows it: a public state where there is one."""
        if self.public_state is not None:
            return str(self.public_state.label)
        return str(WorkflowState(self.state).label) if self.state else ""

    @property
    def kind(self) -> str:
        """The same for a style sheet."""
        return str(self.public_state or self.state or "missing")


def standings(story: Story, languages: Iterable[str], at: datetime) -> list[Standing]:
    """The original first, then these languages, then whatever else is written.

    Makes no query where `translations` and `publications` are prefetched.
    """
    texts = {text.language_code: text for text in story.translations.all()}
    placed: dict[str, list[Publication]] = {}
    for publication in story.publications.all():
        placed.setdefault(publication.language_code, []).append(publication)
    codes = dict.fromkeys([story.original_language, *languages, *sorted(texts)])
    return [Standing(code, texts.get(code), tuple(placed.get(code, ())), at) for code in codes]
