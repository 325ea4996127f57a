"""RSS 2.0 after its specification and the RSS Advisory Board's profile, strictly.

Also asks for what feed validators warn of: a self link, absolute addresses in HTML, and titles
without markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"

CHANNEL_ONCE = {
    *("title", "link", "description", "language", "copyright", "managingEditor", "webMaster"),
    *("pubDate", "lastBuildDate", "generator", "docs", "cloud", "ttl", "image", "rating"),
    *("textInput", "skipHours", "skipDays"),
}
CHANNEL_OFTEN = {"category", "item", f"{ATOM}link"}
ITEM_ONCE = {
    *("title", "link", "description", "author", "comments", "guid", "pubDate", "source"),
    *(f"{CONTENT}encoded", f"{ATOM}updated", f"{DC}source"),
}
# The profile allows one enclosure, as readers disagree on more.
ITEM_OFTEN = {"category", "enclosure", f"{DC}creator", f"{MEDIA}content"}
ATTRIBUTES = {
    "rss": {"version"},
    "category": {"domain"},
    "guid": {"isPermaLink"},
    "enclosure": {"url", "length", "type"},
    "source": {"url"},
    f"{ATOM}link": {"href", "rel", "type", "hreflang", "title", "length"},
    f"{MEDIA}content": {"url", "type", "medium", "width", "height", "fileSize", "lang"},
}
# Date of RFC 822 with a year of four digits and a zone that has one meaning.
DATE = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )\d{2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} (?:GMT|[+-]\d{4})"
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ADDRESS = re.compile(r"https?://[!-~]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
MARKUP = re.compile(r"</?[a-z][^>]*>|&(?:[a-z]+|#\d+);", re.IGNORECASE)


def complaints(rss: Any, self_url: str) -> list[str]:
    """What is wrong with the feed that was read from this address; nothing if all is well."""
    return [*_complaints(rss, self_url)]


def _complaints(rss: Any, self_url: str) -> Iterator[str]:
    if rss.tag != "rss" or rss.get("version") != "2.0":
        yield "the document is not rss 2.0"
    if [child.tag for child in rss] != ["channel"]:
        yield "rss holds something else than one channel"
        return
    (channel,) = rss
    yield from _known_attributes(rss)
    yield from _children(channel, CHANNEL_ONCE, CHANNEL_OFTEN)
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            yield f"channel: no {name}"
    yield from _address(channel, "link")
    yield from _dates(channel, "pubDate", "lastBuildDate")
    yield from _plain(channel, "title")
    language = channel.findtext("language")
    if language is not None and not LANGUAGE.fullmatch(language):
        yield f"channel: language {language!r}"
    selves = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if [(link.get("href"), link.get("type")) for link in selves] != [
        (self_url, "application/rss+xml")
    ]:
        yield "channel: no atom:link to itself with its type"
    items = channel.findall("item")
    if items and list(channel)[-len(items) :] != items:
        yield "channel: elements among or after the items"
    for number, item in enumerate(items, 1):
        for complaint in _item(item):
            yield f"item {number}: {complaint}"
    guids = Counter(item.findtext("guid") for item in items)
    yield from (f"guid {guid!r} stands {n} times" for guid, n in guids.items() if n > 1)


def _item(item: Any) -> Iterator[str]:
    yield from _children(item, ITEM_ONCE, ITEM_OFTEN)
    if not item.findtext("title") and not item.findtext("description"):
        yield "neither title nor description"
    yield from _address(item, "link")
    yield from _dates(item, "pubDate")
    yield from _plain(item, "title")
    guid = item.find("guid")
    if guid is None or not guid.text:
        yield "no guid"
    elif guid.get("isPermaLink", "true") == "true" and not ADDRESS.fullmatch(guid.text):
        yield "guid is no permanent link, and does not say so"
    if item.find("author") is not None and "@" not in item.findtext("author", ""):
        yield "author is no e-mail address"
    if len(item.findall("enclosure")) > 1:
        yield "more than one enclosure"
    for enclosure in item.findall("enclosure"):
        if set(enclosure.attrib) != {"url", "length", "type"}:
            yield "enclosure without url, length and type"
    for media in item.findall(f"{MEDIA}content"):
        if not ADDRESS.fullmatch(media.get("url", "")) or "/" not in media.get("type", ""):
            yield "media:content without address or type"
    encoded = item.findtext(f"{CONTENT}encoded")
    if encoded is not None:
        yield from embedded_complaints(encoded)


def _children(parent: Any, once: set[str], often: set[str]) -> Iterator[str]:
    found = Counter(child.tag for child in parent)
    for tag, count in found.items():
        if tag not in once and tag not in often:
            yield f"unknown element {tag}"
        if tag in once and count > 1:
            yield f"{tag} stands {count} times"
    for child in parent:
        yield from _known_attributes(child)
        for each in child.iter():
            has_words = (each.text or "").strip()
            if not has_words and not len(each) and not each.attrib:
                yield f"empty element {each.tag}"
    if (parent.text or "").strip() or any((child.tail or "").strip() for child in parent):
        yield "text between the elements"


def _known_attributes(element: Any) -> Iterator[str]:
    unknown = {name for name in element.attrib if not name.startswith("{")} - ATTRIBUTES.get(
        element.tag, set()
    )
    if unknown:
        yield f"unknown attribute of {element.tag}: {sorted(unknown)}"


def _address(parent: Any, name: str) -> Iterator[str]:
    text = parent.findtext(name)
    if text is not None and not ADDRESS.fullmatch(text):
        yield f"{name} is no full address: {text!r}"


def _dates(parent: Any, *names: str) -> Iterator[str]:
    for name in names:
        text = parent.findtext(name)
        if text is None:
            continue
        match = DATE.fullmatch(text)
        if not match or DAYS[parsedate_to_datetime(text).weekday()] != match[1]:
            yield f"{name} is no date: {text!r}"


def _plain(parent: Any, name: str) -> Iterator[str]:
    text = parent.findtext(name) or ""
    if MARKUP.search(text):
        yield f"{name} has markup: {text!r}"


def embedded_complaints(encoded: str) -> Iterator[str]:
    """HTML in a feed is read far from its page: full addresses, no scripts, no forms, no style."""
    body = html.fragment_fromstring(encoded, create_parent="div")
    for element in body.iter():
        if element.tag in {"script", "style", "form", "iframe", "object", "embed", "meta", "link"}:
            yield f"{element.tag} in the text"
        for name, value in element.attrib.items():
            if name in {"src", "href"} and not ADDRESS.fullmatch(value):
                yield f"relative address in the text: {value!r}"
            if name == "style" or name.startswith(("on", "data-")):
                yield f"attribute {name} in the text"
            if name in {"id", "tabindex", "role"}:
                yield f"attribute {name} in the text: it means nothing outside the page"
