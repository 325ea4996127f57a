"""A reader who follows everything: pages, feeds, site maps, pictures, styles and scripts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from zlib import crc32

from django.test import Client
from lxml import etree, html

from tests.conformance.readers import READERS, Reference

# Of renditions, one in so many is asked for: all formats, shapes and widths are among them.
RENDITION_SAMPLE = 12


@dataclass
class Answer:
    """What came back for one address."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...]

    @cached_property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @cached_property
    def text(self) -> str:
        return self.body.decode()

    @cached_property
    def document(self) -> Any:
        """The page as lxml reads HTML."""
        return html.document_fromstring(self.text)

    @cached_property
    def xml(self) -> Any:
        return etree.fromstring(self.body)

    @property
    def is_page(self) -> bool:
        return self.media_type == "text/html" and self.status == 200

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def language_code(self) -> str:
        """The first part of a page's path."""
        return self.path.split("/")[1]

    @property
    def is_first_page(self) -> bool:
        return not urlsplit(self.url).query

    def value(self, xpath: str) -> str:
        """The one string that the expression finds in the page."""
        found = self.document.xpath(xpath)
        if isinstance(found, list):
            (found,) = found
        return str(found).strip()

    def values(self, xpath: str) -> list[str]:
        return [str(found) for found in self.document.xpath(xpath)]

    @cached_property
    def canonical(self) -> str:
        found = self.values("//link[@rel='canonical']/@href")
        return found[0] if found else ""

    @cached_property
    def alternates(self) -> dict[str, str]:
        """hreflang and address, as the head has them."""
        links = self.document.xpath("//head/link[@rel='alternate'][@hreflang]")
        return {link.get("hreflang"): link.get("href") for link in links}

    @property
    def is_indexed(self) -> bool:
        return "noindex" not in " ".join(self.values("//meta[@name='robots']/@content"))


@dataclass(frozen=True)
class Link:
    source: str
    target: str
    kind: str


@dataclass
class Crawl:
    """Every answer by its address, and every reference between addresses of the sites."""

    answers: dict[str, Answer] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)

    @property
    def pages(self) -> Iterator[Answer]:
        return (answer for answer in self.answers.values() if answer.is_page)

    def of_type(self, *media_types: str) -> list[Answer]:
        return [one for one in self.answers.values() if one.media_type in media_types]

    def links_to(self, url: str) -> list[Link]:
        return [link for link in self.links if link.target == url]

    def reached(self, starts: Iterable[str], kinds: set[str]) -> set[str]:
        """What can be reached by references of these kinds alone."""
        by_source: dict[str, list[str]] = {}
        for link in self.links:
            if link.kind in kinds:
                by_source.setdefault(link.source, []).append(link.target)
        seen = set(starts)
        waiting = deque(seen)
        while waiting:
            for target in by_source.get(waiting.popleft(), ()):
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return seen


def ask(client: Client, url: str, **headers: str) -> Answer:
    """Ask for an absolute address, without following redirects."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    response = client.get(path, headers={"host": parts.netloc, **headers})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(
        url=url,
        status=response.status_code,
        headers={name.lower(): value for name, value in response.items()},
        body=body,
        cookies=tuple(response.cookies),
    )


def crawl(client: Client, starts: Iterable[str], hosts: set[str]) -> Crawl:
    """Follow every reference that stays on the hosts, redirects included, until nothing is new."""
    found = Crawl()
    waiting = deque(starts)
    known = set(waiting)
    while waiting:
        answer = ask(client, waiting.popleft())
        found.answers[answer.url] = answer
        for reference in _references(answer):
            target = urldefrag(urljoin(answer.url, reference.url)).url
            if urlsplit(target).netloc not in hosts:
                continue
            found.links.append(Link(answer.url, target, reference.kind))
            if target in known:
                continue
            known.add(target)
            if _is_left_out(target):
                found.skipped.add(target)
            else:
                waiting.append(target)
    return found


def _references(answer: Answer) -> Iterable[Reference]:
    if "location" in answer.headers:
        return [Reference(answer.headers["location"], "redirect")]
    reader: Callable[[Answer], Iterable[Reference]] | None = READERS.get(answer.media_type)
    return reader(answer) if reader else ()


def _is_left_out(url: str) -> bool:
    path = urlsplit(url).path
    return path.startswith("/media/r/") and crc32(path.encode()) % RENDITION_SAMPLE != 0
