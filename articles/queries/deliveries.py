"""Offers between sites, as the desks at both ends see them, and what they may do about them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from articles import permissions
from articles.enums import DeliveryState, Verb
from articles.models import Delivery, Edition, Publication, Site, Story, User

# In these states the receiving site may place the story.
HOLDS = [DeliveryState.OFFERED, DeliveryState.ACCEPTED]


def offers_to_answer(user: User) -> QuerySet[Delivery]:
    """The longest wait first."""
    rows: QuerySet[Delivery] = Delivery.objects.to_answer(user)
    rows = rows.select_related("story__origin", "to_site", "offered_by")
    return rows.order_by("offered_at", "pk")


def deliveries_of(story: Story, user: User) -> list[Delivery]:
    """Those of a story that the person may see, newest first. One query."""
    rows = Delivery.objects.for_user(user).filter(story=story)
    deliveries = list(rows.select_related("to_site", "offered_by", "answered_by"))
    for delivery in deliveries:
        delivery.story = story
    return deliveries


def shared_languages(story: Story, sites: Iterable[Site]) -> dict[int, set[str]]:
    """By site, the languages that were given away to it, or that it carries. Two queries."""
    shared: dict[int, set[str]] = {site.pk: set() for site in sites}
    given = Delivery.objects.filter(story=story, to_site__in=shared, state__in=HOLDS)
    for site_id, codes in given.values_list("to_site", "languages"):
        shared[site_id].update(codes)
    carried = Publication.objects.filter(story=story, site__in=shared, withdrawn_at__isnull=True)
    for site_id, code in carried.values_list("site", "language_code"):
        shared[site_id].add(code)
    return shared


def languages_to_offer(user: User, story: Story) -> list[str]:
    """In which the story is written and the person may offer it."""
    codes = [text.language_code for text in story.translations.all()]
    return [code for code in codes if permissions.can(user, Verb.OFFER, story.origin, code)]


def may_offer(user: User, story: Story) -> bool:
    """Whether there is another site with an edition for it. One query, or none."""
    codes = languages_to_offer(user, story)
    others = Edition.objects.exclude(site=story.origin_id).filter(language_code__in=codes)
    return bool(codes) and others.exists()


def languages_to_accept(user: User, delivery: Delivery) -> list[str]:
    """Of an open offer, those that the person may place; none once it is answered."""
    if not delivery.is_open:
        return []
    return [
        code
        for code in delivery.languages
        if permissions.can(user, Verb.ACCEPT, delivery.to_site, code)
    ]


def may_decline(user: User, delivery: Delivery) -> bool:
    return delivery.is_open and all(
        permissions.can(user, Verb.DECLINE, delivery.to_site, code) for code in delivery.languages
    )


def may_withdraw(user: User, delivery: Delivery) -> bool:
    return delivery.is_open and all(
        permissions.can(user, Verb.WITHDRAW_OFFER, delivery.story.origin, code)
        for code in delivery.languages
    )
