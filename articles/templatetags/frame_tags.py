"""`{% frame %}`, `{% fresh %}` and `{% kept %}`: what is the same on all pages of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from articles.sites.frames import Parts

register = template.Library()

# In the place of what is not part of a frame's own text, while that is written.
_HOLE = "\0"
# In the context meanwhile: what belongs there, in order.
_HOLES = "frame_holes"
Hole: TypeAlias = str | NodeList


class KeptNode(Node):
    """What stands between the tags, written once for a frame and for what it depends on."""

    # No block of another template: whoever looks for them on every page need not look here.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, name: str, depends: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.depends = depends

    def render(self, context: Context) -> SafeString:
        parts: Parts | None = context.get("kept_parts")
        if parts is None:
            return self.nodelist.render(context)
        written = parts.get(key := _key(self, context))
        if written is None:
            written = parts[key] = self.nodelist.render(context)
        holes: list[Hole] | None = context.get(_HOLES)
        if holes is None:
            return SafeString(written)
        # Frames that show the same part share it.
        holes.append(written)
        return SafeString(_HOLE)


class FrameNode(Node):
    """A whole page, of which everything but what is fresh is written once."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, name: str, depends: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.depends = depends
        self._nodes: dict[type[Node], list[Any]] = {}

    def render(self, context: Context) -> SafeString:
        parts: Parts | None = context.get("kept_parts")
        if parts is None:
            return self.nodelist.render(context)
        frame = parts.get(key := _key(self, context))
        if frame is None:
            frame = parts[key] = self._write(context)
        return SafeString(
            "".join([one if isinstance(one, str) else one.render(context) for one in frame])
        )

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Any]:
        """Its blocks, which every page asks for, and which stay the same."""
        known = self._nodes.get(nodetype)
        if known is None:
            known = self._nodes[nodetype] = super().get_nodes_by_type(nodetype)
        return known

    def _write(self, context: Context) -> tuple[Hole, ...]:
        holes: list[Hole] = []
        with context.push(**{_HOLES: holes}):
            first, *rest = self.nodelist.render(context).split(_HOLE)
        frame: list[Hole] = [first]
        for hole, text in zip(holes, rest, strict=True):
            frame += (hole, text)
        return tuple(frame)


class FreshNode(Node):
    """Within a frame, what each page says for itself."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        holes: list[Hole] | None = context.get(_HOLES)
        if holes is None:
            return self.nodelist.render(context)
        holes.append(self.nodelist)
        return SafeString(_HOLE)


def _key(node: KeptNode | FrameNode, context: Context) -> tuple[object, ...]:
    return (node.name, *[one.resolve(context) for one in node.depends])


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept name value … %}` to `{% endkept %}`.

    Between them stands only what depends on the site, its edition, the day and these values, of
    which a site has a few dozen: see `articles.sites.frames`.
    """
    return KeptNode(*_parsed(parser, token, "endkept"))


@register.tag
def frame(parser: Parser, token: Token) -> FrameNode:
    """`{% frame name value … %}` to `{% endframe %}`, around the document that pages extend.

    As `{% kept %}`, but for what stands in `{% fresh %}`, also of templates that are included.
    """
    return FrameNode(*_parsed(parser, token, "endframe"))


@register.tag
def fresh(parser: Parser, token: Token) -> FreshNode:
    """`{% fresh %}` to `{% endfresh %}`: blocks, and what depends on the page itself.

    A condition around it is part of the frame: name what it depends on there.
    """
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return FreshNode(nodelist)


def _parsed(
    parser: Parser, token: Token, end: str
) -> tuple[NodeList, str, Sequence[FilterExpression]]:
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse((end,))
    parser.delete_first_token()
    return nodelist, name.strip("\"'"), [parser.compile_filter(value) for value in values]
