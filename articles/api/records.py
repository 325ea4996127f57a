"""What the API answers and takes. `shapes` writes, reads and describes these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from articles.api.shapes import about
from articles.enums import PublicState, WorkflowState

BODY = 500_000
TITLE = 250
DEK = 5_000


# --- answers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MembershipRecord:
    """What the person is on one site."""

    site: str = about("The key of the site.")
    role: str = about("The role.")
    languages: tuple[str, ...] = about("Limited to these; empty: all languages of the site.")


@dataclass(frozen=True, slots=True)
class Me:
    """Whose token it is."""

    username: str = about("The name with which the person logs in.")
    token: str = about("The name of the token.")
    read_only: bool = about("Whether the token changes nothing.")
    expires_at: datetime = about("Until when it is valid.")
    administrator: bool = about("Whether the person may do everything on all sites.")
    memberships: tuple[MembershipRecord, ...] = about("What the person is, site by site.")


@dataclass(frozen=True, slots=True)
class TextSummary:
    """How the working copy of one language stands."""

    language: str = about("The language.")
    title: str = about("The title.")
    state: WorkflowState = about("What the desk calls it.")
    revision: int | None = about("Its newest revision: what If-Match names.")
    missing_segments: int = about("Segments of the original that it does not say.")
    stale_segments: int = about("Segments whose original says something else now.")
    unconfirmed_segments: int = about("Segments that a machine wrote and nobody has confirmed.")


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """The story on one site in one language, as readers get it."""

    site: str = about("The key of the site.")
    language: str = about("The language.")
    state: PublicState = about("What readers get now.")
    section: str = about("The key of the section on that site.")
    headline: str = about("The site's own headline; empty: the title.")
    revision: int = about("The revision that readers see.")
    publish_at: datetime = about("Public from.")
    expire_at: datetime | None = about("Public until; null: without an end.")
    withdrawn_at: datetime | None = about("When it was taken down; null: it was not.")
    updated_at: datetime = about("When the text that readers see last changed.")
    address: str = about("Its address; empty where the site has no host or section name for it.")


@dataclass(frozen=True, slots=True)
class StorySummary:
    """One story in a list."""

    id: int = about("The number of the story.")
    site: str = about("The key of the site whose desk owns it.")
    original_language: str = about("The language in which it was written.")
    section: str = about("The key of its section there.")
    updated_at: datetime = about("When it last changed.")
    texts: tuple[TextSummary, ...] = about("Every language that is written, the original first.")
    publications: tuple[PublicationRecord, ...] = about("Everywhere that it is or was public.")


@dataclass(frozen=True, slots=True)
class StoryList:
    """Some stories, the last changed first."""

    stories: tuple[StorySummary, ...] = about("The stories.")
    next: str | None = about("Give this as `after` for the next ones; null: there are none.")


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One finding of the gate, as the site weighs it."""

    rule: str = about("The rule.")
    weight: str = about("block, warn, intended (somebody's word settles it) or off.")
    blocks: bool = about("Whether it stops publication on the site.")
    message: str = about("In words, with the place and the text.")


@dataclass(frozen=True, slots=True)
class TextRecord:
    """The working copy of one language."""

    language: str = about("The language.")
    state: WorkflowState = about("What the desk calls it.")
    revision: int | None = about("Its newest revision: what If-Match names.")
    title: str = about("The title.")
    dek: str = about("One or two sentences under the title.")
    body: str = about("The text as HTML, sanitised.")
    slug: str = about("The words in its address.")
    changed_at: datetime = about("When it was last saved.")
    changed_by: str = about("Who saved it; empty for the system.")
    missing_segments: int = about("Segments of the original that it does not say.")
    stale_segments: int = about("Segments whose original says something else now.")
    unconfirmed_segments: int = about("Segments that a machine wrote and nobody has confirmed.")
    findings: tuple[FindingRecord, ...] = about("What the gate has found in it.")


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """One story in all its languages."""

    id: int = about("The number of the story.")
    site: str = about("The key of the site whose desk owns it.")
    weighed_for: str = about("The key of the site that weighs the findings.")
    original_language: str = about("The language in which it was written.")
    section: str = about("The key of its section at home.")
    source: str = about("The wire or partner that is credited; empty: none.")
    updated_at: datetime = about("When it last changed.")
    texts: tuple[TextRecord, ...] = about("Every language that is written, the original first.")
    publications: tuple[PublicationRecord, ...] = about("Everywhere that it is or was public.")


@dataclass(frozen=True, slots=True)
class Publications:
    """What a verb has changed."""

    publications: tuple[PublicationRecord, ...] = about("As they are now.")


# --- parameters ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoriesQuery:
    """Which stories."""

    site: str = about("Key of a site that owns or carries them.", default="")
    language: str = about("Written in this language.", default="")
    state: WorkflowState | None = about(
        "With a text in this state, in `language` where that is given.", default=None
    )
    after: str = about("`next` of the page before.", default="")
    limit: int = about("How many at most.", default=50, least=1, most=100)


@dataclass(frozen=True, slots=True)
class StoryQuery:
    """How to look at a story."""

    site: str = about(
        "Key of the site that weighs the findings; without it, the story's own.", default=""
    )


@dataclass(frozen=True, slots=True)
class ItemsQuery:
    """Which items of an edition."""

    after: str = about("`next` of the page before.", default="")
    limit: int = about("How many at most.", default=30, least=1, most=50)


# --- bodies ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextBody:
    """A whole text."""

    title: str = about("One line.", longest=TITLE)
    body: str = about("HTML; what the editor does not make is taken out.", longest=BODY)
    dek: str = about("One or two sentences under the title.", default="", longest=DEK)
    slug: str = about("Words in the address; without them, from the title.", default="", longest=80)
    reason: str = about("What you changed, for the history.", default="", longest=200)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing needs to be said."""


@dataclass(frozen=True, slots=True)
class ReturnBody:
    """Why a text goes back to its writer."""

    comment: str = about("What to do about it.", longest=5_000)


@dataclass(frozen=True, slots=True)
class RevertBody:
    """To which text."""

    revision: int = about("A revision of this story and language.", least=1)
    reason: str = about("Why, for the history.", default="", longest=200)


@dataclass(frozen=True, slots=True)
class PublishBody:
    """Where, what and when."""

    site: str = about("The key of the site.")
    languages: tuple[str, ...] = about("These languages, all or none of them.")
    section: str = about("Key of a section of the site; without it, as before.", default="")
    publish_at: datetime | None = about("From when; without it, now.", default=None)
    expire_at: datetime | None = about("Until when; without it, without an end.", default=None)
    headlines: dict[str, str] | None = about(
        "The site's own headlines, by language.", default=None, longest=TITLE
    )
    override_reason: str = about(
        "Why it is published in spite of findings; the log keeps it.", default=""
    )


@dataclass(frozen=True, slots=True)
class TakeDownBody:
    """From where, and why."""

    reason: str = about("Why; the log keeps it.")
    site: str = about("Key of a site; without it, from all sites.", default="")
    languages: tuple[str, ...] | None = about("Only these; without it, all.", default=None)
