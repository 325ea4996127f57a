"""Answers about the text and the pictures of a sanitised body."""

from articles.richtext.document import BREAK, text_blocks, walk
from articles.richtext.reader import read_clean


def plain_text(html: str) -> str:
    """The text alone, one line for each block; captions included."""
    return "\n".join(block.text.replace(BREAK, " ") for block in text_blocks(read_clean(html)))


def image_ids(html: str) -> list[int]:
    """The pictures a body refers to, in order, each once."""
    figures = (node for node in walk(read_clean(html)) if node.tag == "figure")
    return list(dict.fromkeys(int(node.attributes["data-image-id"]) for node in figures))
