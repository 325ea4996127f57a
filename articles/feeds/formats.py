"""A feed written out as RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.feedgenerator import rfc2822_date, rfc3339_date

from articles.feeds.entries import KEPT, Entry, Feed, FeedPicture
from articles.feeds.xml import DECLARATION, element, enclosing

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT_MODULE = "http://purl.org/rss/1.0/modules/content/"
MEDIA_RSS = "http://search.yahoo.com/mrss/"
RSS_MODULES = {
    "xmlns:atom": ATOM,
    "xmlns:content": CONTENT_MODULE,
    "xmlns:dc": DUBLIN_CORE,
    "xmlns:media": MEDIA_RSS,
}


def rss(feed: Feed) -> str:
    """RSS 2.0 with the content, Dublin Core and Media RSS modules."""
    channel = (
        element("title", feed.title),
        element("link", feed.page_url),
        element("description", feed.description),
        element("language", feed.language_tag),
        element("copyright", feed.rights),
        element("lastBuildDate", rfc2822_date(feed.updated_at)),
        element("atom:link", "", rel="self", href=feed.url, type="application/rss+xml"),
        _rss_image(feed),
        *map(_rss_item, feed.entries),
    )
    return DECLARATION + enclosing(
        "rss", enclosing("channel", "".join(channel)), version="2.0", **RSS_MODULES
    )


def _rss_image(feed: Feed) -> str:
    if not feed.logo:
        return ""
    return enclosing(
        "image",
        element("url", feed.logo) + element("title", feed.title) + element("link", feed.page_url),
    )


@lru_cache(maxsize=KEPT)
def _rss_item(entry: Entry) -> str:
    parts = (
        element("title", entry.title),
        element("link", entry.url),
        element("description", entry.summary),
        element("pubDate", rfc2822_date(entry.published_at)),
        element("guid", entry.id, isPermaLink="false"),
        *(element("category", tag) for tag in entry.tags),
        # RSS has no word of its own for a change.
        element("atom:updated", rfc3339_date(entry.updated_at)),
        # Names that are not e-mail addresses.
        *(element("dc:creator", author) for author in entry.authors),
        element("dc:source", entry.credit) if entry.credit else "",
        element("content:encoded", entry.html) if entry.html else "",
        _media(entry.picture) if entry.picture else "",
    )
    return enclosing("item", "".join(parts))


def atom(feed: Feed) -> str:
    """Atom, RFC 4287, with the full text; the summary is plain text."""
    parts = (
        element("title", feed.title),
        element("link", "", rel="alternate", href=feed.page_url),
        element("id", feed.page_url),
        element("updated", rfc3339_date(feed.updated_at)),
        enclosing("author", element("name", feed.publisher)),
        element("subtitle", feed.description),
        element("rights", feed.rights),
        element("link", "", rel="self", href=feed.url, type="application/atom+xml"),
        element("logo", feed.logo) if feed.logo else "",
        *map(_atom_entry, feed.entries),
    )
    names = {"xml:lang": feed.language_tag, "xmlns": ATOM, "xmlns:media": MEDIA_RSS}
    return DECLARATION + enclosing("feed", "".join(parts), **names)


@lru_cache(maxsize=KEPT)
def _atom_entry(entry: Entry) -> str:
    parts = (
        element("title", entry.title),
        element("link", "", href=entry.url, rel="alternate"),
        element("published", rfc3339_date(entry.published_at)),
        element("updated", rfc3339_date(entry.updated_at)),
        element("id", entry.id),
        *(enclosing("author", element("name", author)) for author in entry.authors),
        *(element("category", "", term=tag) for tag in entry.tags),
        element("summary", entry.summary) if entry.summary else "",
        element("content", entry.html, type="html") if entry.html else "",
        element("rights", entry.credit) if entry.credit else "",
        _media(entry.picture) if entry.picture else "",
    )
    return enclosing("entry", "".join(parts))


def _media(picture: FeedPicture) -> str:
    words = (
        element("media:credit", picture.credit) if picture.credit else "",
        element("media:description", picture.alt, type="plain") if picture.alt else "",
    )
    return enclosing(
        "media:content",
        "".join(words),
        url=picture.url,
        medium="image",
        type="image/jpeg",
        width=str(picture.width),
        height=str(picture.height),
    )


def json_feed(feed: Feed) -> str:
    """JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.language_tag,
        "authors": [{"name": feed.publisher}],
        **({"icon": feed.logo} if feed.logo else {}),
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False)


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "date_published": rfc3339_date(entry.published_at),
        "date_modified": rfc3339_date(entry.updated_at),
        # A reader needs one of the two: without the full text the summary is the content.
        **({"content_html": entry.html} if entry.html else {"content_text": _text(entry)}),
    }
    credited = {
        "credit": entry.credit,
        "image_credit": entry.picture.credit if entry.picture else "",
    }
    optional = {
        "summary": entry.summary,
        "authors": [{"name": author} for author in entry.authors],
        "tags": list(entry.tags),
        "image": entry.picture.url if entry.picture else "",
        # The format has no place for credits; an extension's name begins so.
        "_newscenter": {name: value for name, value in credited.items() if value},
    }
    return item | {name: value for name, value in optional.items() if value}


def _text(entry: Entry) -> str:
    """The summary, with whom the story is credited to."""
    return "\n\n".join(filter(None, (entry.summary, entry.credit)))


@dataclass(frozen=True)
class Format:
    """How a feed is named, labelled and written."""

    file_name: str
    name: str
    media_type: str
    write: Callable[[Feed], str]


FORMATS = (
    Format("rss.xml", "RSS", "application/rss+xml", rss),
    Format("atom.xml", "Atom", "application/atom+xml", atom),
    Format("feed.json", "JSON Feed", "application/feed+json", json_feed),
)
BY_FILE_NAME = {one.file_name: one for one in FORMATS}
