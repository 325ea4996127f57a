"""An edition as IPTC ninjs 3.0 (https://iptc.org/std/ninjs/, schema ninjs-schema_3.0.json).

Credit, source and copyright are part of the item by construction: whoever takes the text takes
them along. Names of fields are those of the standard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from articles.api.shapes import about
from articles.feeds.entries import Entry
from articles.imaging.picture import social
from articles.queries.cards import CardPicture
from articles.queries.feeds import FeedStory
from articles.sites.public import PublicEdition, PublicSite

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#"


@dataclass(frozen=True, slots=True)
class Standard:
    """What an item conforms to."""

    name: str = about("ninjs", default="ninjs")
    version: str = about("3.0", default="3.0")
    schema: str = about("Address of the schema.", default=SCHEMA)


@dataclass(frozen=True, slots=True)
class Value:
    """A headline, description or body."""

    role: str = about("What it is for.")
    contentType: str = about("Its media type.")  # noqa: N815
    value: str = about("The text.")


@dataclass(frozen=True, slots=True)
class Named:
    """A subject or source by its name."""

    name: str = about("The name.")


@dataclass(frozen=True, slots=True)
class InfoSource:
    """Somebody whose work is in the item, with the credit line to print."""

    name: str = about("The credit line in the language of the edition.")
    role: str = about("What they did.")


@dataclass(frozen=True, slots=True)
class AltId:
    """Another name of the item."""

    role: str = about("Whose name it is.")
    value: str = about("The name.")


@dataclass(frozen=True, slots=True)
class NinjsRendition:
    """One file of a picture."""

    name: str = about("What it is for.")
    href: str = about("Its address.")
    contentType: str = about("Its media type.")  # noqa: N815
    width: int = about("In pixels.")
    height: int = about("In pixels.")


@dataclass(frozen=True, slots=True)
class NinjsPicture:
    """The lead picture, with its credit."""

    uri: str = about("Its name for ever.")
    name: str = about("What it is to the item.")
    type: str = about("picture")
    by: str = about("Who made it, as readers are told.", left_out=True)
    copyrightNotice: str = about("The credit, once more.", left_out=True)  # noqa: N815
    descriptions: tuple[Value, ...] = about("What it shows, and its caption.", left_out=True)
    renditions: tuple[NinjsRendition, ...] = about("Its files.")


@dataclass(frozen=True, slots=True)
class NinjsItem:
    """One story of the edition."""

    uri: str = about("Its name for ever, a tag URI (RFC 4151).")
    standard: Standard = about("ninjs 3.0")
    type: str = about("text")
    representationType: str = about("full")  # noqa: N815
    pubStatus: str = about("usable: taken down is not in the list.")  # noqa: N815
    language: str = about("BCP 47.")
    firstCreated: datetime = about("When it became public.")  # noqa: N815
    versionCreated: datetime = about("When the text last changed for readers.")  # noqa: N815
    by: str = about("The byline.", left_out=True)
    headlines: tuple[Value, ...] = about("The headline.")
    descriptions: tuple[Value, ...] = about("The dek.", left_out=True)
    bodies: tuple[Value, ...] = about(
        "The text, with notices of correction and credit.", left_out=True
    )
    edNote: str = about("Notices of correction, newest first.", left_out=True)  # noqa: N815
    infoSources: tuple[InfoSource, ...] = about(  # noqa: N815
        "The wire or partner that must be credited.", left_out=True
    )
    copyrightHolder: str = about("The publisher.", left_out=True)  # noqa: N815
    copyrightNotice: str = about("The copyright line of the edition.", left_out=True)  # noqa: N815
    subjects: tuple[Named, ...] = about("Section and tags.", left_out=True)
    altIds: tuple[AltId, ...] = about("The address of its page, the number of the story.")  # noqa: N815
    associations: tuple[NinjsPicture, ...] = about("The lead picture.", left_out=True)


@dataclass(frozen=True, slots=True)
class NinjsList:
    """What is public in an edition, the newest first."""

    items: tuple[NinjsItem, ...] = about("ninjs items.")
    next: str | None = about("Give this as `after` for the next ones; null: there are none.")


def make_items(
    site: PublicSite,
    edition: PublicEdition,
    stories: Sequence[FeedStory],
    entries: Sequence[Entry],
) -> tuple[NinjsItem, ...]:
    """Both in the same order: the stories as they are stored, and as feeds say them."""
    return tuple(
        _item(site, edition, story, entry) for story, entry in zip(stories, entries, strict=True)
    )


def _item(site: PublicSite, edition: PublicEdition, story: FeedStory, entry: Entry) -> NinjsItem:
    card = story.card
    section = (card.section.name,) if card.section else ()
    return NinjsItem(
        uri=entry.id,
        standard=Standard(),
        type="text",
        representationType="full",
        pubStatus="usable",
        language=edition.tag,
        firstCreated=entry.published_at,
        versionCreated=entry.updated_at,
        by=", ".join(entry.authors),
        headlines=(Value("main", "text/plain", entry.title),),
        descriptions=_values("summary", "text/plain", entry.summary),
        bodies=_values("main", "text/html", entry.html),
        edNote="\n".join(story.corrections),
        infoSources=(InfoSource(entry.credit, "source"),) if entry.credit else (),
        copyrightHolder=site.publisher,
        copyrightNotice=edition.copyright_line,
        subjects=tuple(Named(name) for name in (*section, *entry.tags)),
        altIds=(AltId("canonical", entry.url), AltId("story", str(card.story_id))),
        associations=() if card.picture is None else (_picture(site, card.picture),),
    )


def _picture(site: PublicSite, picture: CardPicture) -> NinjsPicture:
    shown = social(picture)
    return NinjsPicture(
        uri=f"tag:{site.primary_host},2026:picture/{picture.pk}",
        name="lead",
        type="picture",
        by=picture.credit,
        copyrightNotice=picture.credit,
        descriptions=_values("alt", "text/plain", picture.alt),
        renditions=(
            NinjsRendition(
                "social",
                urljoin(site.absolute("/"), shown.url),
                shown.mime,
                shown.width,
                shown.height,
            ),
        ),
    )


def _values(role: str, content_type: str, text: str) -> tuple[Value, ...]:
    return (Value(role, content_type, text),) if text else ()
