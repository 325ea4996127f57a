"""What a link to a preview shows, and whether it still does."""

from __future__ import annotations

from datetime import datetime

from articles import permissions
from articles.enums import Verb
from articles.models import PreviewLink, Revision, Story
from articles.models.preview_link import hash_of
from articles.queries.previews import places


def find_link(token: str) -> PreviewLink | None:
    """The link of a token, in whatever state. One query, by a unique index."""
    links = PreviewLink.objects.select_related("story__origin", "site", "created_by")
    return links.filter(token_hash=hash_of(token)).first()


def text_behind(link: PreviewLink, at: datetime) -> Revision | None:
    """The working copy as it is now; None when the link shows it no more.

    A link is worth as much as the right of the person who made it, and as the right of the site
    to have the story: both are asked each time.
    """
    story: Story = link.story
    code = link.language_code
    maker = link.created_by
    may = maker is None or permissions.can(maker, Verb.SHARE_PREVIEW, story.origin, code)
    if not (may and link.is_open(at)):
        return None
    if link.site_id not in {site.id for site in places(story, [code])[code]}:
        return None
    return head_of(story, code)


def head_of(story: Story, language_code: str) -> Revision | None:
    """The newest text in a language, with what a page shows beside it. One query."""
    text = (
        story.translations.filter(language_code=language_code)
        .select_related("head__created_by", "head__lead_image", "head__source")
        .first()
    )
    head: Revision | None = text.head if text else None
    return head
