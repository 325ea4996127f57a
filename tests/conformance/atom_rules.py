"""What RFC 4287 asks of Atom beyond its schema, and what feed validators warn of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.conformance.rss_profile import ATOM, MARKUP, embedded_complaints


def complaints(feed: Any, self_url: str) -> list[str]:
    """What is wrong with the feed that was read from this address; nothing if all is well."""
    return [*_complaints(feed, self_url)]


def _complaints(feed: Any, self_url: str) -> Iterator[str]:
    links = [
        (link.get("rel", "alternate"), link.get("href"), link.get("type"))
        for link in feed.findall(f"{ATOM}link")
    ]
    if ("self", self_url, "application/atom+xml") not in links:
        yield "feed: no link to itself with its type"
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and not all(
        entry.find(f"{ATOM}author") is not None for entry in entries
    ):
        yield "an entry without an author in a feed without one"
    yield from _alternates(feed, "feed")
    for number, entry in enumerate(entries, 1):
        for complaint in _entry(entry):
            yield f"entry {number}: {complaint}"
    ids = Counter(each.findtext(f"{ATOM}id") for each in (feed, *entries))
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    newest = max((entry.findtext(f"{ATOM}updated") for entry in entries), default="")
    if feed.findtext(f"{ATOM}updated") < newest:
        yield "feed: older than its newest entry"


def _entry(entry: Any) -> Iterator[str]:
    yield from _alternates(entry, "entry")
    content = entry.find(f"{ATOM}content")
    if content is None and not _of_rel(entry, "alternate"):
        yield "neither content nor an alternate link"
    if content is not None and content.get("type") == "html":
        yield from embedded_complaints(content.text)
    title = entry.find(f"{ATOM}title")
    if not (title.text or "").strip():
        yield "an empty title"
    elif title.get("type", "text") == "text" and MARKUP.search(title.text):
        yield f"markup in a plain title: {title.text!r}"
    if entry.findtext(f"{ATOM}published", "") > entry.findtext(f"{ATOM}updated"):
        yield "updated before it was published"
    if not entry.findtext(f"{ATOM}id").partition(":")[1]:
        yield "an id without a scheme"


def _alternates(parent: Any, name: str) -> Iterator[str]:
    kinds = Counter((link.get("type"), link.get("hreflang")) for link in _of_rel(parent))
    yield from (f"{name}: {n} alternates of type {k}" for k, n in kinds.items() if n > 1)


def _of_rel(parent: Any, rel: str = "alternate") -> list[Any]:
    return [link for link in parent.findall(f"{ATOM}link") if link.get("rel", rel) == rel]
