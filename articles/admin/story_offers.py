"""Which verbs a person is offered on a story."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.admin.language_verbs import VERBS, Words
from articles.admin.machine import machine_languages
from articles.admin.story_corrections import correctable_languages, retractable_languages
from articles.admin.story_pages import can_publish_anywhere, publications_to_take_down
from articles.models import Story, User


@dataclass(frozen=True)
class Offer:
    """A verb that a person may use on a story now."""

    name: str
    label: Words
    kind: str = ""


def offered_verbs(user: User, story: Story) -> list[Offer]:
    """Buttons for what this person may do with the story now, and for nothing else."""
    offers = [
        Offer(verb.name, verb.label, verb.kind) for verb in VERBS if verb.languages(user, story)
    ]
    if machine_languages(user, story):
        offers.append(Offer("machine", _("Machine translation…")))
    if can_publish_anywhere(user, story):
        offers.append(Offer("publish", _("Publish…"), "main"))
    if correctable_languages(user, story):
        offers.append(Offer("correct", _("Correct…")))
    if publications_to_take_down(user, story):
        offers.append(Offer("take_down", _("Take down…"), "danger"))
    if retractable_languages(user, story):
        offers.append(Offer("retract", _("Retract…"), "danger"))
    return offers
