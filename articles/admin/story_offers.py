"""Which verbs a person is offered on a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.admin.language_verbs import VERBS, Words
from articles.admin.machine import machine_languages
from articles.admin.story_corrections import correctable_languages, retractable_languages
from articles.admin.story_pages import can_publish_anywhere, publications_to_take_down
from articles.admin.story_sharing import address_of_delivery
from articles.models import Delivery, Story, User
from articles.queries.deliveries import languages_to_accept, may_decline, may_offer


@dataclass(frozen=True)
class Offer:
    """A verb that a person may use on a story now."""

    name: str
    label: Words
    kind: str = ""
    # Where it is, if not below the story.
    address: str = ""


def offered_verbs(user: User, story: Story, deliveries: Sequence[Delivery]) -> list[Offer]:
    """Buttons for what this person may do with the story now, and for nothing else.

    The deliveries are those that the person may see.
    """
    offers = [
        Offer("answer", _("Answer the offer…"), "main", address_of_delivery(delivery))
        for delivery in deliveries
        if languages_to_accept(user, delivery) or may_decline(user, delivery)
    ]
    offers += [
        Offer(verb.name, verb.label, verb.kind) for verb in VERBS if verb.languages(user, story)
    ]
    if machine_languages(user, story):
        offers.append(Offer("machine", _("Machine translation…")))
    if can_publish_anywhere(user, story, deliveries):
        offers.append(Offer("publish", _("Publish…"), "main"))
        offers.append(Offer("release", _("Add to a release…")))
    if correctable_languages(user, story):
        offers.append(Offer("correct", _("Correct…")))
    if may_offer(user, story):
        offers.append(Offer("offer", _("Offer to another site…")))
    if publications_to_take_down(user, story):
        offers.append(Offer("take_down", _("Take down…"), "danger"))
    if retractable_languages(user, story):
        offers.append(Offer("retract", _("Retract…"), "danger"))
    return offers
