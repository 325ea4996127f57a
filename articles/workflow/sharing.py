"""Whether a site may place a story that another site owns, and the end of that right."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import DeliveryState, Verb
from articles.models import Delivery, Publication, Site, Story, User
from articles.queries.deliveries import HOLDS
from articles.text.languages import native_name
from articles.workflow.log import record


def require_shared(
    story: Story, site: Site, languages: Collection[str], actor: User | None
) -> None:
    """Raise PermissionDenied for what the origin neither owns here nor has given away."""
    for _story, _site, code in unshared([(story, site, code) for code in languages], actor):
        raise PermissionDenied(not_offered(story, site, code))


def unshared(
    asked: Collection[tuple[Story, Site, str]], actor: User | None
) -> list[tuple[Story, Site, str]]:
    """Which of these placements the person may not make for want of an offer. Two queries.

    Given away is what was offered (and not declined or withdrawn), and what the site carries
    now. Whoever publishes at the origin, too, needs no offer.
    """
    foreign = [
        (story, site, code)
        for story, site, code in asked
        if actor is not None
        and site.pk != story.origin_id
        and not permissions.can(actor, Verb.PUBLISH, story.origin, code)
    ]
    if not foreign:
        return []
    stories = {story.pk for story, _site, _code in foreign}
    deliveries = Delivery.objects.filter(story__in=stories, state__in=HOLDS)
    shared = {
        (delivery.story_id, delivery.to_site_id, code)
        for delivery in deliveries
        for code in delivery.languages
    }
    carried = Publication.objects.filter(story__in=stories, withdrawn_at__isnull=True)
    shared.update(carried.values_list("story_id", "site_id", "language_code"))
    return [one for one in foreign if (one[0].pk, one[1].pk, one[2]) not in shared]


def not_offered(story: Story, site: Site, language_code: str) -> str:
    return _("%(origin)s has not offered this story to %(site)s in %(language)s.") % {
        "origin": story.origin,
        "site": site,
        "language": native_name(language_code),
    }


def settle_offer(
    story: Story, site: Site, languages: Collection[str], *, actor: User | None
) -> None:
    """What a site places is accepted, if it was on offer; what is left of it stays on offer."""
    offered = Delivery.objects.filter(story=story, to_site=site, state=DeliveryState.OFFERED)
    delivery = offered.select_for_update().first()
    taken = [code for code in delivery.languages if code in languages] if delivery else []
    if delivery is None or not taken:
        return
    left = [code for code in delivery.languages if code not in taken]
    delivery.languages, delivery.state = taken, DeliveryState.ACCEPTED
    delivery.answered_by, delivery.answered_at = actor, timezone.now()
    delivery.save()
    record_delivery(Verb.ACCEPT, delivery, actor=actor)
    if left:
        Delivery.objects.create(
            story=story,
            to_site=site,
            languages=left,
            title=delivery.title,
            note=delivery.note,
            offered_by=delivery.offered_by,
            offered_at=delivery.offered_at,
        )


def end_deliveries(
    story: Story, languages: Collection[str] | None, *, actor: User | None, reason: str
) -> None:
    """Take these languages (None: all) out of every offer, open or accepted; asks for no right."""
    for delivery in Delivery.objects.filter(story=story, state__in=HOLDS).select_for_update():
        gone = [c for c in delivery.languages if languages is None or c in languages]
        if gone:
            end_delivery(delivery, gone, actor=actor, reason=reason)


def end_delivery(
    delivery: Delivery, gone: Collection[str], *, actor: User | None, reason: str
) -> None:
    """Without a language left the delivery is withdrawn; what it was is in the log."""
    left = [code for code in delivery.languages if code not in gone]
    if left:
        delivery.languages = left
    else:
        delivery.state = DeliveryState.WITHDRAWN
        delivery.answered_by, delivery.answered_at = actor, timezone.now()
        delivery.reason = reason
    delivery.save()
    record_delivery(
        Verb.WITHDRAW_OFFER, delivery, actor=actor, reason=reason, languages=sorted(gone)
    )


def record_delivery(
    verb: Verb,
    delivery: Delivery,
    *,
    actor: User | None,
    reason: str = "",
    languages: Collection[str] | None = None,
) -> None:
    """An entry in the log of the story, about the receiving site; None: all its languages."""
    record(
        verb,
        delivery.story,
        actor=actor,
        site=delivery.to_site,
        reason=reason,
        delivery=delivery.pk,
        languages=list(delivery.languages if languages is None else languages),
    )
