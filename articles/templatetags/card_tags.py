"""`{% card %}`: a story in a list."""

from __future__ import annotations

from html import escape

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from articles.queries.cards import Card
from articles.templatetags.image_tags import picture as picture_element
from articles.templatetags.time_tags import day_in

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
