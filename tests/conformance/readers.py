"""Which addresses a document names, by its media type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import html

if TYPE_CHECKING:
    from tests.conformance.crawler import Answer

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
MODULE = re.compile(r"""\bimport\b[^'"]*['"]([./][^'"]+)['"]""")


@dataclass(frozen=True)
class Reference:
    """An address as it is written, and what it is used for."""

    url: str
    kind: str


def page(answer: Answer) -> Iterator[Reference]:
    yield from _html(answer.document)
    for block in answer.values("//script[@type='application/ld+json']/text()"):
        for url in _addresses(json.loads(block)):
            if "{" not in url:
                yield Reference(url, "json-ld")


def stylesheet(answer: Answer) -> Iterator[Reference]:
    for match in CSS_ADDRESS.finditer(answer.text):
        url = match[1] or match[2]
        if not url.startswith("data:"):
            yield Reference(url, "style")


def script(answer: Answer) -> Iterator[Reference]:
    for match in MODULE.finditer(answer.text):
        yield Reference(match[1], "script")


def xml(answer: Answer) -> Iterator[Reference]:
    """RSS, Atom and site maps."""
    for element in answer.xml.iter():
        kind = "picture" if element.tag == f"{IMAGE}loc" else "entry"
        if element.tag in {"link", "guid", f"{SITEMAP}loc", f"{IMAGE}loc"}:
            if element.get("isPermaLink") != "false":
                yield Reference(element.text, kind)
        elif element.tag in {f"{ATOM}link", f"{XHTML}link"}:
            yield Reference(element.get("href"), element.get("rel", "alternate"))
        elif element.tag == f"{MEDIA}content":
            yield Reference(element.get("url"), "picture")
        elif element.tag in {f"{CONTENT}encoded", f"{ATOM}content"}:
            yield from _html(html.fragment_fromstring(element.text, create_parent="div"))


def json_feed(answer: Answer) -> Iterator[Reference]:
    feed = json.loads(answer.text)
    yield Reference(feed["home_page_url"], "entry")
    yield Reference(feed["feed_url"], "self")
    for item in feed["items"]:
        yield Reference(item["url"], "entry")
        if "image" in item:
            yield Reference(item["image"], "picture")
        if "content_html" in item:
            yield from _html(html.fragment_fromstring(item["content_html"], create_parent="div"))


def robots(answer: Answer) -> Iterator[Reference]:
    for line in answer.text.splitlines():
        name, _colon, value = line.partition(":")
        if name == "Sitemap":
            yield Reference(value.strip(), "entry")


def _html(document: Any) -> Iterator[Reference]:
    for element in document.iter("a", "area"):
        if element.get("href") is not None:
            yield Reference(element.get("href"), "anchor")
    for element in document.iter("link"):
        yield Reference(element.get("href"), element.get("rel"))
    for element in document.iter("img", "source", "script", "iframe", "audio", "video"):
        kind = "script" if element.tag == "script" else "picture"
        if element.get("src"):
            yield Reference(element.get("src"), kind)
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield Reference(candidate.split()[0], kind)
    for form in document.iter("form"):
        yield Reference(form.get("action", ""), "form")
    for element in document.iter("meta"):
        if element.get("property") in {"og:url", "og:image", "article:author"}:
            kind = "picture" if element.get("property") == "og:image" else "open-graph"
            yield Reference(element.get("content"), kind)


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "@context":
                yield from _addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        yield value


READERS = {
    "text/html": page,
    "text/css": stylesheet,
    "text/javascript": script,
    "application/xml": xml,
    "application/rss+xml": xml,
    "application/atom+xml": xml,
    "application/feed+json": json_feed,
    "text/plain": robots,
}
