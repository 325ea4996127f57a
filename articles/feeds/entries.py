"""What a feed says, whatever its format. Every address is absolute."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from articles.imaging.picture import logo, rendition, social
from articles.queries.cards import CardPicture
from articles.queries.feeds import FeedStory
from articles.richtext.rendering import pictures_in, render_body, unframed
from articles.sites.public import PublicEdition, PublicSite

# What XML 1.0 cannot carry, in titles that came from elsewhere.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HREF = ' href="'
BODY_WIDTH = 960
# Entries of feeds in each process, some ten megabytes with their texts.
KEPT = 512


@dataclass(frozen=True, slots=True)
class FeedPicture:
    url: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One story; `html` is its full text, or empty where the site gives summaries only."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime
    updated_at: datetime
    # Moments are equal in all zones, but not written alike.
    time_zone: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    credit: str
    picture: FeedPicture | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of stories that can be followed."""

    url: str
    page_url: str
    title: str
    description: str
    language_tag: str
    publisher: str
    rights: str
    updated_at: datetime
    entries: tuple[Entry, ...]
    logo: str = ""


def make_feed(
    site: PublicSite,
    edition: PublicEdition,
    stories: Sequence[FeedStory],
    pictures: Mapping[int, CardPicture],
    *,
    path: str,
    page_path: str,
    title: str,
    description: str,
    now: datetime,
) -> Feed:
    """`pictures` are those that stand in the bodies.

    A feed without entries is dated by the day of `now`, so that it stays the same all day.
    """
    today = now.astimezone(site.tzinfo).replace(hour=0, minute=0, second=0, microsecond=0)
    place = _Place(site.absolute(""), site.primary_host, site.tzinfo)
    entries = tuple(_entry(place, story, _in_body(story, pictures)) for story in stories)
    return Feed(
        url=site.absolute(path),
        page_url=site.absolute(page_path),
        title=_printable(title),
        description=_printable(description),
        language_tag=edition.tag,
        publisher=site.publisher,
        rights=_printable(edition.copyright_line),
        updated_at=max((entry.updated_at for entry in entries), default=today),
        entries=entries,
        logo=site.absolute(logo(site.logo).url) if site.logo else "",
    )


class _Place(NamedTuple):
    """What an entry says of its site."""

    origin: str
    host: str
    zone: ZoneInfo

    def absolute(self, path: str) -> str:
        return self.origin + path


def _in_body(
    story: FeedStory, pictures: Mapping[int, CardPicture]
) -> tuple[tuple[int, CardPicture], ...]:
    if not pictures:
        return ()
    return tuple((pk, pictures[pk]) for pk in sorted(pictures_in(story.body)) if pk in pictures)


# A feed is asked for again with one new entry in thirty: the others are the same, to the letter.
@lru_cache(maxsize=KEPT)
def _entry(place: _Place, story: FeedStory, in_body: tuple[tuple[int, CardPicture], ...]) -> Entry:
    card = story.card
    return Entry(
        id=_entry_id(place, card.story_id, card.language_code),
        url=place.absolute(card.path),
        title=_printable(card.title),
        summary=_printable(card.dek),
        html=_html(place, story, dict(in_body)) if story.body else "",
        published_at=card.publish_at.astimezone(place.zone),
        updated_at=max(card.updated_at, card.publish_at).astimezone(place.zone),
        time_zone=place.zone.key,
        authors=tuple(map(_printable, story.authors)),
        tags=tuple(map(_printable, story.tags)),
        credit=_printable(story.credit),
        picture=_picture(place, card.picture),
    )


def _entry_id(place: _Place, story_id: int, language_code: str) -> str:
    """A tag URI (RFC 4151): the same for ever, also when slug, section or time change."""
    return f"tag:{place.host},2026:story/{story_id}/{language_code}"


def _html(place: _Place, story: FeedStory, pictures: Mapping[int, CardPicture]) -> str:
    language_code = story.card.language_code

    def shown(picture: CardPicture, alt: str) -> str:
        made = rendition(picture, "body", BODY_WIDTH)
        return (
            f'<img src="{escape(_absolute(place, made.url))}" '
            f'alt="{escape(alt or picture.alt)}" '
            f'width="{made.width}" height="{made.height}">'
        )

    body = render_body(
        story.body,
        language_code=language_code,
        images=pictures,
        picture=shown,
        frame=unframed,
    )
    credit = f"<p>{escape(story.credit)}</p>" if story.credit else ""
    return _corrections(story) + _with_whole_links(place, body) + credit


def _corrections(story: FeedStory) -> str:
    """Above the text, as on the page: who reads the feed only has seen the mistake there."""
    if not story.corrections:
        return ""
    label = _correction_label(story.card.language_code)
    return "".join(
        f"<p><strong>{label}</strong> {escape(_printable(text))}</p>" for text in story.corrections
    )


@cache
def _correction_label(language_code: str) -> str:
    with translation.override(language_code):
        # Translators: before the text of a notice, in a feed.
        return _("Correction:")


def _picture(place: _Place, picture: CardPicture | None) -> FeedPicture | None:
    if picture is None:
        return None
    shown = social(picture)
    return FeedPicture(
        url=_absolute(place, shown.url),
        width=shown.width,
        height=shown.height,
        alt=_printable(picture.alt),
        credit=_printable(picture.credit),
    )


def _absolute(place: _Place, url: str) -> str:
    """Pictures may be at another host already."""
    return place.absolute(url) if url.startswith("/") and url[1:2] != "/" else url


def _with_whole_links(place: _Place, body: str) -> str:
    """The text is read elsewhere: addresses within the site are written with its host."""
    origin = place.origin
    whole = body.replace(f"{HREF}/", f"{HREF}{origin}/")
    return whole.replace(f"{HREF}{origin}//", f"{HREF}//")


def _printable(text: str) -> str:
    return text if text.isprintable() else UNPRINTABLE.sub("", text)
