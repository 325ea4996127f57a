"""Putting texts in front of readers, now or at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.counting.opening import open_total
from articles.enums import Verb, WorkflowState
from articles.integrity.findings import describe, renew_findings
from articles.integrity.policy import weigh
from articles.models import (
    Category,
    Edition,
    Finding,
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
from articles.workflow.originals import note_originals
from articles.workflow.sharing import require_shared


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
    texts = {
        text.language_code: text
        for text in story.translations.filter(language_code__in=languages).select_related(
            "head__source"
        )
    }
    objections = [
        *_missing(story, site, languages, texts),
        *_findings(site, [texts[code] for code in languages if code in texts]),
        *_wrong_place(story, place, languages),
        *_unapproved(story, texts),
        *_unlicensed(texts, place),
    ]
    override_reason = override_reason.strip()
    if objections and not (override_reason and all(o.may_be_overridden for o in objections)):
        raise PublicationRefused(objections)
    if objections:
        permissions.require(actor, Verb.OVERRIDE, site, languages)
        _record_override(story, site, objections, override_reason, actor)
    published = [_publish_text(story, texts[code], place, actor) for code in languages]
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
        raise PublicationRefused([_ends_before_it_begins(publication.language_code)])
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


def _missing(
    story: Story, site: Site, languages: Collection[str], texts: dict[str, StoryTranslation]
) -> Iterator[Objection]:
    """What is not there, for every language, so that a person can mend it all at once."""
    editions = set(Edition.objects.filter(site=site).values_list("language_code", flat=True))
    if not languages:
        yield Objection("", _("Choose at least one language."))
    for code in languages:
        text = texts.get(code)
        if code not in editions:
            yield Objection(code, _("The site has no edition in this language."))
        elif text is None or text.head is None:
            yield Objection(code, _("There is no text in this language."))
        elif not (text.head.title.strip() and text.head.body.strip()):
            yield Objection(code, _("The title or the body is empty."))


def _findings(site: Site, texts: Sequence[StoryTranslation]) -> Iterator[Objection]:
    """What the site blocks, as the rules see the texts now."""
    heads = {text.head.pk: text.head for text in texts if text.head is not None}
    renew_findings(list(heads.values()))
    places = {pk: place for place, pk in enumerate(heads)}
    findings = list(Finding.objects.filter(revision__in=heads).order_by("segment_index", "pk"))
    findings.sort(key=lambda finding: places[finding.revision_id])
    for finding in findings:
        finding.revision = heads[finding.revision_id]
    for weighed in weigh(findings, site):
        if weighed.blocks:
            yield Objection(
                weighed.finding.language_code,
                describe(weighed.finding),
                may_be_overridden=True,
                rule=weighed.finding.rule,
            )


def _wrong_place(story: Story, place: Placement, languages: Collection[str]) -> Iterator[Objection]:
    site = place.site
    if place.section is not None and place.section.site_id != site.pk:
        yield Objection("", _("The section belongs to another site."))
    elif place.section is None and story.section.site_id != site.pk:
        placed = Publication.objects.filter(story=story, site=site, language_code__in=languages)
        if placed.count() < len(languages):
            yield Objection("", _("Choose a section of the site."))
    now = timezone.now()
    begin, end = place.publish_at or now, place.expire_at
    if end is not None and end <= begin:
        yield _ends_before_it_begins("")
    if begin > now:
        shown = Publication.objects.live(now).filter(story=story, site=site)
        for code in shown.filter(language_code__in=languages).values_list(
            "language_code", flat=True
        ):
            yield Objection(
                code, _("Readers see it now, and a later time would take it away until then.")
            )


def _unapproved(story: Story, texts: dict[str, StoryTranslation]) -> Iterator[Objection]:
    if story.origin.review_required:
        for code, text in texts.items():
            if text.state not in {WorkflowState.APPROVED, WorkflowState.PUBLISHED}:
                yield Objection(code, _("It has not been approved."))


def _unlicensed(texts: dict[str, StoryTranslation], place: Placement) -> Iterator[Objection]:
    begin = place.publish_at or timezone.now()
    for text in texts.values():
        if text.head is not None:
            objection = object_to_licence(text.head, place.site, begin, place.expire_at)
            if objection is not None:
                yield objection


def _ends_before_it_begins(language_code: str) -> Objection:
    return Objection(language_code, _("It would end before it begins."))


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
    )
