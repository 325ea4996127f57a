"""Putting texts in front of readers, now or at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import permissions
from articles.counting.opening import open_total
from articles.enums import Verb, WorkflowState
from articles.models import (
    Category,
    ImportedPage,
    Publication,
    Retraction,
    Site,
    Story,
    StoryTranslation,
    User,
)
from articles.search.indexing import index_publications
from articles.workflow.errors import Objection, PublicationRefused
from articles.workflow.licensing import end_within_licence, object_to_licence
from articles.workflow.listings import list_publication
from articles.workflow.log import record
from articles.workflow.objections import Wish, ends_before_it_begins, object_to_all
from articles.workflow.originals import note_originals
from articles.workflow.sharing import require_shared, settle_offer


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Where and when texts are to stand; None leaves the choice to what was there before."""

    site: Site
    section: Category | None = None
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    headlines: Mapping[str, str] | None = None


@transaction.atomic
def publish(
    story: Story,
    *,
    languages: Collection[str],
    actor: User | None,
    override_reason: str = "",
    site: Site,
    section: Category | None = None,
    publish_at: datetime | None = None,
    expire_at: datetime | None = None,
    headlines: Mapping[str, str] | None = None,
) -> list[Publication]:
    """Let readers of one site see the newest revision of these languages; all of them, or none.

    Without a time a first publication begins now (an imported page: when it was published
    there), and a text that is public keeps its time. Without a section the story's own is taken,
    or what the site chose before; `headlines` replace those of the languages they name. Raises
    PermissionDenied or PublicationRefused; findings that block on the site are passed over where
    `override_reason` is given by somebody who may override. They are those of today: a text
    beside which something has changed since it was judged is judged anew.
    """
    place = Placement(
        site=site,
        section=section,
        publish_at=publish_at,
        expire_at=expire_at,
        headlines=headlines,
    )
    Story.objects.select_for_update().get(pk=story.pk)
    permissions.require(actor, Verb.PUBLISH, site, languages)
    require_shared(story, site, languages, actor)
    objections = object_to_all(
        [
            Wish(
                story=story,
                site=site,
                language_code=code,
                section=section,
                publish_at=publish_at,
                expire_at=expire_at,
            )
            for code in languages
        ]
    )
    override_reason = override_reason.strip()
    if objections and not (override_reason and all(o.may_be_overridden for o in objections)):
        raise PublicationRefused(objections)
    if objections:
        permissions.require(actor, Verb.OVERRIDE, site, languages)
        _record_override(story, site, objections, override_reason, actor)
    texts = {
        text.language_code: text
        for text in story.translations.filter(language_code__in=languages).select_related(
            "head__source"
        )
    }
    published = [_publish_text(story, texts[code], place, actor) for code in languages]
    if site.pk != story.origin_id:
        settle_offer(story, site, languages, actor=actor)
    note_originals(story)
    return published


@transaction.atomic
def reschedule(
    publication: Publication,
    *,
    actor: User | None,
    publish_at: datetime,
    expire_at: datetime | None,
) -> Publication:
    """Move the times of a publication; its lists follow in the database itself."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    permissions.require(actor, Verb.PUBLISH, publication.site, [publication.language_code])
    if expire_at is not None and expire_at <= publish_at:
        raise PublicationRefused([ends_before_it_begins(publication.language_code)])
    unlicensed = object_to_licence(publication.revision, publication.site, publish_at, expire_at)
    if unlicensed is not None:
        raise PublicationRefused([unlicensed])
    expire_at = end_within_licence(publication.revision, expire_at)
    publication.updated_at = max(publish_at, publication.updated_at)
    publication.publish_at, publication.expire_at = publish_at, expire_at
    publication.save(update_fields=["publish_at", "expire_at", "updated_at"])
    _record_publication(publication, actor)
    note_originals(publication.story)
    return publication


def _publish_text(
    story: Story, text: StoryTranslation, place: Placement, actor: User | None
) -> Publication:
    assert text.head is not None
    now = timezone.now()
    key: dict[str, Any] = {"story": story, "site": place.site, "language_code": text.language_code}
    earlier = Publication.objects.filter(**key).first()
    imported = ImportedPage.objects.filter(**key).first()
    publish_at = place.publish_at or _default_time(earlier, imported, now)
    headline = (place.headlines or {}).get(text.language_code)
    if headline is None:
        headline = earlier.headline if earlier else ""
    publication, created = Publication.objects.update_or_create(
        **key,
        defaults={
            "revision": text.head,
            "section": place.section or (earlier.section if earlier else story.section),
            "headline": headline,
            "publish_at": publish_at,
            "expire_at": end_within_licence(text.head, place.expire_at),
            "withdrawn_at": None,
            "updated_at": _text_changed(earlier, text, publish_at, now),
        },
    )
    # It is public anew: what was said in its place is in the log.
    Retraction.objects.filter(publication=publication).delete()
    if created:
        open_total(publication, imported.clicks if imported else 0)
    list_publication(publication)
    index_publications([publication])
    if text.state != WorkflowState.PUBLISHED:
        text.state = WorkflowState.PUBLISHED
        text.save(update_fields=["state"])
    _record_publication(publication, actor)
    return publication


def _default_time(
    earlier: Publication | None, imported: ImportedPage | None, now: datetime
) -> datetime:
    if earlier is not None and earlier.publish_at <= now and earlier.withdrawn_at is None:
        return earlier.publish_at
    if earlier is None and imported is not None:
        return imported.published_at
    return now


def _text_changed(
    earlier: Publication | None, text: StoryTranslation, publish_at: datetime, now: datetime
) -> datetime:
    """When readers first saw the text as it is now."""
    if earlier is None or publish_at > now or earlier.publish_at > now:
        return publish_at
    return now if earlier.revision_id != text.head_id else max(earlier.updated_at, publish_at)


def _record_override(
    story: Story, site: Site, objections: list[Objection], reason: str, actor: User | None
) -> None:
    languages = sorted({objection.language_code for objection in objections})
    record(
        Verb.OVERRIDE,
        story,
        actor=actor,
        language_code=languages[0] if len(languages) == 1 else "",
        site=site,
        reason=reason,
        findings=[
            {"language": one.language_code, "rule": one.rule, "message": one.message}
            for one in objections
        ],
    )


def _record_publication(publication: Publication, actor: User | None) -> None:
    record(
        Verb.PUBLISH,
        publication.story,
        actor=actor,
        language_code=publication.language_code,
        site=publication.site,
        revision=publication.revision,
        publish_at=publication.publish_at.isoformat(),
        expire_at=publication.expire_at.isoformat() if publication.expire_at else None,
        # What a look at the page as it stood has to know besides.
        updated_at=publication.updated_at.isoformat(),
        section=publication.section_id,
        headline=publication.headline,
    )
