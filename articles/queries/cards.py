"""A story in a list: what is shown of it, and how it is read from the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Expression, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, NullIf

from articles.caching.keys import image_key, note, text_key
from articles.models import Image, ImageTranslation, Publication
from articles.models.image import may_be_shown
from articles.queries.prepared import IsAmong, Row, prepared
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSection

IMAGE = (
    *("pk", "file", "width", "height", "checksum", "focal_x", "focal_y", "credit"),
    *("rights_digest", "rights_until"),
)
# In the order of the fields of a CardPicture.
_image_columns = itemgetter(*(f"image_{name}" for name in IMAGE))
# And those of a Card.
_card_columns = itemgetter("pk", "story_id", "title", "dek", "slug", "publish_at", "updated_at")


@dataclass(frozen=True, slots=True)
class PictureRights:
    """What machines are told of a picture, beside its credit; each empty where nobody knows."""

    creator: str
    copyright_notice: str
    licence_url: str
    licensor_url: str
    digital_source: str


class CardPicture(NamedTuple):
    """An `articles.imaging.addresses.Picture`, with its words in the page's language.

    A tuple, as Card is: pages make them by the dozen, and caches compare them.
    """

    pk: int
    file: str
    width: int
    height: int
    checksum: str
    focal_x: float
    focal_y: float
    credit: str
    rights_digest: str
    rights_until: datetime | None
    alt: str
    caption: str = ""
    # Only of the picture of a story's own page.
    rights: PictureRights | None = None


class Card(NamedTuple):
    """One story in one edition."""

    publication_id: int
    story_id: int
    title: str
    dek: str
    slug: str
    publish_at: datetime
    updated_at: datetime
    section: PublicSection | None
    language_code: str
    picture: CardPicture | None

    @property
    def path(self) -> str:
        return story_path(self.language_code, self.section, self.slug, self.story_id)


def story_path(language_code: str, section: PublicSection | None, slug: str, story_id: int) -> str:
    """A section without a name in the edition has no address there; the story still has one."""
    return addresses.story_path(
        language_code, section.slug if section else "section", slug, story_id
    )


def card_rows(
    publications: QuerySet[Publication], language_code: Expression | str
) -> QuerySet[Publication, Any]:
    """The columns that a card is made of."""
    return publications.values(
        "pk",
        "story_id",
        "section_id",
        "publish_at",
        "updated_at",
        title=Coalesce(NullIf("headline", Value("")), "revision__title"),
        dek=F("revision__dek"),
        slug=F("revision__slug"),
        alt=Subquery(
            ImageTranslation.objects.filter(
                master=OuterRef("revision__lead_image"), language_code=language_code
            ).values("alt")[:1]
        ),
        **{f"image_{name}": F(f"revision__lead_image__{name}") for name in IMAGE},
    )


def card_from(row: dict[str, Any], edition: PublicEdition, at: datetime) -> Card:
    note(text_key(row["story_id"], edition.language_code))
    fields: list[Any] = [
        *_card_columns(row),
        edition.section(row["section_id"]),
        edition.language_code,
        picture_from(row, at),
    ]
    return Card(*fields)


def cards_with(ids: Collection[int], edition: PublicEdition, at: datetime) -> dict[int, Card]:
    """Those of these publications that are live, by id. One query, or none without ids."""
    rows = _live_cards(list(ids), edition.language_code, at) if ids else ()
    return {row["pk"]: card_from(row, edition, at) for row in rows}


@prepared
def _live_cards(ids: Any, language_code: Any, at: Any) -> QuerySet[Publication, Row]:
    return card_rows(Publication.objects.live(at).filter(IsAmong("pk", ids)), language_code)


def picture_from(row: dict[str, Any], at: datetime) -> CardPicture | None:
    """The one way from the database to readers: None where the rights have ended at this moment.

    A picture without words in this language is shown as decoration.
    """
    if row["image_pk"] is None:
        return None
    # Also of a picture that is not shown: its rights may be extended.
    note(image_key(row["image_pk"]))
    if not may_be_shown(row["image_rights_until"], at):
        return None
    fields: list[Any] = [*_image_columns(row), row["alt"] or "", row.get("caption") or ""]
    return CardPicture(*fields)


def find_pictures(ids: Collection[int], language_code: str, at: datetime) -> dict[int, CardPicture]:
    """Pictures with their words in this language, by id. One query, or none without ids."""
    if not ids:
        return {}
    note(*map(image_key, ids))
    rows = _pictures(sorted(ids), language_code)
    pictures = (picture_from(row, at) for row in rows)
    return {picture.pk: picture for picture in pictures if picture}


@prepared
def _pictures(ids: Any, language_code: Any) -> QuerySet[Image, Row]:
    alt = ImageTranslation.objects.filter(master=OuterRef("pk"), language_code=language_code)
    rows: QuerySet[Image, Row] = Image.objects.filter(IsAmong("pk", ids)).values(
        **{f"image_{name}": F(name) for name in IMAGE},
        alt=Subquery(alt.values("alt")[:1]),
    )
    return rows
