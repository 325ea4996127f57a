"""A page that is not public, in the real template, under a bar that says what it is.

The whole page is in one answer: at the width of a phone it stands in the `srcdoc` of a frame. So
no address of ours has to let itself be framed, and a form that was only posted can be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.queries.previews import Stand
from articles.queries.related import related_stories
from articles.queries.story_page import NamedLink, StoryPage
from articles.sites.public import PublicEdition, PublicSite
from articles.text.languages import direction, language_tag
from articles.views.head import PageHead
from articles.views.page import language_links, render_page
from articles.views.story import sections_around, story_body

LANGUAGE, SITE, WIDTH = "preview_language", "preview_site", "preview_width"
DESKTOP, PHONE = "desktop", "phone"
MASTHEAD = '<header class="masthead">'
# A link of our templates or of a body: within the site, or to another.
LINK = re.compile(r'(<a\b[^>]*?\shref=")(?:(?P<path>/(?!/)[^"]*)|(?P<url>https?:[^"]*))"')


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of the bar."""

    value: str
    label: str
    is_current: bool
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What stands above the page. `kept` travels with every choice, by name and value."""

    words: str
    # Beside the words, what is known of the text there.
    state: str = ""
    action: str
    method: str = "get"
    kept: Sequence[tuple[str, str]] = ()
    languages: Sequence[Choice] = ()
    sites: Sequence[Choice] = ()
    back: NamedLink | None = None


def render_preview(
    request: HttpRequest, page: StoryPage, stand: Stand, bar: Bar, at: datetime
) -> HttpResponse:
    """The page at the width that is asked for. The bar speaks the language that is active."""
    asked = request.POST if request.method == "POST" else request.GET
    is_phone = asked.get(WIDTH) == PHONE
    above = _bar(request, bar, is_phone=is_phone)
    html = _page(request, page, stand, at, is_framed=is_phone)
    if is_phone:
        frame = {"bar": above, "page": html, "title": page.title, **_interface()}
        response = render(request, "articles/preview_phone.html", frame)
    else:
        style = render_to_string("components/preview_style.html")
        html = html.replace("</head>", f"{style}</head>", 1)
        # Behind the link that leads past it.
        response = HttpResponse(html.replace(MASTHEAD, above + MASTHEAD, 1))
        response["Content-Language"] = stand.edition.tag
    return keep_private(response)


def keep_private(response: HttpResponse) -> HttpResponse:
    """For no cache, no search engine, and no log of another site."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def _bar(request: HttpRequest, bar: Bar, *, is_phone: bool) -> str:
    widths = (
        Choice(DESKTOP, _("Full width"), not is_phone),
        Choice(PHONE, _("Phone"), is_phone),
    )
    choices = (
        (LANGUAGE, _("Language"), bar.languages),
        (SITE, _("Site"), bar.sites),
        (WIDTH, _("Width"), widths),
    )
    return render_to_string(
        "components/preview_bar.html",
        {
            "bar": bar,
            "groups": [group for group in choices if len(group[2]) > 1],
            "chosen": [
                (name, one.value) for name, _name, all_ in choices for one in all_ if one.is_current
            ],
            **_interface(),
        },
        request,
    )


def _interface() -> dict[str, str]:
    """How the bar is marked up within a page in another language."""
    code = translation.get_language() or ""
    return {"bar_language": language_tag(code), "bar_direction": direction(code)}


def _page(
    request: HttpRequest, page: StoryPage, stand: Stand, at: datetime, *, is_framed: bool
) -> str:
    site, edition = stand.site, stand.edition
    head = _head(page, edition)
    links = language_links(site, edition, page.languages)
    with translation.override(edition.language_code):
        response = render_page(
            request,
            "articles/story.html",
            site,
            edition,
            head,
            context={
                "preview": True,
                "is_framed": is_framed,
                "story": page,
                "body": story_body(page, timezone.now()),
                "story_languages": [link for link in links if not link.current],
                "related": related_stories(page, site, edition, at),
                "current_sections": sections_around(edition, page),
            },
            languages=page.languages,
        )
    return _outward(response.content.decode(), site)


def _head(page: StoryPage, edition: PublicEdition) -> PageHead:
    """Nothing by which a service that unfolds links would tell what the text says."""
    return PageHead(
        title=_("Preview: %(title)s") % {"title": page.title},
        share_title=_("Preview"),
        description="",
        site_name=edition.name,
        language_code=edition.language_code,
        robots="noindex, nofollow",
    )


def _outward(html: str, site: PublicSite) -> str:
    """Links lead to the real site, in a tab of their own, as the page may be at another host."""

    def lead(match: re.Match[str]) -> str:
        url = site.absolute(match["path"]) if match["path"] else match["url"]
        return f'{match[1]}{url}" target="_blank"'

    return LINK.sub(lead, html)
