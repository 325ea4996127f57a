"""The page of a story."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.enums import PublicState
from articles.queries.cards import CardPicture
from articles.queries.stories import (
    NamedLink,
    StoryPage,
    find_pictures,
    find_story,
    related_stories,
)
from articles.richtext.rendering import render_body
from articles.sites.snapshot import PublicEdition, PublicSite
from articles.templatetags.image_tags import picture
from articles.views.errors import gone
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

# How a sanitised body names its pictures; parsing it again would cost more than the page.
PICTURE = re.compile(r'<figure data-image-id="(\d+)"')
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
    if shown.state in GONE:
        return gone(request, site, edition)
    if request.path != unquote(shown.path):
        return HttpResponsePermanentRedirect(shown.path)
    links = language_links(site, edition, shown.languages)
    return render_page(
        request,
        "articles/story.html",
        site,
        edition,
        story_head(site, edition, shown),
        context={
            "story": shown,
            "body": story_body(shown),
            "story_languages": [link for link in links if not link.current],
            "related": related_stories(shown, site, edition, at),
            "current_sections": _sections_around(edition, shown),
        },
        languages=shown.languages,
    )


def story_head(site: PublicSite, edition: PublicEdition, shown: StoryPage) -> PageHead:
    image = social_image(site, shown.picture)
    return PageHead(
        title=page_title(shown.title, edition),
        share_title=shown.title,
        description=shown.dek,
        site_name=edition.name,
        language_code=edition.language_code,
        canonical=site.absolute(shown.path),
        alternates=alternates(site, shown.languages),
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
            news_article(site, edition, shown, image),
            breadcrumb_list(site, edition, _way(edition, shown)),
        ),
    )


def _followed(shown: StoryPage) -> list[FeedSubject]:
    section = shown.section
    return [FeedSubject(section.name, "section", section.slug)] if section else []


def story_body(shown: StoryPage) -> SafeString:
    """The body as readers get it. One query if it has pictures, otherwise none."""
    ids = {int(number) for number in PICTURE.findall(shown.body)}
    return render_body(
        shown.body,
        language_code=shown.language_code,
        images=find_pictures(ids, shown.language_code),
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


def _sections_around(edition: PublicEdition, shown: StoryPage) -> set[int]:
    if shown.section is None:
        return set()
    return {shown.section.id, *(section.id for section in edition.ancestors(shown.section))}
