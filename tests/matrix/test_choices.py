"""What fields offer, what can be done to a list at once, and commands: for every role and site."""

from __future__ import annotations

import itertools
from io import StringIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.urls import reverse

from articles.enums import Role
from tests.matrix.cast import CODES, OWN, PLACES
from tests.matrix.doors import ALL, EDIT, LETTERS, MANAGE, NOBODY, TRANSLATE
from tests.matrix.trying import attempt

pytestmark = pytest.mark.django_db

# Model and field, who is offered anything, and which noun of a place it is.
OFFERS = {
    ("story", "lead_image"): (ALL, "image"),
    ("story", "tags"): (ALL, "tag"),
    ("story", "source"): (ALL, "source"),
    ("author", "portrait"): (ALL, "image"),
    ("site", "logo"): (ALL, "image"),
    ("membership", "user"): (MANAGE, "user"),
}
ACTIONS = {
    ("story", "submit_selected"): TRANSLATE,
    ("story", "publish_selected"): EDIT,
    ("story", "take_down_selected"): EDIT,
    ("story", "export_selected"): ALL,
}
# Which story a command or an action moves, who may do that, and what it is told.
DOES = {
    "submit_selected": ("fresh", TRANSLATE, NOBODY, {}),
    "publish_selected": ("review", EDIT, NOBODY, {}),
    "take_down_selected": ("live", EDIT, EDIT, {"confirmed": "1", "reason": "Wrong."}),
}


def searching_fields():
    for model, desk in admin.site._registry.items():
        for each in (desk, *(inline(model, admin.site) for inline in desk.inlines)):
            for name in each.autocomplete_fields:
                yield each.model._meta.model_name, name


def test_every_searching_field_and_action_has_its_expectation(cast):
    request = RequestFactory().get("/")
    request.user = cast.administrator
    actions = {
        (model._meta.model_name, name)
        for model, desk in admin.site._registry.items()
        for name in desk.get_actions(request)
    }

    assert set(searching_fields()) == set(OFFERS)
    assert actions == set(ACTIONS)


@pytest.mark.parametrize("role", Role.values)
def test_fields_offer_what_is_of_the_own_site_or_of_all(cast, role):
    client = cast.client(cast.people[role, ""])
    for (model, field), (may, noun) in OFFERS.items():
        answer = client.get(
            reverse("admin:autocomplete"),
            {"app_label": "articles", "model_name": model, "field_name": field, "term": ""},
        )
        if LETTERS[role] not in may:
            assert answer.status_code == 403, (model, field)
            continue
        offered = {int(row["id"]) for row in answer.json()["results"]}
        own = cast.places[OWN].nouns[noun].pk
        others = {place.nouns[noun].pk for place in cast.places.values() if noun in place.nouns} - {
            own
        }
        assert own in offered, (model, field)
        assert not offered & others, (model, field)


@pytest.mark.parametrize("role", Role.values)
def test_lists_offer_the_actions_of_the_role(cast, role):
    request = RequestFactory().get("/")
    request.user = cast.people[role, ""]
    for (model, name), may in ACTIONS.items():
        desk = admin.site.get_model_admin(apps.get_model("articles", model))
        assert (name in desk.get_actions(request)) is (LETTERS[role] in may), name


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("name", DOES)
def test_actions_move_what_the_role_may_move_and_nothing_else(cast, known, role, name):
    state, own, shared, more = DOES[name]
    for place, limit in itertools.product(PLACES, ("", "vi")):
        may = LETTERS[role] in {"own": own, "shared": shared}.get(place, NOBODY)
        story = cast.places[place].stories[state]
        data = {"action": name, "_selected_action": [story.pk]} | more
        client = cast.client(cast.people[role, limit])

        def act(client=client, data=data, story=story):
            client.post(reverse("admin:articles_story_changelist"), data)
            return moved(story, state)

        languages, changed = attempt(act, known)

        if not may:
            assert not changed, (place, limit)
        elif limit and name == "publish_selected":
            # All that was handed over goes out together, or none of it.
            assert not changed, (place, limit)
        else:
            assert languages == ({limit} if limit else set(CODES)), (place, limit)


def moved(story, state):
    """The languages that are not any more as the cast has them."""
    if state == "live":
        rows = story.publications.filter(withdrawn_at__isnull=False)
        return set(rows.values_list("language_code", flat=True))
    before = {"fresh": "draft", "review": "in_review"}[state]
    rows = story.translations.exclude(state=before)
    return set(rows.values_list("language_code", flat=True))


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("command", ["publish_story", "take_down_story"])
def test_commands_act_with_the_rights_of_the_person(cast, known, role, command):
    site = cast.places[OWN].site.key
    for place, code, limit in itertools.product(PLACES, CODES, ("", "vi")):
        publishes = command == "publish_story"
        story = cast.places[place].stories["review" if publishes else "live"]
        given = {"actor": cast.people[role, limit].username, "site": site, "languages": [code]}
        given |= {"section": "front"} if publishes else {"reason": "Wrong."}

        def act(story=story, given=given):
            try:
                call_command(command, str(story.pk), stdout=StringIO(), **given)
            except (CommandError, PermissionDenied):
                return False
            return True

        done, changed = attempt(act, known)

        # Publishing what another site offers accepts the offer.
        expected = place in {"own", "shared"} and LETTERS[role] in EDIT and limit in {"", code}
        assert done is expected, (place, code, limit)
        assert bool(changed) is expected, (place, code, limit)
