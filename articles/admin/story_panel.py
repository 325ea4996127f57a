"""Where a story is public, as the desk reads it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from articles.enums import PublicState, Verb
from articles.models import Publication, Story, User
from articles.permissions import can
from articles.sites.addresses import origin, story_path
from articles.text.languages import language_tag, native_name


@dataclass(frozen=True)
class Whereabouts:
    """One publication, with its address and what is known of it."""

    publication: Publication
    state: PublicState
    address: str
    views: int
    is_newest_text: bool
    may_move: bool

    @property
    def language_name(self) -> str:
        return native_name(self.publication.language_code)

    @property
    def language_tag(self) -> str:
        return language_tag(self.publication.language_code)


def whereabouts(story: Story, user: User) -> list[Whereabouts]:
    """All publications of a story, for this person, from what `stories_for_desk` prefetched."""
    heads = {text.head_id for text in story.translations.all()}
    now = timezone.now()
    return [
        Whereabouts(
            publication=publication,
            state=publication.public_state(now),
            address=address_of(publication),
            views=publication.all_views,
            is_newest_text=publication.revision_id in heads,
            may_move=may_move_times(user, publication),
        )
        for publication in sorted(story.publications.all(), key=lambda p: (p.site.key, p.pk))
    ]


def may_move_times(user: User, publication: Publication) -> bool:
    return publication.withdrawn_at is None and can(
        user, Verb.PUBLISH, publication.site, publication.language_code
    )


def address_of(publication: Publication) -> str:
    """With the host, as readers type it; empty where the site or section cannot be reached."""
    hosts = list(publication.site.hosts.all())
    slugs = {text.language_code: text.slug for text in publication.section.translations.all()}
    code = publication.language_code
    if not hosts or code not in slugs:
        return ""
    host = next((host for host in hosts if host.is_primary), hosts[0]).host
    path = story_path(code, slugs[code], publication.revision.slug, publication.story_id)
    return origin(host) + path
