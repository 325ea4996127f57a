"""Reads any HTML into the document that the editor would make of it.

Text is never lost, except that of scripts, frames and the like: where a block is not allowed, its
text becomes paragraphs.
"""

from collections.abc import Callable, Iterable

from articles.richtext.attributes import (
    cell_attributes,
    figure_attributes,
    language_of,
    link_attributes,
    list_attributes,
)
from articles.richtext.document import BREAK, AppliedMark, Inline, Node
from articles.richtext.extensions import (
    BLOCK_OF_TAG,
    CAPTION,
    HARD_BREAK,
    MARK_OF_TAG,
    MARKS,
    ROOT_HOLDS,
    ROW_GROUPS,
    TAG_OF_ALIAS,
    Kind,
)
from articles.richtext.inlines import normalised, paragraphs, single_breaks
from articles.richtext.lists import tidy_list
from articles.richtext.markup import Token, clean_tokens, read_tokens
from articles.richtext.tables import tidy_table

# Lists inside lists; deeper ones become paragraphs of the item.
MAX_LISTS = 6
LISTS = frozenset({"ul", "ol"})
_MARK_RANK = {mark.tag: rank for rank, mark in enumerate(MARKS)}


def read(html: str) -> list[Node]:
    """The document in any HTML, in normal form; raises `markup.TooLong`."""
    return _Reader().read(read_tokens(html))


def read_clean(html: str) -> list[Node]:
    """The document in HTML that has been through the sanitiser: no parsing, so faster."""
    return _Reader().read(clean_tokens(html))


