"""Answers about the text and the pictures of a sanitised body."""

import re
from html import unescape

from articles.richtext.document import walk
from articles.richtext.extensions import BLOCKS, HARD_BREAK, Kind
from articles.richtext.reader import read_clean

_TEXT_ENDS = re.compile(
    f"</(?:{'|'.join(tag for block in BLOCKS if block.kind is Kind.TEXT for tag in block.tags)})>"
)
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')


def plain_text(html: str) -> str:
    """The text alone, one line for each block; captions included.

    In normal form all text is in blocks that begin and end as they are written, so there is no
    need to read a document for it: searches take the text of every story that they show.
    """
    lines = _TEXT_ENDS.split(html.replace(f"<{HARD_BREAK}>", " "))
    return "\n".join(line for line in map(_without_tags, lines) if line)


def _without_tags(html: str) -> str:
    return unescape(_TAG.sub("", html))


def image_ids(html: str) -> list[int]:
    """The pictures a body refers to, in order, each once."""
    figures = (node for node in walk(read_clean(html)) if node.tag == "figure")
    return list(dict.fromkeys(int(node.attributes["data-image-id"]) for node in figures))
