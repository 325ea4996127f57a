"""A text as a site would show it: one that is not public there, or no more, or not yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from articles.enums import DeliveryState, PublicState
from articles.models import (
    Author,
    AuthorTranslation,
    Correction,
    Delivery,
    ImageTranslation,
    Publication,
    Revision,
    SourceTranslation,
    Story,
    TagTranslation,
)
from articles.queries.cards import IMAGE, CardPicture, picture_from, story_path
from articles.queries.history import Shown
from articles.queries.story_page import Credit, NamedLink, Notice, StoryPage
from articles.sites import addresses
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.snapshot import public_sites

# Offers that let a site show a story: those it may still answer, and those it said yes to.
SHARED = (DeliveryState.OFFERED, DeliveryState.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where and when a text stands, or would, on one site."""

    site: PublicSite
    edition: PublicEdition
    section_id: int | None
    headline: str
    publish_at: datetime
    updated_at: datetime
    publication_id: int = 0
    views: int = 0
    original_updated_at: datetime | None = None
    # Whether readers of the site see this very text now.
    is_read: bool = False


def places(story: Story, languages: Collection[str]) -> dict[str, tuple[PublicSite, ...]]:
    """By language, the sites on which the story stands in it, or could; its own site first.

    A site that it is not from must carry it, or have been offered it, in that language. One
    query, beside the publications of the story where they are not prefetched.
    """
    shared = {(one.site_id, one.language_code) for one in _carried(story)}
    if story.pk:
        deliveries = Delivery.objects.filter(story=story, state__in=SHARED)
        for site_id, codes in deliveries.values_list("to_site_id", "languages"):
            shared.update((site_id, code) for code in codes)
    sites = sorted(public_sites().sites, key=lambda site: site.id != story.origin_id)
    return {
        code: tuple(
            site
            for site in sites
            if site.edition(code) and (site.id == story.origin_id or (site.id, code) in shared)
        )
        for code in languages
    }


def _carried(story: Story) -> list[Publication]:
    publications = story.publications.all() if story.pk else ()
    return [one for one in publications if one.withdrawn_at is None]


def stand_now(
    story: Story, revision: Revision, site: PublicSite, edition: PublicEdition, at: datetime
) -> Stand:
    """As the text would stand if it were published on the site at this moment."""
    placed = [one for one in story.publications.all() if one.site_id == site.id] if story.pk else []
    here = next((one for one in placed if one.language_code == edition.language_code), None)
    if here is None:
        # Another language has a section there already; on its own site the story says which.
        section_id = next((one.section_id for one in placed), None)
        if site.id == story.origin_id:
            section_id = story.section_id
        return Stand(
            site=site,
            edition=edition,
            section_id=section_id,
            headline="",
            publish_at=at,
            updated_at=at,
        )
    began = here.publish_at if here.withdrawn_at is None else at
    is_new = here.revision_id != revision.pk and began <= at
    return Stand(
        site=site,
        edition=edition,
        section_id=here.section_id,
        headline=here.headline,
        publish_at=began,
        updated_at=at if is_new else max(began, here.updated_at),
        publication_id=here.pk,
        views=here.all_views,
        original_updated_at=None if is_new else here.original_updated_at,
        is_read=here.revision_id == revision.pk and here.public_state(at) == PublicState.LIVE,
    )


def stand_then(shown: Shown, publication: Publication, site: PublicSite) -> Stand | None:
    """As the text stood when readers saw it; None where the site has lost the edition since."""
    edition = site.edition(publication.language_code)
    if edition is None:
        return None
    # What the log did not keep in its first days is as it is now.
    return Stand(
        site=site,
        edition=edition,
        section_id=shown.section_id or publication.section_id,
        headline=publication.headline if shown.headline is None else shown.headline,
        publish_at=shown.began,
        updated_at=max(shown.began, shown.changed),
        publication_id=publication.pk,
    )


def preview_page(revision: Revision, stand: Stand, at: datetime) -> StoryPage:
    """What readers would see of the text there; the revision need not be saved.

    Seven queries at most, whatever the text holds.
    """
    edition, site = stand.edition, stand.site
    code = edition.language_code
    section = edition.section(stand.section_id) if stand.section_id else None
    story_id = revision.story_id or 0
    tags = _tags(revision.tag_ids, code)
    here = story_path(code, section, revision.slug, story_id)
    return StoryPage(
        publication_id=stand.publication_id,
        story_id=story_id,
        language_code=code,
        title=stand.headline or revision.title,
        dek=revision.dek,
        body=revision.body,
        slug=revision.slug,
        section=section,
        publish_at=stand.publish_at,
        updated_at=stand.updated_at,
        original_updated_at=stand.original_updated_at,
        state=PublicState.LIVE,
        views=stand.views,
        picture=_picture(revision, code),
        authors=_authors(revision.author_ids, code),
        tags=tuple(NamedLink(tag.name, addresses.tag_path(code, tag.slug)) for tag in tags),
        tag_ids=tuple(revision.tag_ids),
        source=_source(revision, code),
        languages=_languages(story_id, site, at) | {code: here},
        origins={},
        corrections=_corrections(story_id, code, at),
        retraction=None,
    )


def _picture(revision: Revision, code: str) -> CardPicture | None:
    image = revision.lead_image
    if image is None:
        return None
    words = ImageTranslation.objects.filter(master=image, language_code=code).first()
    row = {f"image_{name}": getattr(image, name) for name in IMAGE}
    # Its rights are those of today, also where a page of another day is shown.
    return picture_from(
        row | {"alt": words.alt if words else "", "caption": words.caption if words else ""},
        timezone.now(),
    )


def _authors(ids: Sequence[int], code: str) -> tuple[NamedLink, ...]:
    local = AuthorTranslation.objects.filter(master=OuterRef("pk"), language_code=code)
    found = Author.objects.annotate(
        shown=Coalesce(NullIf(Subquery(local.values("local_name")[:1]), Value("")), "name")
    ).in_bulk(ids)
    return tuple(
        NamedLink(found[pk].shown, addresses.author_path(code, found[pk].slug))
        for pk in ids
        if pk in found
    )


def _tags(ids: Sequence[int], code: str) -> list[TagTranslation]:
    """A tag without a name in this language is not shown."""
    names = TagTranslation.objects.filter(master__in=ids, language_code=code)
    return list(names.order_by("master_id"))


def _source(revision: Revision, code: str) -> Credit | None:
    source = revision.source
    if source is None:
        return None
    words = SourceTranslation.objects.filter(master=source, language_code=code).first()
    return Credit((words.credit_line if words else "") or source.name, source.url)


def _languages(story_id: int, site: PublicSite, at: datetime) -> dict[str, str]:
    """Where the story is live on this site."""
    rows = Publication.objects.live(at).filter(story=story_id, site=site.id)
    found = {
        code: (section_id, slug)
        for code, section_id, slug in rows.values_list(
            "language_code", "section_id", "revision__slug"
        )
    }
    return {
        edition.language_code: story_path(
            edition.language_code, edition.section(section_id), slug, story_id
        )
        for edition in site.editions
        if edition.language_code in found
        for section_id, slug in [found[edition.language_code]]
    }


def _corrections(story_id: int, code: str, at: datetime) -> tuple[Notice, ...]:
    rows = Correction.objects.filter(story=story_id, language_code=code, at__lte=at)
    return tuple(Notice(one.text, one.at) for one in rows.order_by("-at", "-pk"))
