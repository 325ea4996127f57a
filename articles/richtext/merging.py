"""Two people's versions of one text, brought together paragraph by paragraph.

A three-way merge (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007) whose lines
are the blocks of a body: paragraphs, list items, rows of a table. What only one of the two changed
is taken from that one; where both changed the same block, both texts are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.richtext.document import Node, write
from articles.richtext.reader import read_clean
from articles.richtext.sanitizer import sanitize

# Containers that are merged child by child.
_OPENED = {"ul", "ol", "blockquote", "table"}


@dataclass(frozen=True, slots=True)
class Clash:
    """Blocks that both have changed, as HTML; empty where one of them dropped the block."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text. In place of a clash it has mine, or theirs where I have dropped it."""

    html: str
    clashes: tuple[Clash, ...] = ()


def merge_bodies(base: str, mine: str, theirs: str) -> Merge:
    """Bring two sanitised bodies together that both began as `base`."""
    if theirs in (mine, base):
        return Merge(mine)
    if mine == base:
        return Merge(theirs)
    pieces: list[str] = []
    clashes: list[Clash] = []
    for one, two, three in _chunks(_lines(base), _lines(mine), _lines(theirs)):
        if three in (two, one):
            pieces += two
        elif two == one:
            pieces += three
        else:
            pieces += two or three
            clashes.append(Clash(*(sanitize("".join(side)) for side in (one, two, three))))
    return Merge(sanitize("".join(pieces)), tuple(clashes))


def merge_lines(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """One field without markup, and whether both have changed it; then it stays mine."""
    if mine in (base, theirs):
        return theirs, False
    return mine, theirs != base


def _lines(body: str) -> list[str]:
    return [line for node in read_clean(body) for line in _lines_of(node)]


def _lines_of(node: Node) -> Iterator[str]:
    whole = write([node])
    if node.tag not in _OPENED:
        yield whole
        return
    inner = "".join(write([child]) for child in node.children)
    begin = whole.index(inner) if inner else len(whole)
    yield whole[:begin]
    for child in node.children:
        yield write([child])
    yield whole[begin + len(inner) :]


Lines = Sequence[str]


def _chunks(
    base: list[str], mine: list[str], theirs: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The texts cut at the lines that all three have, one chunk unchanged, one not, in turn."""
    in_mine, in_theirs = _places(base, mine), _places(base, theirs)
    at = [0, 0, 0]
    for number, line in enumerate(base):
        here, there = in_mine.get(number, -1), in_theirs.get(number, -1)
        if here < at[1] or there < at[2]:
            continue
        yield from _single(base[at[0] : number], mine[at[1] : here], theirs[at[2] : there])
        yield [line], [line], [line]
        at = [number + 1, here + 1, there + 1]
    yield from _single(base[at[0] :], mine[at[1] :], theirs[at[2] :])


def _single(
    base: list[str], mine: list[str], theirs: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Line by line where there are as many: neighbours changed by different people."""
    if len(base) == len(mine) == len(theirs):
        yield from (
            ([one], [two], [three]) for one, two, three in zip(base, mine, theirs, strict=True)
        )
    else:
        yield base, mine, theirs


def _places(base: Lines, other: Lines) -> dict[int, int]:
    """By number of a line of the base, that of the same line in the other text."""
    matcher = SequenceMatcher(a=base, b=other, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
