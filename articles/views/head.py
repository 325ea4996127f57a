"""What a page says of itself to browsers, search engines and other sites: the one source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.imaging.picture import Rendition, social
from articles.queries.cards import CardPicture
from articles.sites.public import PublicEdition, PublicSite

# Open Graph wants a territory with each language.
LOCALES = {"vi": "vi_VN", "en": "en_US", "zh-hans": "zh_CN", "zh-hant": "zh_TW", "ar": "ar_AR"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, or in this one."""

    hreflang: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedLink:
    title: str
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class SocialImage:
    """A picture at an absolute address."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What only a story has."""

    published_at: datetime
    updated_at: datetime
    section: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """The head of one page; every address in it is absolute."""

    title: str
    share_title: str
    description: str
    site_name: str
    language_code: str
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    previous: str = ""
    next: str = ""
    robots: str = "max-image-preview:large"
    image: SocialImage | None = None
    article: ArticleFacts | None = None
    json_ld: tuple[dict[str, Any], ...] = ()

    @property
    def open_graph(self) -> Iterator[tuple[str, str]]:
        """Open Graph properties in order."""
        yield "og:type", "article" if self.article else "website"
        yield "og:title", self.share_title
        yield "og:site_name", self.site_name
        if self.description:
            yield "og:description", self.description
        if self.canonical:
            yield "og:url", self.canonical
        if self.language_code in LOCALES:
            yield "og:locale", LOCALES[self.language_code]
        if self.image:
            yield "og:image", self.image.url
            yield "og:image:width", str(self.image.width)
            yield "og:image:height", str(self.image.height)
            if self.image.alt:
                yield "og:image:alt", self.image.alt
        if self.article:
            yield from self._article_properties(self.article)

    def _article_properties(self, article: ArticleFacts) -> Iterator[tuple[str, str]]:
        yield "article:published_time", article.published_at.isoformat(timespec="seconds")
        if article.updated_at > article.published_at:
            yield "article:modified_time", article.updated_at.isoformat(timespec="seconds")
        if article.section:
            yield "article:section", article.section
        for author in article.authors:
            yield "article:author", author
        for tag in article.tags:
            yield "article:tag", tag


def alternates(site: PublicSite, paths: Mapping[str, str]) -> tuple[Alternate, ...]:
    """hreflang links for a page that exists at these paths, by language code.

    `x-default` is the site's default edition, or the first language where it lacks the page.
    Nothing for a page in one language only: it has no alternate to name.
    """
    if len(paths) < 2:
        return ()
    default = paths.get(site.default_edition.language_code) or next(iter(paths.values()))
    editions = [edition for edition in site.editions if edition.language_code in paths]
    return (
        *(
            Alternate(edition.tag, site.absolute(paths[edition.language_code]))
            for edition in editions
        ),
        Alternate("x-default", site.absolute(default)),
    )


def social_image(site: PublicSite, picture: CardPicture | None) -> SocialImage | None:
    """The picture in the shape and format that every service reads."""
    if picture is None:
        return None
    shown: Rendition = social(picture)
    return SocialImage(site.absolute(shown.url), shown.width, shown.height, picture.alt)


def page_title(title: str, edition: PublicEdition) -> str:
    return f"{title} — {edition.name}"
