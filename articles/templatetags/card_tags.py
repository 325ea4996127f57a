"""`{% card %}`, `{% cards %}`: stories in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from articles.queries.cards import Card
from articles.templatetags.image_tags import picture as picture_element
from articles.templatetags.time_tags import day_in

if TYPE_CHECKING:
    from articles.queries.front_page import Block

register = template.Library()


@register.simple_tag(takes_context=True)
def card(context: Context, story: Card, variant: str, **look: Any) -> SafeString:
    """One story, as `{% cards %}` writes each of them."""
    return SafeString(_card(story, variant, context["site"].tzinfo, **look))


@register.simple_tag(takes_context=True)
def cards(
    context: Context, stories: Iterable[Card], variant: str, *, item: str = "", **look: Any
) -> SafeString:
    """`<li>` for each story, of the class `item`.

    `variant`: lead, large, wide, plain, row or small; `level`: of the heading. `picture`, `kicker`
    and `dek` show the picture, the section and the summary; `eager` is for what is seen before
    anybody scrolls. Written here and not in a template: a front page has thirty of them, and a
    template took ten times as long for each.
    """
    zone = context["site"].tzinfo
    opening = f'<li class="{item}">' if item else "<li>"
    return SafeString(
        "".join(f"{opening}{_card(story, variant, zone, **look)}</li>\n" for story in stories)
    )


@register.simple_tag(takes_context=True)
def front_blocks(context: Context, blocks: Iterable[Block]) -> SafeString:
    """The sections of the front page: of each the newest story large, of others the titles."""
    return SafeString("".join(_front_block(context, block) for block in blocks))


def _front_block(context: Context, block: Block) -> str:
    section = block.section
    stories = cards(
        context,
        block.cards[:1],
        "large",
        level=3,
        picture=True,
        dek=True,
        sizes="(min-width: 48rem) 36rem, 100vw",
    )
    stories += cards(context, block.cards[1:], "plain", level=3)
    return (
        f'<section class="block" aria-labelledby="section-{section.id}">\n'
        f'<div class="block-header">\n<h2 class="block-title" id="section-{section.id}">'
        f'<a href="{section.path}">{escape(section.name)}</a></h2>\n</div>\n'
        f'<ul class="section-block-list">\n{stories}</ul>\n</section>\n'
    )


@register.simple_tag(takes_context=True)
def listing_cards(
    context: Context, stories: Sequence[Card], *, first_large: bool, kicker: bool
) -> SafeString:
    """A section's, a tag's or an author's; the first one large if it has a picture."""
    large: Sequence[Card] = stories[:1] if first_large and stories[0].picture else ()
    first = cards(
        context,
        large,
        "wide",
        item="listing-first",
        level=2,
        picture=True,
        dek=True,
        kicker=kicker,
        eager=True,
        sizes="(min-width: 56rem) 33rem, 100vw",
    )
    others = cards(
        context,
        stories[len(large) :],
        "row",
        level=2,
        picture=True,
        dek=True,
        kicker=kicker,
        sizes="(min-width: 50rem) 14rem, 28vw",
    )
    return SafeString(first + others)


# Of a front page that is made anew, most are as they were; what is known is found by all that it
# is made from, as entries of feeds are. Some five megabytes.
@lru_cache(maxsize=4096)
def _card(
    story: Card,
    variant: str,
    zone: tzinfo,
    *,
    level: int,
    picture: bool = False,
    kicker: bool = False,
    dek: bool = False,
    eager: bool = False,
    shape: str = "card",
    sizes: str = "",
) -> str:
    # Addresses are percent-encoded, and have nothing to escape: of a front page, half its values.
    shown, above, below = "", "", ""
    if picture and story.picture:
        element = picture_element(
            story.picture, shape, alt=story.picture.alt, sizes=sizes, priority=eager
        )
        shown = f'<div class="card-picture">{element}</div>\n'
    if kicker and story.section:
        above = (
            f'<p class="kicker"><a href="{story.section.path}">'
            f"{escape(story.section.name)}</a></p>\n"
        )
    if dek and story.dek:
        below = f'<p class="card-dek">{escape(story.dek)}</p>\n'
    published = day_in(story.publish_at, zone, story.language_code)
    return (
        f'<article class="card card-{variant}">\n{shown}{above}'
        f'<h{level} class="card-title">'
        f'<a href="{story.path}">{escape(story.title)}</a></h{level}>\n'
        f'{below}<p class="card-meta">{published}</p>\n</article>'
    )