class _Reader:
    """Follows the tokens; each open element knows what its end tag has to do."""

    def __init__(self) -> None:
        self.root = Node("")
        self.containers = [self.root]
        self.block: Node | None = None
        self.open: list[tuple[str, Callable[[], object]]] = []
        self.marks: list[AppliedMark] = []
        # Languages stated by elements that we do not keep, handed on to the blocks inside.
        self.languages: list[str] = [""]
        # Figures found where none may stand: they follow the top-level block they were in.
        self.waiting: list[Node] = []

    def read(self, tokens: Iterable[Token]) -> list[Node]:
        for token in tokens:
            if not token.tag:
                self._text(token.text)
            elif token.ends:
                self._end(TAG_OF_ALIAS.get(token.tag, token.tag))
            else:
                self._start(TAG_OF_ALIAS.get(token.tag, token.tag), token.attributes)
        while self.open:
            self.open.pop()[1]()
        self._close_block()
        return self.root.children

    # --- tokens -----------------------------------------------------------------------------

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == HARD_BREAK:
            self._add(BREAK)
        elif tag in MARK_OF_TAG:
            self.marks.append(_mark(tag, attributes))
            self.open.append((tag, self.marks.pop))
        elif self.block is not None and self.block.tag == "figure":
            self._start_in_figure(self.block, tag, language_of(attributes))
        else:
            self._close_block()
            self._start_block(tag, attributes)

    def _start_block(self, tag: str, attributes: dict[str, str]) -> None:
        language = language_of(attributes)
        block = BLOCK_OF_TAG.get(tag)
        if tag == "figure" and (reference := figure_attributes(attributes)):
            self._open_text(tag, Node(tag, reference))
        elif tag in ROW_GROUPS:
            self.open.append((tag, self._close_block))
        elif block is not None and block.kind is Kind.RULE:
            if self._may_hold(tag):
                self.containers[-1].children.append(Node(tag))
        elif block is not None and block.kind is Kind.TEXT and tag != "figure":
            kept = tag if self._may_hold(tag) else "p"
            self._open_text(tag, Node(kept, self._stating(language)))
        elif block is not None and tag != "figure" and self._may_hold(tag):
            self._open_container(tag, attributes, language)
        else:
            self.languages.append(language or self.languages[-1])
            self.open.append((tag, self._close_boundary))

    def _start_in_figure(self, figure: Node, tag: str, language: str) -> None:
        """Only text stays in a figure: its blocks are lines of the caption."""
        if tag == "hr":
            return
        if tag == CAPTION and language:
            figure.attributes["lang"] = language
        self._add(BREAK)
        self.open.append((tag, lambda: self._add(BREAK)))

    def _end(self, tag: str) -> None:
        if all(opened != tag for opened, _close in self.open):
            return
        while True:
            opened, close = self.open.pop()
            close()
            if opened == tag:
                return

    def _text(self, text: str) -> None:
        if self.block is not None or text.strip():
            self._add(" " if text == BREAK else text)

    def _add(self, text: str) -> None:
        if self.block is None:
            self.block = Node("p", self._stating(""))
        self.block.inlines.append(Inline(text, _applied(self.marks)))

    # --- text blocks ------------------------------------------------------------------------

    def _stating(self, language: str) -> dict[str, str]:
        language = language or self.languages[-1]
        return {"lang": language} if language else {}

    def _open_text(self, tag: str, block: Node) -> None:
        self.block = block
        self.open.append((tag, self._close_block))

    def _close_boundary(self) -> None:
        self._close_block()
        self.languages.pop()

    def _close_block(self) -> None:
        block, self.block = self.block, None
        if block is None:
            return
        block.inlines = normalised(block.inlines)
        if block.tag == "figure":
            block.inlines = single_breaks(block.inlines)
            if self.containers[-1] is self.root:
                self.root.children.append(block)
            else:
                self.waiting.append(block)
        elif block.tag == "p":
            self._place(list(paragraphs(block)))
        elif block.inlines:
            block.inlines = single_breaks(block.inlines)
            self._place([block])

    def _place(self, blocks: list[Node]) -> None:
        container = self.containers[-1]
        if container.tag in LISTS:
            if blocks:
                container.children.append(Node("li", children=blocks))
        elif container.tag in {"table", "tr"}:
            # Text between cells stands before the table, which is the last thing at top level.
            self.root.children[-1:-1] = blocks
        else:
            container.children.extend(blocks)

    # --- containers -------------------------------------------------------------------------

    def _may_hold(self, tag: str) -> bool:
        container = self.containers[-1].tag
        if not container:
            return tag in ROOT_HOLDS
        if container == "table":
            return tag == "tr"
        if container == "tr":
            return tag in {"td", "th"}
        if tag in LISTS and sum(node.tag in LISTS for node in self.containers) >= MAX_LISTS:
            return False
        if container in LISTS:
            return tag == "li" or tag in LISTS
        return tag in BLOCK_OF_TAG[container].holds

    def _open_container(self, tag: str, attributes: dict[str, str], language: str) -> None:
        parent = self.containers[-1]
        if tag in LISTS and parent.tag in LISTS:
            # A list directly inside a list belongs to the item before it.
            if not parent.children:
                parent.children.append(Node("li"))
            parent = parent.children[-1]
        node = Node(tag)
        if "lang" in BLOCK_OF_TAG[tag].attributes:
            node.attributes = self._stating(language)
            self.languages.append("")
        else:
            self.languages.append(language or self.languages[-1])
        if tag == "ol":
            node.attributes = list_attributes(attributes)
        elif tag in {"td", "th"}:
            node.attributes = cell_attributes(attributes)
        parent.children.append(node)
        self.containers.append(node)
        self.open.append((tag, lambda: self._close_container(parent, node)))

    def _close_container(self, parent: Node, node: Node) -> None:
        self._close_block()
        self.languages.pop()
        self.containers.pop()
        if node.tag in LISTS:
            parent.children[-1:] = tidy_list(node)
        elif node.tag == "table":
            parent.children[-1:] = tidy_table(node)
        elif node.tag in {"td", "th"}:
            node.children = node.children or [Node("p")]
        elif node.tag == "blockquote" and not node.children:
            parent.children.pop()
        if self.containers[-1] is self.root:
            self.root.children += self.waiting
            self.waiting = []


def _mark(tag: str, attributes: dict[str, str]) -> AppliedMark:
    """The mark of an element: a link that leads nowhere, and anything unknown, marks a language."""
    mark = MARK_OF_TAG[tag].tag
    language = language_of(attributes)
    if mark == "a" and (link := link_attributes(attributes)):
        return ("a", link)
    if mark == "a":
        mark = "span"
    return (mark, (("lang", language),) if language else ())


def _applied(marks: Iterable[AppliedMark]) -> tuple[AppliedMark, ...]:
    """The marks in force, outermost first as written; of two alike the inner one counts."""
    applied: dict[str, AppliedMark] = {}
    for tag, attributes in marks:
        if tag == "a":
            applied[tag] = (tag, attributes)
            continue
        if attributes:
            applied["span"] = ("span", attributes)
        if tag != "span":
            applied[tag] = (tag, ())
    return tuple(sorted(applied.values(), key=lambda mark: _MARK_RANK[mark[0]]))
