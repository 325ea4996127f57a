"""What ought to be public, worked out from the tables without the code that serves it."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from django.utils import timezone

from articles.models import Publication

STORY = re.compile(r"-(\d+)/$")


def is_live(publication: Publication, at: datetime) -> bool:
    return (
        publication.withdrawn_at is None
        and publication.publish_at <= at
        and (publication.expire_at is None or publication.expire_at > at)
    )


def address(publication: Publication) -> str:
    code = publication.language_code
    section = publication.section.translations.get(language_code=code)
    host = publication.site.hosts.get(is_primary=True).host
    slug = publication.revision.slug
    return f"http://{host}/{code}/{quote(section.slug)}/{quote(slug)}-{publication.story_id}/"


def live_publications() -> list[Publication]:
    at = timezone.now()
    everything = Publication.objects.select_related("story", "site", "section", "revision")
    return [publication for publication in everything if is_live(publication, at)]


def live_addresses() -> set[str]:
    return {address(publication) for publication in live_publications()}


def canonical_publications() -> list[Publication]:
    """Those that no origin has: a carried story belongs to its origin where that has it."""
    live = live_publications()
    at_origin = {(p.story_id, p.language_code) for p in live if p.site_id == p.story.origin_id}
    return [
        p
        for p in live
        if p.site_id == p.story.origin_id or (p.story_id, p.language_code) not in at_origin
    ]


def canonical_addresses() -> set[str]:
    return {address(publication) for publication in canonical_publications()}


def hidden_texts() -> list[tuple[int, str, str]]:
    """Story, language and title of each text that no reader may see anywhere."""
    from articles.models import StoryTranslation

    shown = {(p.story_id, p.language_code) for p in live_publications()}
    return [
        (text.master_id, text.language_code, text.title)
        for text in StoryTranslation.objects.all()
        if (text.master_id, text.language_code) not in shown
    ]
