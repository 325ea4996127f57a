"""`{% language_link %}`: the same page in a language; `{% language_menu %}`: in all it has."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from articles.views.page import LanguageLink

register = template.Library()


@register.simple_tag
def language_menu(languages: Sequence[LanguageLink]) -> SafeString:
    """The languages of a page; nothing where there is no choice."""
    if len(languages) < 2:
        return SafeString("")
    label = escape(_("Languages"))
    items = "\n".join(f"<li>{language_link(language)}</li>" for language in languages)
    return SafeString(
        f'<nav aria-label="{label}">\n<ul class="language-list">\n{items}\n</ul>\n</nav>'
    )


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
