"""Surrogate keys: what a page was made from, in the words in which changes are announced.

Reads of public data note what they looked at; the triggers of the migration `page_keys` announce
the same words when it changes. Nothing has to be listed by hand where a page is put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.sites.public import PublicSite

# Every change of a name that many pages show: authors, tags, sources. For pages that show many.
NAMES = "names"
# Every change of a picture, for files that name very many.
IMAGES = "images"
# The lists of what is read most, of all editions: they are made together.
RANKS = "ranks"


@dataclass(slots=True)
class Collected:
    """What one page was made from, and the moment at which it changes by itself."""

    keys: set[str] = field(default_factory=set)
    until: datetime | None = None
    # The site whose page it is. Only what is marked with one may be kept: errors never are.
    site: PublicSite | None = None
    is_large: bool = False
    # Whether its list goes on after a row that is there; `?before=` names one of endlessly many.
    is_continued: bool = False

    def ends_at(self, moment: datetime) -> None:
        self.until = moment if self.until is None else min(self.until, moment)


_current: ContextVar[Collected | None] = ContextVar("collected", default=None)


@contextmanager
def collecting(collected: Collected) -> Iterator[Collected]:
    """Collect what is noted meanwhile in this thread."""
    token = _current.set(collected)
    try:
        yield collected
    finally:
        _current.reset(token)


def note(*keys: str) -> None:
    """Say that what is being made depends on these; costs nothing where nobody collects."""
    collected = _current.get()
    if collected is not None:
        collected.keys.update(keys)


def note_end(moment: datetime) -> None:
    """Say that what is being made is another page from this moment on."""
    collected = _current.get()
    if collected is not None:
        collected.ends_at(moment)


def note_large() -> None:
    """Say that what is being made is too large to be kept with pages."""
    collected = _current.get()
    if collected is not None:
        collected.is_large = True


def note_continued() -> None:
    """Say that a list is being made that goes on after a row of its own."""
    collected = _current.get()
    if collected is not None:
        collected.is_continued = True


def story_key(story_id: int) -> str:
    """Its text, its times and its places, in all languages and on all sites."""
    return f"n{story_id}"


def text_key(story_id: int, language_code: str) -> str:
    """The same in one language only, for pages that say nothing of the others: lists and feeds."""
    return f"n{story_id}.{language_code}"


def edition_key(site_id: int, language_code: str) -> str:
    """Which stories an edition has, and in which order."""
    return f"e{site_id}.{language_code}"


def front_key(site_id: int, language_code: str) -> str:
    """What the editors arranged on the front page of an edition."""
    return f"f{site_id}.{language_code}"


def site_key(site_id: int) -> str:
    """Any story of any edition of the site."""
    return f"w{site_id}"


def section_key(section_id: int, language_code: str) -> str:
    return f"c{section_id}.{language_code}"


def tag_key(tag_id: int, site_id: int, language_code: str) -> str:
    """Which stories are listed under a tag."""
    return f"t{tag_id}.{site_id}.{language_code}"


def author_key(author_id: int, site_id: int, language_code: str) -> str:
    """Which stories are listed by an author."""
    return f"a{author_id}.{site_id}.{language_code}"


def directory_key(site_id: int, language_code: str) -> str:
    """Which tags and authors have stories at all."""
    return f"d{site_id}.{language_code}"


def corrections_key(language_code: str) -> str:
    return f"k{language_code}"


def image_key(image_id: int) -> str:
    """Its words, credit, focal point and rights."""
    return f"m{image_id}"


def tag_name_key(tag_id: int) -> str:
    return f"g{tag_id}"


def author_name_key(author_id: int) -> str:
    return f"b{author_id}"


def source_key(source_id: int) -> str:
    return f"r{source_id}"
