"""Other people's HTML as a plain stream of the tags that we read.

nh3 (the HTML5 parser and allow-list cleaner) does the reading. It writes its result in one exact
form, which is why a single expression can cut that into tokens.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import nh3

from articles.richtext.extensions import DROPPED, LINK_SCHEMES, READ_TAGS, read_attributes
from articles.richtext.words import words

# A body of a million characters is a book; the parser needs quadratic time for hostile ones.
MAX_LENGTH = 1_000_000
MAX_DEPTH = 100
# HTML's rules copy formatting elements that were left open into every later block.
MAX_FORMATTING = 50
MAX_COPIES = 1_000_000

_CLEANER = nh3.Cleaner(
    tags=set(READ_TAGS),
    attributes=read_attributes(),
    clean_content_tags=set(DROPPED),
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
    strip_comments=True,
)

# HTML leaves out the end tags of these, so an open one says nothing about nesting.
_SELF_CLOSING = words(
    "area base br col colgroup dd dt embed hr img input li link meta option p param rp rt source "
    "tbody td tfoot th thead tr track wbr"
)
_FORMATTING = words("a b big code em font i nobr s small strike strong tt u sub sup span")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_CLEAN_TOKEN = re.compile(
    r"""<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:\s[a-z-]+="[^"]*")*)>"""
    r"""|(?P<text>[^<]+)"""
)
_ATTRIBUTE = re.compile(r"""\s([a-z-]+)="([^"]*)\"""")
_UNSTORABLE = re.compile(r"[\ud800-\udfff\x00]")


class TooLong(ValueError):
    """The text is longer than a body may be."""


class Token(NamedTuple):
    """One start tag, end tag (`ends`) or piece of text (`tag` is empty)."""

    tag: str
    ends: bool
    attributes: dict[str, str]
    text: str


def read_tokens(html: str) -> Iterator[Token]:
    """The known tags and the text of any HTML, every start tag with its end tag.

    Raises TooLong beyond `MAX_LENGTH` characters.
    """
    if len(html) > MAX_LENGTH:
        raise TooLong(f"{len(html)} characters; at most {MAX_LENGTH} are allowed")
    clean = _CLEANER.clean(_flattened(_UNSTORABLE.sub("", html)))
    return clean_tokens(clean)


def clean_tokens(html: str) -> Iterator[Token]:
    """Tokens of HTML in the cleaner's form or our own."""
    for match in _CLEAN_TOKEN.finditer(html):
        if (text := match["text"]) is not None:
            yield Token("", False, {}, unescape(text))
        elif match["end"]:
            yield Token(match["tag"], True, {}, "")
        else:
            written = match["attributes"]
            attributes = (
                {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}
                if written
                else {}
            )
            yield Token(match["tag"], False, attributes, "")


def _flattened(html: str) -> str:
    """The HTML without the tags that nest too deeply to be anybody's text.

    It runs before the cleaner, so what it takes for a tag need not be one.
    """
    count = html.count("<")
    if count <= MAX_FORMATTING:
        return html
    most_formatting = min(MAX_FORMATTING, max(3, MAX_COPIES // count))
    open_tags: list[tuple[str, bool]] = []
    formatting = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal formatting
        tag = match[2].lower()
        if tag in _SELF_CLOSING:
            return match[0]
        if not match[1]:
            kept = len(open_tags) < MAX_DEPTH and not (
                tag in _FORMATTING and formatting >= most_formatting
            )
            open_tags.append((tag, kept))
            formatting += tag in _FORMATTING
            return match[0] if kept else ""
        for position in range(len(open_tags) - 1, max(-1, len(open_tags) - MAX_DEPTH - 1), -1):
            if open_tags[position][0] == tag:
                kept = open_tags.pop(position)[1]
                formatting -= tag in _FORMATTING
                return match[0] if kept else ""
        return match[0]

    return _ANY_TAG.sub(keep, html)
