"""One story as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import (
    author_name_key,
    image_key,
    note,
    source_key,
    story_key,
    tag_name_key,
)
from articles.enums import Ranks
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
from articles.models.publication import public_state
from articles.queries.cards import (
    IMAGE,
    CardPicture,
    PictureRights,
    picture_from,
    story_path,
)
from articles.queries.listings import SECTION, TAG
from articles.queries.most_read import SHORT, SPARE, list_from, places
from articles.queries.prepared import JSONList, JSONRow, Row, prepared
from articles.queries.related import neighbours_in
from articles.queries.story_page import Credit, NamedLink, Neighbour, Notice, Origin, StoryPage
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSite

RIGHTS = tuple(field.name for field in fields(PictureRights))


def find_story(
    story_id: int, site: PublicSite, edition: PublicEdition, at: datetime
) -> StoryPage | None:
    """The publication of a story in an edition, whatever its state. One query."""
    rows = _publications(story_id, site.id, edition.language_code, at)
    if not rows:
        return None
    _note(rows[0])
    return _page(rows[0], site, edition, at)


@prepared
def _publications(
    story_id: Any, site_id: Any, language_code: Any, at: Any
) -> QuerySet[Publication, Row]:
    """Of a story in one edition: one, or none."""
    rows: QuerySet[Publication, Row] = Publication.objects.filter(
        story=story_id, site=site_id, language_code=language_code
    ).values(
        *("pk", "story_id", "language_code", "section_id", "headline"),
        *("publish_at", "expire_at", "withdrawn_at", "updated_at", "original_updated_at"),
        **{name: F(f"revision__{name}") for name in ("title", "dek", "body", "slug")},
        author_ids=F("revision__author_ids"),
        tag_ids=F("revision__tag_ids"),
        source_id=F("revision__source_id"),
        source_name=F("revision__source__name"),
        source_url=F("revision__source__url"),
        views=F("view_total__opening") + F("view_total__counted"),
        retraction_text=F("retraction__text"),
        retraction_at=F("retraction__at"),
        **{f"image_{name}": F(f"revision__lead_image__{name}") for name in (*IMAGE, *RIGHTS)},
        credit_line=_text(SourceTranslation, "revision__source", language_code, "credit_line"),
        alt=_text(ImageTranslation, "revision__lead_image", language_code, "alt"),
        caption=_text(ImageTranslation, "revision__lead_image", language_code, "caption"),
        author_links=JSONList(_authors(language_code)),
        tag_links=JSONList(_tags(story_id, site_id, language_code, at)),
        section_near=JSONList(
            neighbours_in(SECTION, OuterRef("section_id"), (story_id, site_id, language_code, at))
        ),
        live_languages=JSONList(_languages(at)),
        notices=JSONList(_corrections(language_code)),
        places=JSONList(places(Ranks.DAY.value, site_id, language_code, at, first=SHORT + SPARE)),
    )
    return rows


def _note(row: Row) -> None:
    note(
        story_key(row["story_id"]),
        *map(author_name_key, row["author_ids"]),
        *map(tag_name_key, row["tag_ids"]),
    )
    if row["source_id"] is not None:
        note(source_key(row["source_id"]))
    if row["image_pk"] is not None:
        note(image_key(row["image_pk"]))


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
            data=JSONRow(
                Coalesce(NullIf(Subquery(local_name), Value("")), "author__name"),
                F("author__slug"),
            )
        )
    )


def _tags(story_id: Any, site_id: Any, language_code: Any, at: Any) -> Any:
    names = TagTranslation.objects.filter(
        master=OuterRef("tag"), language_code=language_code
    ).values(data=JSONRow("name", "slug"))[:1]
    near = neighbours_in(TAG, OuterRef("tag_id"), (story_id, site_id, language_code, at))
    return (
        TagListing.objects.filter(publication=OuterRef("pk"))
        .order_by("tag_id")
        .values(data=JSONRow(F("tag_id"), Subquery(names), ArraySubquery(near)))
    )


def _corrections(language_code: str) -> Any:
    return (
        Correction.objects.filter(story=OuterRef("story"), language_code=language_code)
        .order_by("-at", "-pk")
        .values(data=JSONRow("text", "at"))
    )


def _languages(at: datetime) -> Any:
    """Where the story is live, on this site and on the one that it comes from."""
    return (
        Publication.objects.live(at)
        .filter(Q(site=OuterRef("site")) | Q(site=F("story__origin")), story=OuterRef("story"))
        .order_by("language_code")
        .values(data=JSONRow("language_code", "site_id", "section_id", "revision__slug"))
    )


def _page(row: Row, site: PublicSite, edition: PublicEdition, at: datetime) -> StoryPage:
    languages = _paths(row, site)
    return StoryPage(
        publication_id=row["pk"],
        story_id=row["story_id"],
        language_code=row["language_code"],
        title=row["headline"] or row["title"],
        dek=row["dek"],
        body=row["body"],
        slug=row["slug"],
        section=edition.section(row["section_id"]),
        publish_at=row["publish_at"],
        updated_at=row["updated_at"],
        original_updated_at=_past(row["original_updated_at"], at),
        state=public_state(row["publish_at"], row["expire_at"], row["withdrawn_at"], at),
        views=row["views"] or 0,
        picture=_picture(row, at),
        authors=tuple(
            NamedLink(name, addresses.author_path(edition.language_code, slug))
            for name, slug in row["author_links"]
        ),
        tags=_tag_links(row["tag_links"], edition.language_code),
        tag_ids=tuple(tag_id for tag_id, _words, _near in row["tag_links"]),
        source=_credit(row),
        languages=languages,
        origins={
            code: Origin(*place)
            for code, *place in row["live_languages"]
            if place[0] != site.id and code in languages
        },
        corrections=tuple(
            Notice(text, datetime.fromisoformat(moment)) for text, moment in row["notices"]
        ),
        retraction=_retraction(row),
        most_read=list_from(Ranks.DAY, row["places"], edition, at),
        neighbours=_around(row, edition),
    )


def _around(row: Row, edition: PublicEdition) -> tuple[Neighbour, ...]:
    near = [one for _tag_id, _words, others in row["tag_links"] for one in others]
    # A section without a name in the edition has no list there.
    if edition.section(row["section_id"]):
        near += row["section_near"]
    return tuple(map(Neighbour._make, near))


def _retraction(row: Row) -> Notice | None:
    if row["retraction_at"] is None:
        return None
    return Notice(row["retraction_text"], row["retraction_at"])


def _past(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment is not None and moment <= at else None


def _picture(row: Row, at: datetime) -> CardPicture | None:
    picture = picture_from(row, at)
    if picture is None:
        return None
    rights = PictureRights(**{name: row[f"image_{name}"] for name in RIGHTS})
    return picture._replace(rights=rights)


def _tag_links(tags: Sequence[Any], language_code: str) -> tuple[NamedLink, ...]:
    """A tag without a name in this language is not shown."""
    return tuple(
        NamedLink(words[0], addresses.tag_path(language_code, words[1]))
        for _tag_id, words, _near in tags
        if words
    )


def _credit(row: Row) -> Credit | None:
    """The credit is never lost: without a line in this language, the source's name stands."""
    if row["source_id"] is None:
        return None
    return Credit(row["credit_line"] or row["source_name"], row["source_url"])


def _paths(row: Row, site: PublicSite) -> dict[str, str]:
    """By language, in the order of the site's editions."""
    live = {
        code: (section_id, slug)
        for code, site_id, section_id, slug in row["live_languages"]
        if site_id == site.id
    }
    return {
        edition.language_code: story_path(
            edition.language_code,
            edition.section(live[edition.language_code][0]),
            live[edition.language_code][1],
            row["story_id"],
        )
        for edition in site.editions
        if edition.language_code in live
    }
