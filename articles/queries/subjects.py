"""Authors and tags as their own pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from articles.caching.keys import author_name_key, note, tag_name_key
from articles.models import (
    Author,
    AuthorTranslation,
    Edition,
    ImageTranslation,
    TagTranslation,
)
from articles.queries.cards import IMAGE, CardPicture, picture_from
from articles.queries.listings import AUTHOR, TAG, list_key, newest_in
from articles.queries.prepared import JSONList, Row, prepared
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSite


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """An author in one edition."""

    id: int
    name: str
    bio: str
    portrait: CardPicture | None
    # Editions of the site with live stories by the author: language code and path.
    languages: dict[str, str]


@dataclass(frozen=True, slots=True)
class TagPage:
    """A tag in one edition."""

    id: int
    name: str
    languages: dict[str, str]


def find_author(
    slug: str, site: PublicSite, edition: PublicEdition, at: datetime
) -> AuthorPage | None:
    """One query."""
    rows = _authors(slug, site.id, edition.language_code, at)
    if not rows:
        return None
    row = rows[0]
    note(author_name_key(row["pk"]), *_list_keys(AUTHOR, row["pk"], site))
    path = {code: addresses.author_path(code, slug) for code in row["languages"]}
    return AuthorPage(
        id=row["pk"],
        name=row["shown_name"],
        bio=row["about"] or "",
        portrait=picture_from(row, at),
        languages=_in_order(site, path),
    )


@prepared
def _authors(slug: Any, site_id: Any, language_code: Any, at: Any) -> QuerySet[Author, Row]:
    """The author of this slug, with the site's editions that have a live story by them."""
    words = AuthorTranslation.objects.filter(master=OuterRef("pk"), language_code=language_code)
    alt = ImageTranslation.objects.filter(
        master=OuterRef("portrait"), language_code=language_code
    ).values("alt")[:1]
    author = OuterRef(OuterRef("pk"))
    editions = (
        Edition.objects.filter(site=site_id)
        .alias(newest=newest_in(AUTHOR, author, site_id, OuterRef("language_code"), at))
        .filter(newest__isnull=False)
        .values("language_code")
    )
    rows: QuerySet[Author, Row] = Author.objects.filter(slug=slug).values(
        "pk",
        shown_name=Coalesce(NullIf(Subquery(words.values("local_name")[:1]), Value("")), F("name")),
        about=Subquery(words.values("bio")[:1]),
        alt=Subquery(alt),
        languages=ArraySubquery(editions),
        **{f"image_{name}": F(f"portrait__{name}") for name in IMAGE},
    )
    return rows


def find_tag(slug: str, site: PublicSite, edition: PublicEdition, at: datetime) -> TagPage | None:
    """One query."""
    rows = _tags(slug, site.id, edition.language_code, at)
    if not rows:
        return None
    row = rows[0]
    note(tag_name_key(row["master_id"]), *_list_keys(TAG, row["master_id"], site))
    path = {
        words["language_code"]: addresses.tag_path(words["language_code"], words["slug"])
        for words in row["languages"]
    }
    return TagPage(id=row["master_id"], name=row["name"], languages=_in_order(site, path))


@prepared
def _tags(slug: Any, site_id: Any, language_code: Any, at: Any) -> QuerySet[TagTranslation, Row]:
    """The tag of this slug, with its words in languages in which it has a live story."""
    other_words = (
        TagTranslation.objects.filter(master=OuterRef("master"))
        .alias(newest=newest_in(TAG, OuterRef("master"), site_id, OuterRef("language_code"), at))
        .filter(newest__isnull=False)
        .values(data=JSONObject(language_code="language_code", slug="slug"))
    )
    rows: QuerySet[TagTranslation, Row] = TagTranslation.objects.filter(
        language_code=language_code, slug=slug
    ).values("master_id", "name", languages=JSONList(other_words))
    return rows


def _list_keys(listing: str, list_id: int, site: PublicSite) -> list[str]:
    """In which languages there is anything at all depends on the list in each of them."""
    return [list_key(listing, list_id, site, one.language_code) for one in site.editions]


def _in_order(site: PublicSite, path: dict[str, str]) -> dict[str, str]:
    return {
        edition.language_code: path[edition.language_code]
        for edition in site.editions
        if edition.language_code in path
    }
