"""One story as its page shows it, and the stories that belong beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from articles.caching.keys import (
    author_name_key,
    image_key,
    note,
    source_key,
    story_key,
    tag_name_key,
)
from articles.enums import PublicState
from articles.models import (
    AuthorListing,
    AuthorTranslation,
    Correction,
    ImageTranslation,
    Publication,
    SourceTranslation,
    TagListing,
    TagTranslation,
)
from articles.queries.cards import (
    IMAGE,
    Card,
    CardPicture,
    PictureRights,
    card_from,
    card_rows,
    picture_from,
    story_path,
)
from articles.queries.listings import SECTION, TAG, listed
from articles.queries.origins import live_at_origin
from articles.sites import addresses
from articles.sites.snapshot import PublicEdition, PublicSection, PublicSite

# Of each list of its own that a story stands in, how many of its neighbours are looked at.
NEIGHBOURS = 6


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A name with the page that it leads to; `path` is empty where there is none."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Credit:
    credit_line: str
    url: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the same text is live on the site that it comes from."""

    site_id: int
    section_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the desk says about the story, and when: a correction, or why it was retracted."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What readers see of one publication."""

    publication_id: int
    story_id: int
    language_code: str
    title: str
    dek: str
    body: str
    slug: str
    section: PublicSection | None
    publish_at: datetime
    updated_at: datetime
    # Of a translation: since when the original says something else; None while it does not.
    original_updated_at: datetime | None
    state: PublicState
    views: int
    picture: CardPicture | None
    authors: tuple[NamedLink, ...]
    tags: tuple[NamedLink, ...]
    tag_ids: tuple[int, ...]
    source: Credit | None
    # Where the story is live on this site, this edition included: language code and path.
    languages: dict[str, str]
    # Of these, by language code, the ones that are live on another site, where they come from.
    origins: dict[str, Origin]
    # Newest first.
    corrections: tuple[Notice, ...]
    # Why it is not there any more; None for what was not retracted.
    retraction: Notice | None

    @property
    def path(self) -> str:
        return story_path(self.language_code, self.section, self.slug, self.story_id)

    @property
    def was_updated(self) -> bool:
        return self.updated_at > self.publish_at


def find_story(
    story_id: int, site: PublicSite, edition: PublicEdition, at: datetime
) -> StoryPage | None:
    """The publication of a story in an edition, whatever its state. One query."""
    language_code = edition.language_code
    publication = (
        Publication.objects.filter(story=story_id, site=site.id, language_code=language_code)
        .select_related("revision__lead_image", "revision__source", "view_total", "retraction")
        .annotate(
            credit_line=_text(SourceTranslation, "revision__source", language_code, "credit_line"),
            alt=_text(ImageTranslation, "revision__lead_image", language_code, "alt"),
            caption=_text(ImageTranslation, "revision__lead_image", language_code, "caption"),
            author_links=ArraySubquery(_authors(language_code)),
            tag_links=ArraySubquery(_tags(language_code)),
            live_languages=ArraySubquery(_languages(at)),
            notices=ArraySubquery(_corrections(language_code)),
        )
        .first()
    )
    if publication is None:
        return None
    _note(publication)
    return _page(publication, site, edition, at)


def _note(publication: Publication) -> None:
    revision = publication.revision
    note(
        story_key(publication.story_id),
        *map(author_name_key, revision.author_ids),
        *map(tag_name_key, revision.tag_ids),
    )
    if revision.source_id is not None:
        note(source_key(revision.source_id))
    if revision.lead_image_id is not None:
        note(image_key(revision.lead_image_id))


def related_stories(
    story: StoryPage, site: PublicSite, edition: PublicEdition, at: datetime, *, size: int = 4
) -> list[Card]:
    """The newest of its tags and section, those with most tags in common first. One query."""
    lists = [(TAG, tag_id) for tag_id in story.tag_ids]
    if story.section is not None:
        lists.append((SECTION, story.section.id))
    if not lists:
        return []
    first, *rest = (
        card_rows(
            listed(listing, list_id, site, edition, at).exclude(story=story.story_id),
            edition.language_code,
        ).annotate(shared=Value(1 if listing == TAG else 0))[:NEIGHBOURS]
        for listing, list_id in lists
    )
    cards: dict[int, Card] = {}
    shared: dict[int, int] = {}
    for row in first.union(*rest, all=True) if rest else first:
        cards.setdefault(row["pk"], card_from(row, edition, at))
        shared[row["pk"]] = shared.get(row["pk"], 0) + row["shared"]
    return sorted(
        cards.values(),
        key=lambda card: (shared[card.publication_id], card.publish_at, card.publication_id),
        reverse=True,
    )[:size]


def _text(model: Any, master: str, language_code: str, column: str) -> Subquery:
    return Subquery(
        model.objects.filter(master=OuterRef(master), language_code=language_code).values(column)[
            :1
        ]
    )


