"""`{% language_link %}`: the same page in a language."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from articles.views.page import LanguageLink

register = template.Library()


@register.simple_tag
def language_link(link: LanguageLink, *, rel: str = "") -> SafeString:
    """Its name in its own language; marked where it is the page that one is on."""
    more = f' rel="{rel}"' if rel else ""
    if link.current:
        more += ' aria-current="true"'
    return SafeString(
        f'<a href="{escape(link.url)}" lang="{link.tag}" dir="{link.direction}" '
        f'hreflang="{link.tag}"{more}>{escape(link.name)}</a>'
    )
