"""What stands against publications: asked by the verbs, and by pages that say what is not ready.

Asking about many costs as many queries as asking about one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import PublicState, WorkflowState
from articles.integrity.findings import describe, renew_findings
from articles.integrity.policy import scales_for
from articles.models import Category, Edition, Finding, Publication, Site, Story, StoryTranslation
from articles.workflow.errors import Objection
from articles.workflow.licensing import Place, object_to_licences
from articles.workflow.picture_rights import object_to_pictures, pictures_with_an_end


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """One text on one site: what somebody would like readers to see, from when to when.

    Without a section that of before is meant, or the story's own; without a time, now.
    """

    story: Story
    site: Site
    language_code: str
    section: Category | None = None
    publish_at: datetime | None = None
    expire_at: datetime | None = None


def object_to(wishes: Collection[Wish]) -> dict[Wish, list[Objection]]:
    """Everything that stands against each, so that a person can mend it all at once.

    Texts beside which something has changed since they were judged are judged anew. Rights are
    not asked here.
    """
    now = timezone.now()
    texts = _texts(wishes)
    editions = _editions(wishes)
    blocked = _blocked(wishes, texts)
    placed = _placed(wishes)
    places = [place for wish in wishes if (place := _place(wish, texts, now)) is not None]
    licences = object_to_licences(places)
    ending = pictures_with_an_end(place.revision for place in places)
    found: dict[Wish, list[Objection]] = {}
    for wish in wishes:
        text, publication = texts.get(_text_key(wish)), placed.get(_key(wish))
        place = _place(wish, texts, now)
        found[wish] = [
            *_missing(wish, text, editions),
            *blocked.get(wish, ()),
            *_wrong_place(wish, publication),
            *_wrong_time(wish, publication, now),
            *_unapproved(wish, text),
            *([licences[place]] if place is not None and place in licences else ()),
            *(object_to_pictures(place, ending) if place is not None else ()),
        ]
    return found


def object_to_all(wishes: Sequence[Wish]) -> list[Objection]:
    """What stands against these as one publication, each said once."""
    if not wishes:
        return [Objection("", _("Choose at least one language."))]
    found = object_to(wishes)
    return list(dict.fromkeys(objection for wish in wishes for objection in found[wish]))


def ends_before_it_begins(language_code: str) -> Objection:
    return Objection(language_code, _("It would end before it begins."))


# --- what is looked up, once for all ----------------------------------------------------------


def _key(wish: Wish) -> tuple[int, int, str]:
    return (wish.story.pk, wish.site.pk, wish.language_code)


def _text_key(wish: Wish) -> tuple[int, str]:
    return (wish.story.pk, wish.language_code)


def _texts(wishes: Collection[Wish]) -> dict[tuple[int, str], StoryTranslation]:
    rows = StoryTranslation.objects.filter(
        master__in={wish.story.pk for wish in wishes},
        language_code__in={wish.language_code for wish in wishes},
    ).select_related("head__source")
    return {(text.master_id, text.language_code): text for text in rows}


def _editions(wishes: Collection[Wish]) -> set[tuple[int, str]]:
    rows = Edition.objects.filter(site__in={wish.site.pk for wish in wishes}).order_by()
    return set(rows.values_list("site_id", "language_code"))


def _placed(wishes: Collection[Wish]) -> dict[tuple[int, int, str], Publication]:
    rows = Publication.objects.filter(
        story__in={wish.story.pk for wish in wishes}, site__in={wish.site.pk for wish in wishes}
    )
    return {(row.story_id, row.site_id, row.language_code): row for row in rows}


def _place(
    wish: Wish, texts: dict[tuple[int, str], StoryTranslation], now: datetime
) -> Place | None:
    text = texts.get(_text_key(wish))
    if text is None or text.head is None:
        return None
    return Place(text.head, wish.site, wish.publish_at or now, wish.expire_at)


def _blocked(
    wishes: Collection[Wish], texts: dict[tuple[int, str], StoryTranslation]
) -> dict[Wish, list[Objection]]:
    """What the sites block, as the rules see the texts now."""
    heads = {text.head.pk: text.head for text in texts.values() if text.head is not None}
    asked = {text.head_id for wish in wishes if (text := texts.get(_text_key(wish))) is not None}
    renew_findings([heads[pk] for pk in heads if pk in asked])
    findings = list(Finding.objects.filter(revision__in=asked & heads.keys()))
    findings.sort(key=lambda finding: (finding.segment_index, finding.pk))
    for finding in findings:
        finding.revision = heads[finding.revision_id]
    if not findings:
        return {}
    scales = scales_for(findings, {wish.site.pk for wish in wishes})
    found: dict[Wish, list[Objection]] = {}
    for wish in wishes:
        text = texts.get(_text_key(wish))
        found[wish] = [
            Objection(
                finding.language_code, describe(finding), may_be_overridden=True, rule=finding.rule
            )
            for finding in findings
            if text is not None
            and finding.revision_id == text.head_id
            and scales.weigh(finding, wish.site.pk).blocks
        ]
    return found


# --- one kind of objection each ---------------------------------------------------------------


def _missing(
    wish: Wish, text: StoryTranslation | None, editions: set[tuple[int, str]]
) -> Iterator[Objection]:
    code = wish.language_code
    if (wish.site.pk, code) not in editions:
        yield Objection(code, _("The site has no edition in this language."))
    elif text is None or text.head is None:
        yield Objection(code, _("There is no text in this language."))
    elif not (text.head.title.strip() and text.head.body.strip()):
        yield Objection(code, _("The title or the body is empty."))


def _wrong_place(wish: Wish, publication: Publication | None) -> Iterator[Objection]:
    if wish.section is not None:
        if wish.section.site_id != wish.site.pk:
            yield Objection("", _("The section belongs to another site."))
    elif wish.story.section.site_id != wish.site.pk and publication is None:
        yield Objection("", _("Choose a section of the site."))


def _wrong_time(wish: Wish, publication: Publication | None, now: datetime) -> Iterator[Objection]:
    begin = wish.publish_at or now
    if wish.expire_at is not None and wish.expire_at <= begin:
        yield ends_before_it_begins("")
    if (
        begin > now
        and publication is not None
        and publication.public_state(now) == PublicState.LIVE
    ):
        yield Objection(
            wish.language_code,
            _("Readers see it now, and a later time would take it away until then."),
        )


def _unapproved(wish: Wish, text: StoryTranslation | None) -> Iterator[Objection]:
    fit = {WorkflowState.APPROVED, WorkflowState.PUBLISHED}
    if wish.story.origin.review_required and text is not None and text.state not in fit:
        yield Objection(wish.language_code, _("It has not been approved."))
