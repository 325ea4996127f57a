"""A body as a tree of blocks, and its one way of being written as HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from articles.richtext.extensions import CAPTION, HARD_BREAK

BREAK = "\n"

# A mark as applied: its element and its attributes, in writing order.
AppliedMark = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch of text with the same marks, or a line break (text is `BREAK`)."""

    text: str
    marks: tuple[AppliedMark, ...] = ()


@dataclass(slots=True)
class Node:
    """A block. Text blocks have `inlines`, others `children`; a figure's inlines are its caption
    and its `lang` is the caption's."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of this block alone, line breaks as they are."""
        return "".join(inline.text for inline in self.inlines)


def write(nodes: Iterable[Node]) -> str:
    """The nodes as HTML: what the editor's own serialiser writes, letter for letter."""
    return "".join(_pieces(nodes))


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node, parents first, in reading order."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def text_blocks(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes that carry text, in reading order."""
    return (node for node in walk(nodes) if node.inlines)


def _pieces(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if node.tag == "hr":
            yield "<hr>"
        elif node.tag == "figure":
            yield from _figure(node)
        elif node.tag == "table":
            yield "<table><tbody>"
            yield from _pieces(node.children)
            yield "</tbody></table>"
        else:
            yield _start(node.tag, node.attributes.items())
            yield from _pieces(node.children)
            yield from _text(node.inlines)
            yield f"</{node.tag}>"


def _figure(node: Node) -> Iterator[str]:
    attributes = dict(node.attributes)
    language = attributes.pop("lang", None)
    yield _start("figure", attributes.items())
    yield _start(CAPTION, [("lang", language)] if language else [])
    yield from _text(node.inlines)
    yield f"</{CAPTION}></figure>"


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def _quoted(value: str) -> str:
    return '"' + _escaped(value).replace('"', "&quot;") + '"'


def _start(tag: str, attributes: Iterable[tuple[str, str]]) -> str:
    return f"<{tag}{''.join(f' {name}={_quoted(value)}' for name, value in attributes)}>"


def _text(inlines: Iterable[Inline]) -> Iterator[str]:
    open_marks: list[AppliedMark] = []
    for inline in inlines:
        shared = _shared(open_marks, inline.marks)
        while len(open_marks) > shared:
            yield f"</{open_marks.pop()[0]}>"
        for tag, attributes in inline.marks[shared:]:
            yield _start(tag, attributes)
            open_marks.append((tag, attributes))
        yield f"<{HARD_BREAK}>" if inline.text == BREAK else _escaped(inline.text)
    for tag, _attributes in reversed(open_marks):
        yield f"</{tag}>"


def _shared(first: list[AppliedMark], second: tuple[AppliedMark, ...]) -> int:
    """How many marks, from the outermost, both have in common."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
