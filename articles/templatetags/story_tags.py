"""`{% story_header %}` and what else only the page of a story has.

Written in Python, as it is the page that is asked for most: as a template, which looks each name
up by trying in how many ways it can be meant, it took a third of the page's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from articles.templatetags.image_tags import picture
from articles.templatetags.language_tags import language_link
from articles.templatetags.time_tags import moment
from articles.templatetags.view_tags import view_count

if TYPE_CHECKING:
    from articles.queries.cards import CardPicture
    from articles.queries.story_page import Credit, NamedLink, Notice, StoryPage
    from articles.sites.public import PublicSection
    from articles.views.page import LanguageLink

register = template.Library()

AUTHOR, TAG = ' rel="author"', ' rel="tag"'


@register.simple_tag(takes_context=True)
def story_header(
    context: Context, story: StoryPage, languages: Sequence[LanguageLink]
) -> SafeString:
    """Title, summary, authors, times, views, and links to the same story in other languages."""
    above, dek, byline, other = "", "", "", ""
    if story.section:
        above = f'<p class="kicker">{_link(story.section)}</p>\n'
    if story.dek:
        dek = f'<p class="story-dek">{escape(story.dek)}</p>\n'
    if story.authors:
        authors = " · ".join(_link(author, AUTHOR) for author in story.authors)
        byline = f'<p class="byline">{authors}</p>\n'
    if languages:
        links = "\n".join(language_link(language, rel="alternate") for language in languages)
        label = escape(_("Read this story in:"))
        other = f'<p class="story-languages">\n<span>{label}</span>\n{links}\n</p>\n'
    return SafeString(
        '<header class="story-header">\n'
        f'{above}<h1 class="story-title">{escape(story.title)}</h1>\n'
        f'{dek}<div class="story-meta">\n'
        f'{byline}<p class="story-facts">\n{_facts(context, story)}\n</p>\n'
        f"{other}</div>\n</header>"
    )


def _facts(context: Context, story: StoryPage) -> str:
    published = escape(pgettext("before the time of a story", "Published"))
    facts = [f"{published} {moment(story.publish_at)}"]
    if story.was_updated:
        updated = escape(pgettext("before the time of a story", "Updated"))
        facts.append(f"{updated} {moment(story.updated_at)}")
    label = escape(_("Views:"))
    facts.append(f"{label} {view_count(context, story.publication_id, story.views)}")
    return "\n".join(f"<span>{fact}</span>" for fact in facts)


@register.simple_tag
def story_picture(shown: CardPicture | None) -> SafeString:
    """The lead picture with caption and credit; nothing without one."""
    if shown is None:
        return SafeString("")
    element = picture(
        shown, "lead", alt=shown.alt, sizes="(min-width: 64rem) 64rem, 100vw", priority=True
    )
    caption = f"<span>{escape(shown.caption)}</span>\n" if shown.caption else ""
    credit = f'<span class="figure-credit">{escape(shown.credit)}</span>\n' if shown.credit else ""
    return SafeString(
        f'<figure class="figure story-picture">\n{element}\n'
        f"<figcaption>\n{caption}{credit}</figcaption>\n</figure>"
    )


@register.simple_tag
def story_corrections(corrections: Sequence[Notice]) -> SafeString:
    """What was wrong, newest first; nothing where nothing was."""
    if not corrections:
        return SafeString("")
    title = escape(ngettext("Correction", "Corrections", len(corrections)))
    items = "\n".join(
        f'<div class="correction">\n<p class="correction-time">{moment(one.at)}</p>\n'
        f"{linebreaks(one.text, autoescape=True)}\n</div>"
        for one in corrections
    )
    return SafeString(
        '<section class="notice corrections" id="corrections" '
        'aria-labelledby="corrections-title">\n'
        f'<h2 class="notice-title" id="corrections-title">{title}</h2>\n{items}\n</section>'
    )


@register.simple_tag
def story_end(source: Credit | None, tags: Sequence[NamedLink]) -> SafeString:
    """Below the text: where it comes from, and its tags."""
    if not (source or tags):
        return SafeString("")
    credit, listed = "", ""
    if source:
        line = escape(source.credit_line)
        if source.url:
            line = f'<a href="{escape(source.url)}">{line}</a>'
        credit = f'<p class="source-credit">{line}</p>\n'
    if tags:
        label = escape(_("Tags"))
        items = "\n".join(f"<li>{_link(tag, TAG)}</li>" for tag in tags)
        listed = f'<nav aria-label="{label}">\n<ul class="tag-list">\n{items}\n</ul>\n</nav>\n'
    return SafeString(f'<footer class="story-end">\n{credit}{listed}</footer>')


def _link(link: NamedLink | PublicSection, rel: str = "") -> str:
    return f'<a href="{escape(link.path)}"{rel}>{escape(link.name)}</a>'
