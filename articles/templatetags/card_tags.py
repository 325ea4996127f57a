"""`{% card %}`: a story in a list; `{% found_card %}`: one that was searched for."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from articles.queries.cards import Card
from articles.templatetags.image_tags import picture as picture_element
from articles.templatetags.time_tags import day_in

if TYPE_CHECKING:
    from articles.views.search import FoundStory

register = template.Library()


@register.simple_tag(takes_context=True)
def card(
    context: Context,
    story: Card,
    variant: str,
    *,
    level: int,
    picture: bool = False,
    kicker: bool = False,
    dek: bool = False,
    eager: bool = False,
    shape: str = "card",
    sizes: str = "",
) -> SafeString:
    """`variant`: lead, large, wide, plain, row or small; `level`: of the heading.

    `picture`, `kicker` and `dek` show the picture, the section and the summary; `eager` is for
    what is seen before anybody scrolls. Written here and not in a template: a front page has
    thirty of them, and a template took ten times as long for each.
    """
    shown = ""
    if picture and story.picture:
        element = picture_element(
            story.picture, shape, alt=story.picture.alt, sizes=sizes, priority=eager
        )
        shown = f'\n    <div class="card-picture">{element}</div>\n  '
    above = ""
    if kicker and story.section:
        path, name = escape(story.section.path), escape(story.section.name)
        above = f'\n    <p class="kicker"><a href="{path}">{name}</a></p>\n  '
    below = f'<p class="card-dek">{escape(story.dek)}</p>' if dek and story.dek else ""
    published = day_in(story.publish_at, context["site"].tzinfo, story.language_code)
    return SafeString(
        f'<article class="card card-{variant}">\n'
        f"  {shown}\n"
        f"  {above}\n"
        f'  <h{level} class="card-title">'
        f'<a href="{escape(story.path)}">{escape(story.title)}</a></h{level}>\n'
        f"  {below}\n"
        f'  <p class="card-meta">{published}</p>\n'
        "</article>\n"
    )


@register.simple_tag(takes_context=True)
def found_card(context: Context, story: FoundStory) -> SafeString:
    """With what was asked for in `<mark>`."""
    above = ""
    if story.section:
        path, name = escape(story.section.path), escape(story.section.name)
        above = f'<p class="kicker"><a href="{path}">{name}</a></p>'
    title = conditional_escape(story.title)
    published = day_in(story.publish_at, context["site"].tzinfo, context["edition"].language_code)
    return SafeString(
        '<article class="card">\n'
        f"            {above}\n"
        f'            <h2 class="card-title"><a href="{escape(story.path)}">{title}</a></h2>\n'
        f'            <p class="card-dek">{conditional_escape(story.excerpt)}</p>\n'
        f'            <p class="card-meta">{published}</p>\n'
        "          </article>"
    )
