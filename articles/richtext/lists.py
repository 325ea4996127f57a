"""Lists in normal form: every item begins with a paragraph."""

from collections.abc import Iterator

from articles.richtext.document import Node


def tidy_list(node: Node) -> list[Node]:
    """The list without empty items, or nothing where none remains."""
    node.children = [item for child in node.children for item in _items(child)]
    return [node] if node.children else []


def _items(item: Node) -> Iterator[Node]:
    """The item; one that begins with a list is only that list's frame, so its items step out."""
    children = list(item.children)
    while children and children[0].tag != "p":
        yield from children.pop(0).children
    if children:
        yield Node("li", item.attributes, children)
