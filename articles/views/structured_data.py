"""schema.org descriptions of pages, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from articles.imaging.attribution import DIGITAL_SOURCES
from articles.imaging.picture import logo
from articles.queries.cards import CardPicture
from articles.queries.story_page import NamedLink, StoryPage
from articles.sites.public import PublicEdition, PublicSite
from articles.views.head import SocialImage

CONTEXT = "https://schema.org"


def website(site: PublicSite, edition: PublicEdition) -> dict[str, Any]:
    """An edition, with its search."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": edition.name,
        "url": site.absolute(edition.path),
        "inLanguage": edition.tag,
        "publisher": _publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": site.absolute(edition.search_path) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_list(
    site: PublicSite, edition: PublicEdition, links: Sequence[NamedLink]
) -> dict[str, Any]:
    """The way from the front page; the last link is the page itself."""
    way = [NamedLink(edition.name, edition.path), *links]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": link.name,
                "item": site.absolute(link.path),
            }
            for position, link in enumerate(way, 1)
        ],
    }


def news_article(
    site: PublicSite,
    edition: PublicEdition,
    story: StoryPage,
    image: SocialImage | None,
    address: str,
) -> dict[str, Any]:
    """A story, whose canonical address is given. Times are in the site's time zone."""
    facts: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": story.title,
        "description": story.dek,
        "inLanguage": edition.tag,
        "datePublished": _time(site, story.publish_at),
        "dateModified": _time(site, max(story.publish_at, story.updated_at)),
        "author": [
            {"@type": "Person", "name": author.name, "url": site.absolute(author.path)}
            for author in story.authors
        ]
        or [_publisher(site)],
        "publisher": _publisher(site),
        "articleSection": story.section.name if story.section else "",
        "keywords": [tag.name for tag in story.tags],
        "creditText": story.source.credit_line if story.source else "",
        "isAccessibleForFree": True,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": correction.text,
                "datePublished": _time(site, correction.at),
                "inLanguage": edition.tag,
            }
            for correction in story.corrections
        ],
    }
    if image is not None:
        facts["image"] = _image_object(image, story.picture)
    return _told(facts)


def _image_object(image: SocialImage, picture: CardPicture | None) -> dict[str, Any]:
    """With what search engines show of a picture's rights."""
    facts: dict[str, Any] = {
        "@type": "ImageObject",
        "url": image.url,
        "contentUrl": image.url,
        "width": image.width,
        "height": image.height,
        "creditText": picture.credit if picture else "",
    }
    if picture is not None and picture.rights is not None:
        rights = picture.rights
        facts |= {
            "creator": {"@type": "Person", "name": rights.creator} if rights.creator else "",
            "copyrightNotice": rights.copyright_notice,
            "license": rights.licence_url,
            "acquireLicensePage": rights.licensor_url,
            "digitalSourceType": rights.digital_source and DIGITAL_SOURCES + rights.digital_source,
        }
    return _told(facts)


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody knows."""
    return {key: value for key, value in facts.items() if value not in ("", [])}


def _time(site: PublicSite, moment: datetime) -> str:
    return moment.astimezone(site.tzinfo).isoformat(timespec="seconds")


def _publisher(site: PublicSite) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": site.publisher,
        "url": site.absolute("/"),
    }
    if site.logo is not None:
        shown = logo(site.logo)
        facts["logo"] = {
            "@type": "ImageObject",
            "url": site.absolute(shown.url),
            "width": shown.width,
            "height": shown.height,
        }
    return facts
