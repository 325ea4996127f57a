"""The inside of a text block in normal form."""

from collections.abc import Iterable, Iterator

from articles.richtext.characters import clean, is_visible
from articles.richtext.document import BREAK, Inline, Node

_COLLAPSING = (" ", "\u00a0")


def normalised(inlines: Iterable[Inline]) -> list[Inline]:
    """Equal neighbours joined, spaces collapsed across marks, no space or break at the ends.

    Empty where nothing is visible.
    """
    result: list[Inline] = []
    for inline in inlines:
        if inline.text == BREAK:
            _trim_end(result)
            if result:
                result.append(inline)
        elif text := _after(result, clean(inline.text)):
            _append(result, Inline(text, inline.marks))
    while result and (result[-1].text == BREAK or not result[-1].text.rstrip()):
        result.pop()
    _trim_end(result)
    if not any(is_visible(inline.text) for inline in result):
        return []
    return result


def paragraphs(block: Node) -> Iterator[Node]:
    """The paragraph cut at blank lines: two line breaks are how old systems end one."""
    if sum(inline.text == BREAK for inline in block.inlines) < 2:
        if block.inlines:
            yield block
        return
    current: list[Inline] = []
    for inline in block.inlines:
        if inline.text == BREAK and current and current[-1].text == BREAK:
            yield from _paragraph(block, current)
            current = []
        else:
            current.append(inline)
    yield from _paragraph(block, current)


def single_breaks(inlines: Iterable[Inline]) -> list[Inline]:
    """Line breaks one at a time, for blocks that cannot be cut."""
    result: list[Inline] = []
    for inline in inlines:
        if not (inline.text == BREAK and result and result[-1].text == BREAK):
            result.append(inline)
    return result


def _paragraph(block: Node, inlines: list[Inline]) -> Iterator[Node]:
    if kept := normalised(inlines):
        yield Node("p", dict(block.attributes), inlines=kept)


def _after(result: list[Inline], text: str) -> str:
    """What is left of the text's leading space, given what it follows."""
    if not result or result[-1].text == BREAK:
        return text.lstrip()
    last = result[-1]
    if text.startswith(_COLLAPSING) and last.text.endswith(_COLLAPSING):
        result[-1] = Inline(last.text[:-1] + " ", last.marks)
        return text[1:]
    return text


def _append(result: list[Inline], inline: Inline) -> None:
    if result and result[-1].marks == inline.marks and result[-1].text != BREAK:
        result.append(Inline(clean(result.pop().text + inline.text), inline.marks))
    else:
        result.append(inline)


def _trim_end(result: list[Inline]) -> None:
    while result and result[-1].text != BREAK:
        last = result.pop()
        if text := last.text.rstrip():
            result.append(Inline(text, last.marks))
            return
