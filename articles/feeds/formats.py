"""A feed written out as RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.entries import Entry, Feed

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT_MODULE = "http://purl.org/rss/1.0/modules/content/"
MEDIA_RSS = "http://search.yahoo.com/mrss/"


class _Dated(SyndicationFeed):
    """A feed whose time is given: that of its newest entry, and now where it has none."""

    def latest_post_date(self) -> datetime:
        changed_at: datetime = self.feed["changed_at"]
        return changed_at


class _Rss(_Dated, Rss201rev2Feed):
    """RSS 2.0 with the full text, the picture and names that are not e-mail addresses."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("atom:link", "", _self_link(self.feed, "application/rss+xml"))
        if self.feed["logo"]:
            handler.startElement("image", AttributesImpl({}))
            for name, key in (("url", "logo"), ("title", "title"), ("link", "link")):
                handler.addQuickElement(name, self.feed[key])
            handler.endElement("image")

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": CONTENT_MODULE,
            "xmlns:dc": DUBLIN_CORE,
            "xmlns:media": MEDIA_RSS,
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        # RSS has no word of its own for a change.
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated_at))
        for author in entry.authors:
            handler.addQuickElement("dc:creator", author)
        if entry.credit:
            handler.addQuickElement("dc:source", entry.credit)
        if entry.html:
            handler.addQuickElement("content:encoded", entry.html)
        if entry.picture:
            _media(handler, entry)


class _Atom(_Dated, Atom1Feed):
    """Atom with the full text; the summary is plain text."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", _self_link(self.feed, "application/atom+xml"))
        if self.feed["logo"]:
            handler.addQuickElement("logo", self.feed["logo"])

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": MEDIA_RSS}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        entry: Entry = item["entry"]
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", "", {"href": entry.url, "rel": "alternate"})
        handler.addQuickElement("published", rfc3339_date(entry.published_at))
        handler.addQuickElement("updated", rfc3339_date(entry.updated_at))
        handler.addQuickElement("id", entry.id)
        for author in entry.authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author)
            handler.endElement("author")
        for tag in entry.tags:
            handler.addQuickElement("category", "", {"term": tag})
        if entry.summary:
            handler.addQuickElement("summary", entry.summary)
        if entry.html:
            handler.addQuickElement("content", entry.html, {"type": "html"})
        if entry.credit:
            handler.addQuickElement("rights", entry.credit)
        if entry.picture:
            _media(handler, entry)


def _self_link(feed: dict[str, Any], media_type: str) -> dict[str, str]:
    """With its type, which Django's own does not say."""
    return {"href": feed["address"], "rel": "self", "type": media_type}


def _media(handler: SimplerXMLGenerator, entry: Entry) -> None:
    assert entry.picture is not None
    handler.startElement(
        "media:content",
        AttributesImpl(
            {
                "url": entry.picture.url,
                "medium": "image",
                "type": "image/jpeg",
                "width": str(entry.picture.width),
                "height": str(entry.picture.height),
            }
        ),
    )
    if entry.picture.credit:
        handler.addQuickElement("media:credit", entry.picture.credit)
    if entry.picture.alt:
        handler.addQuickElement("media:description", entry.picture.alt, {"type": "plain"})
    handler.endElement("media:content")


def _xml(feed: Feed, kind: type[SyndicationFeed]) -> str:
    writer = kind(
        title=feed.title,
        link=feed.page_url,
        description=feed.description,
        language=feed.language_tag,
        author_name=feed.publisher,
        subtitle=feed.description,
        address=feed.url,
        feed_copyright=feed.rights,
        changed_at=feed.updated_at,
        logo=feed.logo,
    )
    # Django lower-cases the language; a tag's script is written with a capital.
    writer.feed["language"] = feed.language_tag
    for entry in feed.entries:
        writer.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.summary,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            categories=list(entry.tags),
            entry=entry,
        )
    out = StringIO()
    writer.write(out, "utf-8")
    return out.getvalue()


def rss(feed: Feed) -> str:
    """RSS 2.0 with the content, Dublin Core and Media RSS modules."""
    return _xml(feed, _Rss)


def atom(feed: Feed) -> str:
    """Atom, RFC 4287."""
    return _xml(feed, _Atom)


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
