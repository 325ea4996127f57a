"""One story, many sites: offer it to another, whose desk accepts or declines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import DeliveryState, Verb
from articles.models import Category, Delivery, Edition, Publication, Site, Story, User
from articles.workflow.errors import Objection, PublicationRefused, ReasonMissing
from articles.workflow.publish import publish
from articles.workflow.sharing import end_delivery, record_delivery


@transaction.atomic
def offer(
    story: Story,
    *,
    to_site: Site,
    languages: Collection[str],
    actor: User | None,
    note: str = "",
) -> Delivery:
    """Let another site read the story and place it in these languages.

    Raises PermissionDenied, or PublicationRefused with what stands against it.
    """
    Story.objects.select_for_update().get(pk=story.pk)
    permissions.require(actor, Verb.OFFER, story.origin, languages or [None])
    objections = list(_against_offer(story, to_site, languages))
    if objections:
        raise PublicationRefused(objections)
    delivery = Delivery.objects.create(
        story=story,
        to_site=to_site,
        languages=sorted(set(languages)),
        title=_title(story),
        note=note.strip(),
        offered_by=actor,
        offered_at=timezone.now(),
    )
    record_delivery(Verb.OFFER, delivery, actor=actor, reason=delivery.note)
    return delivery


@transaction.atomic
def accept(
    delivery: Delivery,
    *,
    actor: User | None,
    languages: Collection[str] | None = None,
    section: Category | None = None,
    headlines: Mapping[str, str] | None = None,
    publish_at: datetime | None = None,
    expire_at: datetime | None = None,
    override_reason: str = "",
) -> list[Publication]:
    """Place what was offered (None: all its languages) on the receiving site.

    The site's own policy, editions and the licence decide, as in every publication. What is
    left out is turned down with it, but for languages that the actor may not decline.
    """
    delivery = _open(delivery)
    wanted = delivery.languages if languages is None else list(languages)
    permissions.require(actor, Verb.ACCEPT, delivery.to_site, wanted or [None])
    beyond = [code for code in wanted if code not in delivery.languages]
    if beyond:
        raise PublicationRefused([Objection(c, _("It was not offered.")) for c in beyond])
    published = publish(
        delivery.story,
        site=delivery.to_site,
        languages=wanted,
        actor=actor,
        section=section,
        headlines=headlines,
        publish_at=publish_at,
        expire_at=expire_at,
        override_reason=override_reason,
    )
    _turn_down_rest(delivery, actor)
    return published


def _turn_down_rest(delivery: Delivery, actor: User | None) -> None:
    """Of an offer that was accepted in part; colleagues answer for the languages of theirs."""
    rest = Delivery.objects.filter(
        story=delivery.story, to_site=delivery.to_site, state=DeliveryState.OFFERED
    ).first()
    if rest is None:
        return
    rest.languages = [
        code
        for code in rest.languages
        if actor is not None and not permissions.can(actor, Verb.DECLINE, rest.to_site, code)
    ]
    if rest.languages:
        rest.save()
    else:
        rest.delete()


@transaction.atomic
def decline(delivery: Delivery, *, actor: User | None, reason: str) -> Delivery:
    """Say no, and why. Raises PermissionDenied, ReasonMissing or PublicationRefused."""
    delivery = _open(delivery)
    permissions.require(actor, Verb.DECLINE, delivery.to_site, delivery.languages)
    if not reason.strip():
        raise ReasonMissing
    delivery.state, delivery.reason = DeliveryState.DECLINED, reason.strip()
    delivery.answered_by, delivery.answered_at = actor, timezone.now()
    delivery.save()
    record_delivery(Verb.DECLINE, delivery, actor=actor, reason=delivery.reason)
    return delivery


@transaction.atomic
def withdraw_offer(delivery: Delivery, *, actor: User | None, reason: str = "") -> Delivery:
    """Take an open offer back; what was accepted is taken down instead."""
    delivery = _open(delivery)
    permissions.require(actor, Verb.WITHDRAW_OFFER, delivery.story.origin, delivery.languages)
    end_delivery(delivery, delivery.languages, actor=actor, reason=reason.strip())
    return delivery


def _open(delivery: Delivery) -> Delivery:
    """The delivery as it is now, its story and itself locked in the order of all verbs."""
    Story.objects.select_for_update().get(pk=delivery.story_id)
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if delivery.state != DeliveryState.OFFERED:
        raise PublicationRefused([Objection("", _("The offer is not open any more."))])
    return delivery


def _title(story: Story) -> str:
    original = story.translations.filter(language_code=story.original_language)
    return original.values_list("title", flat=True).first() or ""


def _against_offer(story: Story, to_site: Site, languages: Collection[str]) -> Iterator[Objection]:
    if to_site.pk == story.origin_id:
        yield Objection("", _("The story is of this site already."))
    if not languages:
        yield Objection("", _("Choose at least one language."))
    open_ones = Delivery.objects.filter(story=story, to_site=to_site, state=DeliveryState.OFFERED)
    if open_ones.exists():
        yield Objection("", _("It is offered to this site already, and not answered yet."))
    editions = set(Edition.objects.filter(site=to_site).values_list("language_code", flat=True))
    written = set(story.translations.values_list("language_code", flat=True))
    for code in languages:
        if code not in editions:
            yield Objection(code, _("The site has no edition in this language."))
        elif code not in written:
            yield Objection(code, _("There is no text in this language."))
