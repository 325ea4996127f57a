"""What a page says of itself to machines, and data inside a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from articles.views.head import PageHead

register = template.Library()

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# What could end the element or begin a comment in it; JSON reads the escapes as the same letters.
ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.simple_tag
def page_head(head: PageHead) -> SafeString:
    """The elements of the head, a line each. Written here, as no reader looks at them."""
    return SafeString("".join(f"{line}\n" for line in _elements(head)))


def _elements(head: PageHead) -> Iterator[str]:
    # Where a page has nothing to say, its line is empty.
    yield ""
    yield f"<title>{escape(head.title)}</title>"
    yield _meta("name", "description", head.description) if head.description else ""
    yield _meta("name", "robots", head.robots) if head.robots else ""
    yield '<meta name="color-scheme" content="light dark">'
    yield f'<link rel="canonical" href="{escape(head.canonical)}">' if head.canonical else ""
    for other in head.alternates:
        hreflang, url = escape(other.hreflang), escape(other.url)
        yield f'<link rel="alternate" hreflang="{hreflang}" href="{url}">'
    yield ""
    for feed in head.feeds:
        title, url = escape(feed.title), escape(feed.url)
        yield f'<link rel="alternate" type="{feed.media_type}" title="{title}" href="{url}">'
    yield ""
    yield f'<link rel="prev" href="{escape(head.previous)}">' if head.previous else ""
    yield f'<link rel="next" href="{escape(head.next)}">' if head.next else ""
    for name, content in head.open_graph:
        yield _meta("property", name, content)
    yield ""
    yield _meta("name", "twitter:card", "summary_large_image" if head.image else "summary")
    for document in head.json_ld:
        yield f'<script type="application/ld+json">{json_ld(document)}</script>'
    yield ""


def _meta(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}">'


@register.filter
def json_ld(document: dict[str, Any]) -> SafeString:
    """The document as JSON that is safe inside `<script type="application/ld+json">`.

    Such an element is data: nothing runs it, so the content security policy lets it pass.
    """
    text = _ENCODER.encode(document)
    for character, written in ESCAPES.items():
        text = text.replace(character, written)
    return SafeString(text)
