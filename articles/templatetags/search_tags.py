"""`{% search_form %}`, and what a page of results says, written in Python as stories' pages are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.template.defaultfilters import floatformat
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.templatetags.time_tags import day_in

if TYPE_CHECKING:
    from articles.search.finding import Results
    from articles.sites.public import PublicSection
    from articles.views.search import FoundStory

register = template.Library()


@register.simple_tag(takes_context=True)
def search_form(context: Context, words: str = "") -> SafeString:
    """To search the edition, with what was asked for so far."""
    path, label, search = context["edition"].search_path, _("Words to look for"), _("Search")
    return SafeString(
        f'<form class="search-form" role="search" action="{path}" method="get">\n'
        f'  <label class="visually-hidden" for="search-words">{escape(label)}</label>\n'
        f'  <input id="search-words" type="search" name="q" value="{escape(words)}" '
        'maxlength="200" required>\n'
        f'  <button type="submit">{escape(search)}</button>\n</form>\n'
    )


@register.simple_tag(takes_context=True)
def search_header(
    context: Context, words: str, found: Results, sections: Sequence[PublicSection]
) -> SafeString:
    """The form, the sections of that name, and how much was found."""
    title, label = _("Search"), escape(_("Sections"))
    named, told = "", ""
    if sections:
        links = "".join(
            f'<li><a href="{section.path}">{escape(section.name)}</a></li>' for section in sections
        )
        named = f'<ul class="link-row" aria-label="{label}">\n{links}\n</ul>\n'
    if found.query:
        told = f'<p class="listing-about" role="status">{escape(_found(found))}</p>\n'
    return SafeString(
        '<header class="listing-header">\n'
        f'<h1 class="listing-title">{escape(title)}</h1>\n'
        f"{search_form(context, words)}{named}{told}</header>\n"
    )


def _found(found: Results) -> str:
    if found.has_more:
        return _("More than %(count)s stories") % {"count": floatformat(found.count, "0g")}
    told = ngettext("%(count)s story", "%(count)s stories", found.count)
    return told % {"count": localize(found.count)}


@register.simple_tag(takes_context=True)
def found_stories(context: Context, stories: Sequence[FoundStory], found: Results) -> SafeString:
    """With what was asked for in `<mark>`."""
    zone = context["site"].tzinfo
    if stories:
        items = "".join(f"<li>\n{_found_card(*story, zone)}\n</li>\n" for story in stories)
        return SafeString(f'<ol class="listing">\n{items}</ol>\n')
    if found.query:
        nothing = escape(_("Nothing was found. Try fewer or other words."))
        return SafeString(f'<p class="empty">{nothing}</p>\n')
    return SafeString("")


# As cards of lists: of the ten that were found, most were found before. Text that is HTML is not
# the same as text that is not, though both read the same.
@lru_cache(maxsize=1024, typed=True)
def _found_card(  # noqa: PLR0917
    title: str,
    excerpt: str,
    path: str,
    section: PublicSection | None,
    publish_at: datetime,
    language_code: str,
    zone: tzinfo,
) -> str:
    above = ""
    if section:
        name = escape(section.name)
        above = f'<p class="kicker"><a href="{escape(section.path)}">{name}</a></p>\n'
    return (
        f'<article class="card">\n{above}'
        f'<h2 class="card-title"><a href="{escape(path)}">{conditional_escape(title)}</a></h2>\n'
        f'<p class="card-dek">{conditional_escape(excerpt)}</p>\n'
        f'<p class="card-meta">{day_in(publish_at, zone, language_code)}</p>\n</article>'
    )


@register.simple_tag
def search_pager(better: str, further: str) -> SafeString:
    """Links to the results before and after these, if there are any."""
    if not (better or further):
        return SafeString("")
    links = ""
    if better:
        words = escape(_("Previous results"))
        links += f'<a href="{escape(better)}" rel="prev">{words}</a>\n'
    if further:
        words = escape(_("More results"))
        links += f'<a href="{escape(further)}" rel="next">{words}</a>\n'
    label = escape(_("More results"))
    return SafeString(f'<nav class="pager" aria-label="{label}">\n{links}</nav>\n')
