"""A sanitised body as readers get it.

The body is in the sanitiser's one form, so a single expression finds all that is to be completed.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Protocol, TypeVar

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from articles.richtext.language_tags import is_right_to_left


class Credited(Protocol):
    """A picture whose maker is named."""

    @property
    def credit(self) -> str: ...


Picture = TypeVar("Picture", bound=Credited)

_FIGURE = (
    r'<figure data-image-id="(?P<image>\d+)"(?: data-alt="(?P<alt>[^"]*)")?>'
    r'<figcaption(?: lang="(?P<caption_language>[^"]*)")?>(?P<caption>.*?)</figcaption></figure>'
)
_COMPLETED = re.compile(
    _FIGURE
    + r"|<table>(?P<table>.*?)</table>"
    + r'|<(?P<tag>p|h2|h3|h4|li|blockquote|span) lang="(?P<language>[^"]*)">'
    + r'|<a href="(?P<href>https?:[^"]*)"(?: rel="(?P<rel>[^"]*)")?>',
    re.IGNORECASE,
)
# Parsing a body again would cost more than all else on its page.
_PICTURE = re.compile(r'<figure data-image-id="(\d+)"')
_FIRST_ROW = re.compile(r"<tr>.*?</tr>")
_HEADER = "<th"


def pictures_in(html: str) -> set[int]:
    """The pictures of a sanitised body."""
    return {int(number) for number in _PICTURE.findall(html)}


def scrolling(table: str, language_code: str) -> str:
    """A wide table scrolls on its own, also by keyboard."""
    with override(language_code):
        label = escape(gettext("Table"))
    return (
        f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0">{table}</div>'
    )


def unframed(table: str, language_code: str) -> str:
    """Where the text is read without our styles."""
    return table


def render_body(
    html: str,
    *,
    language_code: str,
    images: Mapping[int, Picture],
    picture: Callable[[Picture, str], str],
    frame: Callable[[str, str], str] = scrolling,
) -> SafeString:
    """The body with pictures, directions and what links and tables need.

    `picture(image, alt)` gives the `<picture>`; `alt` is the story's own or "". A figure whose
    picture is not among `images` is left out. `frame(table, language_code)` gives a table with
    what stands around it.
    """

    def complete(match: re.Match[str]) -> str:
        if number := match["image"]:
            image = images.get(int(number))
            return _figure(match, image, picture, complete) if image else ""
        if match["table"] is not None:
            return frame(_table(_COMPLETED.sub(complete, match["table"])), language_code)
        if match["tag"]:
            return f"<{match['tag']}{_language(match['language'])}>"
        return _link(match["href"], match["rel"] or "")

    return mark_safe(_COMPLETED.sub(complete, html))  # noqa: S308 - sanitised on every way in


def _figure(
    match: re.Match[str],
    image: Picture,
    picture: Callable[[Picture, str], str],
    complete: Callable[[re.Match[str]], str],
) -> str:
    caption = _COMPLETED.sub(complete, match["caption"])
    if caption and match["caption_language"]:
        # A span, because the credit beside it is not in the caption's language.
        caption = f"<span{_language(match['caption_language'])}>{caption}</span>"
    credit = f'<span class="credit">{escape(image.credit)}</span>' if image.credit else ""
    text = " ".join(part for part in (caption, credit) if part)
    shown = picture(image, unescape(match["alt"] or ""))
    return f"<figure>{shown}{f'<figcaption>{text}</figcaption>' if text else ''}</figure>"


def _language(tag: str) -> str:
    """The attributes of a text in another language; every change states its direction."""
    direction = "rtl" if is_right_to_left(tag) else "ltr"
    return f' lang="{tag}" dir="{direction}"'


def _link(href: str, relations: str) -> str:
    return f'<a href="{href}" rel="{" ".join(filter(None, (relations, "noopener")))}">'


def _table(rows: str) -> str:
    """Its headers say what they head."""
    first = _FIRST_ROW.search(rows)
    if first and "<td" not in first[0]:
        heads = first[0].replace(_HEADER, '<th scope="col"')
        rows = (
            rows[: first.start()]
            + heads
            + rows[first.end() :].replace(f"<tr>{_HEADER}", '<tr><th scope="row"')
        )
    else:
        rows = rows.replace(f"<tr>{_HEADER}", '<tr><th scope="row"')
    return f"<table>{rows}</table>"