def _authors(language_code: str) -> Any:
    local_name = AuthorTranslation.objects.filter(
        master=OuterRef("author"), language_code=language_code
    ).values("local_name")[:1]
    return (
        AuthorListing.objects.filter(publication=OuterRef("pk"))
        .order_by("position", "author_id")
        .values(
            data=JSONObject(
                name=Coalesce(NullIf(Subquery(local_name), Value("")), "author__name"),
                slug=F("author__slug"),
            )
        )
    )


def _tags(language_code: str) -> Any:
    names = TagTranslation.objects.filter(
        master=OuterRef("tag"), language_code=language_code
    ).values(data=JSONObject(name="name", slug="slug"))[:1]
    return (
        TagListing.objects.filter(publication=OuterRef("pk"))
        .order_by("tag_id")
        .values(data=JSONObject(id=F("tag_id"), words=Subquery(names)))
    )


def _corrections(language_code: str) -> Any:
    return (
        Correction.objects.filter(story=OuterRef("story"), language_code=language_code)
        .order_by("-at", "-pk")
        .values(data=JSONObject(text=F("text"), at=F("at")))
    )


def _languages(at: datetime) -> Any:
    elsewhere = (
        live_at_origin(at)
        .exclude(site=OuterRef("site"))
        .annotate(
            data=JSONObject(
                site_id=F("site_id"), section_id=F("section_id"), slug=F("revision__slug")
            )
        )
    )
    return (
        Publication.objects.live(at)
        .filter(story=OuterRef("story"), site=OuterRef("site"))
        .order_by("language_code")
        .values(
            data=JSONObject(
                language_code=F("language_code"),
                section=F("section_id"),
                slug=F("revision__slug"),
                origin=Subquery(elsewhere.values("data")[:1]),
            )
        )
    )


def _page(publication: Any, site: PublicSite, edition: PublicEdition, at: datetime) -> StoryPage:
    revision = publication.revision
    return StoryPage(
        publication_id=publication.pk,
        story_id=publication.story_id,
        language_code=publication.language_code,
        title=publication.headline or revision.title,
        dek=revision.dek,
        body=revision.body,
        slug=revision.slug,
        section=edition.section(publication.section_id),
        publish_at=publication.publish_at,
        updated_at=publication.updated_at,
        original_updated_at=_past(publication.original_updated_at, at),
        state=publication.public_state(at),
        views=publication.view_total.total if hasattr(publication, "view_total") else 0,
        picture=_picture(publication, at),
        authors=tuple(
            NamedLink(author["name"], addresses.author_path(edition.language_code, author["slug"]))
            for author in publication.author_links
        ),
        tags=_tag_links(publication.tag_links, edition.language_code),
        tag_ids=tuple(tag["id"] for tag in publication.tag_links),
        source=_credit(publication),
        languages=_paths(publication, site),
        origins={
            row["language_code"]: Origin(**row["origin"])
            for row in publication.live_languages
            if row["origin"]
        },
        corrections=tuple(
            Notice(row["text"], datetime.fromisoformat(row["at"])) for row in publication.notices
        ),
        retraction=_retraction(publication),
    )


def _retraction(publication: Any) -> Notice | None:
    said = getattr(publication, "retraction", None)
    return None if said is None else Notice(said.text, said.at)


def _past(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment is not None and moment <= at else None


def _picture(publication: Any, at: datetime) -> CardPicture | None:
    image = publication.revision.lead_image
    row = {f"image_{name}": getattr(image, name, None) for name in IMAGE}
    picture = picture_from(row | {"alt": publication.alt, "caption": publication.caption}, at)
    if picture is not None:
        picture.rights = PictureRights(
            **{field.name: getattr(image, field.name) for field in fields(PictureRights)}
        )
    return picture


def _tag_links(tags: Sequence[dict[str, Any]], language_code: str) -> tuple[NamedLink, ...]:
    """A tag without a name in this language is not shown."""
    return tuple(
        NamedLink(tag["words"]["name"], addresses.tag_path(language_code, tag["words"]["slug"]))
        for tag in tags
        if tag["words"]
    )


def _credit(publication: Any) -> Credit | None:
    """The credit is never lost: without a line in this language, the source's name stands."""
    source = publication.revision.source
    if source is None:
        return None
    return Credit(publication.credit_line or source.name, source.url)


def _paths(publication: Any, site: PublicSite) -> dict[str, str]:
    """By language, in the order of the site's editions."""
    rows = {row["language_code"]: row for row in publication.live_languages}
    return {
        edition.language_code: story_path(
            edition.language_code,
            edition.section(rows[edition.language_code]["section"]),
            rows[edition.language_code]["slug"],
            publication.story_id,
        )
        for edition in site.editions
        if edition.language_code in rows
    }
