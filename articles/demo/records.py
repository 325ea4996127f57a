"""The demo's data files, read and checked before anything is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CASES = ("", "stale", "embargo", "release", "in_review", "draft", "taken_down")
Names = Mapping[str, str]


class BadDemoFile(ValueError):
    """A data file that cannot be used; the message names the file and the field."""


@dataclass(frozen=True)
class SectionRecord:
    key: str
    names: Names
    parent: str = ""


@dataclass(frozen=True)
class SiteRecord:
    key: str
    hosts: list[str]
    languages: list[str]
    default_language: str
    time_zone: str
    accent_light: str
    names: Names
    descriptions: Names
    copyright: Names
    sections: list[SectionRecord]


@dataclass(frozen=True)
class TagRecord:
    key: str
    names: Names


@dataclass(frozen=True)
class AuthorRecord:
    key: str
    name: str
    bios: Names
    names: Names = field(default_factory=dict)


@dataclass(frozen=True)
class SourceRecord:
    key: str
    name: str
    credit: Names


@dataclass(frozen=True)
class AccountRecord:
    """Somebody who can sign in; `administrator` is of the whole group."""

    username: str
    role: str
    full_name: str
    sites: list[str]
    languages: list[str]


@dataclass(frozen=True)
class SlotRecord:
    """A story for one place of a front page; hours are from the moment of seeding."""

    place: int
    story: str
    from_hours: float | None = None
    until_hours: float | None = None


@dataclass(frozen=True)
class FrontPageRecord:
    site: str
    language: str
    slots: list[SlotRecord]


@dataclass(frozen=True)
class GroupRecord:
    sites: list[SiteRecord]
    tags: list[TagRecord]
    authors: list[AuthorRecord]
    sources: list[SourceRecord]
    accounts: list[AccountRecord]
    front_pages: list[FrontPageRecord]


@dataclass(frozen=True)
class StoryRecord:
    """One story; `stale` is the paragraph of the original that changed after translation.

    `correction` is what readers were told afterwards, by language. `picture_days` is how long
    its pictures may be shown; 0 is for ever.
    """

    key: str
    origin: str
    original_language: str
    section: str
    tags: list[str]
    authors: list[str]
    source: str
    picture: str
    published_hours_ago: float
    views: int
    translations: Mapping[str, Names]
    picture_text: Mapping[str, Names]
    case: str = ""
    placements: list[str] = field(default_factory=list)
    # Sites that have not answered yet, and what was written to each.
    offers: dict[str, str] = field(default_factory=dict)
    placement_sections: Names = field(default_factory=dict)
    stale: Mapping[str, Names] = field(default_factory=dict)
    correction: Names = field(default_factory=dict)
    picture_days: float = 0


@cache
def group() -> GroupRecord:
    """The sites, people and vocabulary of the demo."""
    path = FOLDER / "site_group.toml"
    data = _read(path)
    sites = [
        _record(
            SiteRecord,
            site | {"sections": [_record(SectionRecord, s, path) for s in site["sections"]]},
            path,
        )
        for site in data["sites"]
    ]
    return GroupRecord(
        sites=sites,
        tags=[_record(TagRecord, tag, path) for tag in data["tags"]],
        authors=[_record(AuthorRecord, author, path) for author in data["authors"]],
        sources=[_record(SourceRecord, source, path) for source in data["sources"]],
        accounts=[_record(AccountRecord, account, path) for account in data["accounts"]],
        front_pages=[
            _record(
                FrontPageRecord,
                page | {"slots": [_record(SlotRecord, slot, path) for slot in page["slots"]]},
                path,
            )
            for page in data["front_pages"]
        ],
    )


def stories() -> list[StoryRecord]:
    """The demo's stories, oldest first."""
    paths = sorted((FOLDER / "stories").glob("*.toml"))
    records = [_checked(_record(StoryRecord, _read(path), path), path) for path in paths]
    return sorted(records, key=lambda story: -story.published_hours_ago)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadDemoFile(f"{path.name}: {error}") from error


def _record(kind: type[Any], data: dict[str, Any], path: Path) -> Any:
    try:
        return kind(**{name: value for name, value in data.items() if name != "accent_dark"})
    except TypeError as error:
        raise BadDemoFile(f"{path.name}: {error}") from error


def _checked(story: StoryRecord, path: Path) -> StoryRecord:
    """Refuse a story that names what the group does not have."""
    known = group()
    sites = {site.key: {section.key for section in site.sections} for site in known.sites}
    wrong = {
        "case": [story.case] if story.case not in CASES else [],
        "origin": [story.origin] if story.origin not in sites else [],
        "section": [story.section] if story.section not in sites.get(story.origin, ()) else [],
        "tags": set(story.tags) - {tag.key for tag in known.tags},
        "authors": set(story.authors) - {author.key for author in known.authors},
        "source": {story.source} - {"", *(source.key for source in known.sources)},
        "placements": set(story.placements) - set(sites),
        "offers": set(story.offers) - set(sites),
        "original_language": {story.original_language} - set(story.translations),
        "correction": set(story.correction) - set(story.translations),
        "picture_text": set(story.translations) - set(story.picture_text),
    }
    for name, values in wrong.items():
        if values:
            raise BadDemoFile(f"{path.name}: {name} names {', '.join(sorted(values))}, unknown.")
    return story
