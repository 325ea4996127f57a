"""`{% kept %}`: the parts of a page that are the same on all pages of an edition."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from articles.sites.frames import Parts

register = template.Library()


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
        key = (self.name, *[one.resolve(context) for one in self.depends])
        written = parts.get(key)
        if written is None:
            written = parts[key] = self.nodelist.render(context)
        return SafeString(written)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept name value … %}` to `{% endkept %}`.

    Between them stands only what depends on the site, its edition, the day and these values, of
    which a site has a few dozen: see `articles.sites.frames`.
    """
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name.strip("\"'"), [parser.compile_filter(value) for value in values])
