"""What rich text can hold: the one list behind editor, sanitiser and reader.

The editor gets `editor_extensions()`, the sanitiser the tags and attributes below. So the editor
makes nothing that the sanitiser drops, and the sanitiser keeps nothing that the editor cannot show.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from articles.richtext.words import words


class Kind(Enum):
    """How an element takes part in the document."""

    TEXT = "text"  # holds text, marks and line breaks
    BLOCKS = "blocks"  # holds blocks
    PARTS = "parts"  # holds only its own parts: items, rows, cells
    RULE = "rule"  # holds nothing


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the document: the editor's extension, and its elements in HTML."""

    extension: str
    tags: tuple[str, ...]
    kind: Kind
    attributes: tuple[str, ...] = ()
    # Blocks that it may hold, by tag; where one is not allowed, its text becomes paragraphs.
    holds: tuple[str, ...] = ()
    # The same in the editor's own grammar, where it is narrower than the editor's default.
    content: str = ""
    # Elements of other people's HTML that are read as this block.
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A property of a stretch of text."""

    extension: str
    tag: str
    attributes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


NESTED = ("p", "ul", "ol")
_NESTED_CONTENT = "(paragraph | bulletList | orderedList)"

BLOCKS = (
    Block("Paragraph", ("p",), Kind.TEXT, ("lang",)),
    Block(
        "Heading",
        ("h2", "h3", "h4"),
        Kind.TEXT,
        ("lang",),
        aliases=(("h1", "h2"), ("h5", "h4"), ("h6", "h4")),
    ),
    Block("BulletList", ("ul",), Kind.PARTS, aliases=(("menu", "ul"), ("dir", "ul"))),
    Block("OrderedList", ("ol",), Kind.PARTS, ("start",)),
    Block(
        "ListItem",
        ("li",),
        Kind.BLOCKS,
        ("lang",),
        holds=NESTED,
        content=f"paragraph {_NESTED_CONTENT}*",
    ),
    Block(
        "Blockquote",
        ("blockquote",),
        Kind.BLOCKS,
        ("lang",),
        holds=NESTED,
        content=f"{_NESTED_CONTENT}+",
    ),
    Block("Table", ("table", "tbody"), Kind.PARTS),
    Block("TableRow", ("tr",), Kind.PARTS, content="(tableCell | tableHeader)+"),
    Block(
        "TableHeader",
        ("th",),
        Kind.BLOCKS,
        ("colspan", "rowspan"),
        holds=NESTED,
        content=f"{_NESTED_CONTENT}+",
    ),
    Block(
        "TableCell",
        ("td",),
        Kind.BLOCKS,
        ("colspan", "rowspan"),
        holds=NESTED,
        content=f"{_NESTED_CONTENT}+",
    ),
    Block("HorizontalRule", ("hr",), Kind.RULE),
    # A reference to a picture of the archive, never an address; the caption is its text.
    Block("StoryFigure", ("figure",), Kind.TEXT, ("data-image-id", "data-alt")),
    Block("FigureCaption", ("figcaption",), Kind.TEXT, ("lang",)),
)
CAPTION = "figcaption"

# Outermost first: the order in which marks enclose each other, here and in the editor.
MARKS = (
    Mark("StoryLink", "a", ("href", "rel")),
    Mark(
        "PhraseLanguage",
        "span",
        ("lang",),
        aliases=tuple(sorted(words("abbr bdi bdo big code font kbd mark q small tt u var"))),
    ),
    Mark("Bold", "strong", aliases=("b",)),
    Mark("Italic", "em", aliases=("i", "cite", "dfn")),
    Mark("Strike", "s", aliases=("del", "strike")),
    Mark("Subscript", "sub"),
    Mark("Superscript", "sup"),
)
HARD_BREAK = "br"

HEADING_LEVELS = (2, 3, 4)
LINK_SCHEMES = frozenset({"http", "https", "mailto"})
LINK_RELATIONS = ("nofollow", "sponsored")
MAX_SPAN = 50

# Elements that only end one paragraph and begin another.
BOUNDARIES = words(
    "address article aside body caption center dd details dialog div dl dt fieldset footer form "
    "header hgroup html legend main nav pre search section summary"
)
# Rows may come in these; the table keeps the rows.
ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
# Elements whose text is not text of the story.
DROPPED = words(
    "applet audio canvas colgroup datalist embed frameset head iframe math meter noembed noframes "
    "noscript object optgroup option progress script select style svg template textarea title "
    "video xmp"
)

BLOCK_OF_TAG = {tag: block for block in BLOCKS for tag in block.tags}
MARK_OF_TAG = {tag: mark for mark in MARKS for tag in (mark.tag, *mark.aliases)}
TAG_OF_ALIAS = {alias: tag for block in BLOCKS for alias, tag in block.aliases}
ROOT_HOLDS = ("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "hr", "figure")

READ_TAGS = (set(BLOCK_OF_TAG) | set(MARK_OF_TAG) | set(TAG_OF_ALIAS) | BOUNDARIES | ROW_GROUPS) | {
    HARD_BREAK,
    CAPTION,
}


def read_attributes() -> dict[str, set[str]]:
    """Attributes the reader looks at, by element; any element may say its language."""
    attributes: dict[str, set[str]] = {"*": {"lang"}}
    for tag, block in BLOCK_OF_TAG.items():
        attributes[tag] = set(block.attributes)
    for tag, mark in MARK_OF_TAG.items():
        attributes[tag] = set(mark.attributes)
    return attributes


def editor_extensions() -> dict[str, Any]:
    """The editor's extensions by name, in order: its marks nest in this order, as ours do."""
    extensions: dict[str, Any] = {mark.extension: {} for mark in MARKS}
    for block in BLOCKS:
        extensions[block.extension] = {"content": block.content} if block.content else {}
    extensions["Heading"] |= {
        "levels": list(HEADING_LEVELS),
        "aliases": dict(BLOCK_OF_TAG["h2"].aliases),
    }
    extensions["StoryLink"] |= {"schemes": sorted(LINK_SCHEMES), "relations": list(LINK_RELATIONS)}
    extensions["HardBreak"] = {}
    extensions["BlockLanguage"] = {
        "blocks": [block.extension for block in BLOCKS if "lang" in block.attributes]
    }
    return extensions
