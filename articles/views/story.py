"""The page of a story."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.caching.keys import note_end
from articles.enums import PublicState
from articles.queries.cards import CardPicture, find_pictures, story_path
from articles.queries.related import related_stories
from articles.queries.stories import find_story
from articles.queries.story_page import NamedLink, StoryPage
from articles.richtext.rendering import pictures_in, render_body
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.snapshot import public_sites
from articles.templatetags.image_tags import picture
from articles.views.errors import gone, retracted
from articles.views.feed_links import FeedSubject, feed_links
from articles.views.head import (
    ArticleFacts,
    PageHead,
    alternates,
    page_title,
    social_image,
)
from articles.views.page import in_edition, language_links, render_page
from articles.views.structured_data import breadcrumb_list, news_article

# A kept page shows a number of views no older than this; with script the page brings it up to date.
NUMBER_AGE = timedelta(seconds=60)
# It was public and is not any more: search engines may forget it.
GONE = {PublicState.WITHDRAWN, PublicState.EXPIRED}


@in_edition
def story(
    request: HttpRequest,
    site: PublicSite,
    edition: PublicEdition,
    *,
    story_id: str,
    section: str,
    slug: str,
) -> HttpResponse:
    """The id finds the story; any other spelling of the rest leads to the canonical one."""
    at = timezone.now()
    shown = find_story(int(story_id), site, edition, at)
    if shown is None or shown.state == PublicState.SCHEDULED:
        raise Http404
    if shown.state == PublicState.WITHDRAWN and shown.retraction is not None:
        return retracted(request, site, edition, shown)
    if shown.state in GONE:
        return gone(request, site, edition)
    if request.path != unquote(shown.path):
        return HttpResponsePermanentRedirect(shown.path)
    note_end(at + NUMBER_AGE)
    links = language_links(site, edition, shown.languages)
    return render_page(
        request,
        "articles/story.html",
        site,
        edition,
        story_head(site, edition, shown),
        context={
            "story": shown,
            "body": story_body(shown, at),
            "story_languages": [link for link in links if not link.current],
            "related": related_stories(shown, site, edition, at),
            "current_sections": sections_around(edition, shown),
        },
        languages=shown.languages,
    )


def story_head(site: PublicSite, edition: PublicEdition, shown: StoryPage) -> PageHead:
    image = social_image(site, shown.picture)
    canonical = canonical_address(site, edition, shown)
    return PageHead(
        title=page_title(shown.title, edition),
        share_title=shown.title,
        description=shown.dek,
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=canonical,
        alternates=alternates(site, _canonical_here(shown)),
        feeds=feed_links(site, edition, *_followed(shown)),
        image=image,
        article=ArticleFacts(
            published_at=shown.publish_at.astimezone(site.tzinfo),
            updated_at=shown.updated_at.astimezone(site.tzinfo),
            section=shown.section.name if shown.section else "",
            authors=tuple(site.absolute(author.path) for author in shown.authors),
            tags=tuple(tag.name for tag in shown.tags),
        ),
        json_ld=(
            news_article(site, edition, shown, image, canonical),
            breadcrumb_list(site, edition, _way(edition, shown)),
        ),
    )


def canonical_address(site: PublicSite, edition: PublicEdition, shown: StoryPage) -> str:
    """Of the page where the story comes from, if it is live there in this language."""
    origin = shown.origins.get(edition.language_code)
    home = public_sites().with_id(origin.site_id) if origin else None
    at_home = home.edition(edition.language_code) if home else None
    if origin is None or home is None or at_home is None:
        return site.absolute(shown.path)
    section = at_home.section(origin.section_id)
    return home.absolute(story_path(edition.language_code, section, origin.slug, shown.story_id))


def _canonical_here(shown: StoryPage) -> dict[str, str]:
    """The languages that may name each other; none for a page that is not canonical itself."""
    if shown.language_code in shown.origins:
        return {}
    return {code: path for code, path in shown.languages.items() if code not in shown.origins}


def _followed(shown: StoryPage) -> list[FeedSubject]:
    section = shown.section
    return [FeedSubject(section.name, "section", section.slug)] if section else []


def story_body(shown: StoryPage, at: datetime) -> SafeString:
    """The body as readers get it. One query if it has pictures, otherwise none."""
    return render_body(
        shown.body,
        language_code=shown.language_code,
        images=find_pictures(pictures_in(shown.body), shown.language_code, at),
        picture=_body_picture,
    )


def _body_picture(image: CardPicture, alt: str) -> str:
    return picture(image, "body", alt=alt or image.alt, sizes="(min-width: 40rem) 38rem, 100vw")


def _way(edition: PublicEdition, shown: StoryPage) -> list[NamedLink]:
    if shown.section is None:
        return [NamedLink(shown.title, shown.path)]
    sections = (*edition.ancestors(shown.section), shown.section)
    return [
        *(NamedLink(section.name, section.path) for section in sections),
        NamedLink(shown.title, shown.path),
    ]


def sections_around(edition: PublicEdition, shown: StoryPage) -> frozenset[int]:
    if shown.section is None:
        return frozenset()
    above = edition.ancestors(shown.section)
    return frozenset((shown.section.id, *(section.id for section in above)))
