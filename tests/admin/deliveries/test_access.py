"""Who sees, makes, answers and withdraws an offer."""

import pytest
from django.db import transaction
from django.urls import reverse

from articles.enums import Role
from articles.models import StateChange
from tests.admin.deliveries.offers import LIST, offered, page
from tests.admin.desk import placement, signed_in, story_url
from tests.factories import make_story, make_user

pytestmark = pytest.mark.usefixtures("section")


EDITORS = {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER}


def status(act):
    """What an attempt answers; what it did is undone."""
    with transaction.atomic():
        answer = act().status_code
        transaction.set_rollback(True)
    return answer


# Every role in all languages; a limit to languages takes from those who decide only.
PEOPLE = [*((role, ()) for role in Role), (Role.EDITOR, ("vi",)), (Role.EDITOR, ("en",))]


@pytest.mark.parametrize(("role", "languages"), PEOPLE)
@pytest.mark.parametrize("place", ["receiving", "origin", "third"])
def test_who_may_do_what_with_an_offer(sites, theirs, role, place, languages):
    story = make_story(sites["origin"])
    delivery = offered(story, sites["receiving"])
    client = signed_in(make_user((role, sites[place]), languages=languages))
    decides = role in EDITORS and "vi" in (languages or ("vi",))

    def expected(at, done):
        if place == "third":
            return 404
        return done if decides and place == at else 403

    listed = client.get(reverse(LIST)).context["cl"].result_list
    withdraw, posted = page(delivery, "withdraw"), placement(sites["receiving"], theirs)
    answers = {
        "listed": [row.pk for row in listed],
        "read": client.get(page(delivery)).status_code,
        "story": client.get(story_url("change", story)).status_code,
        "accept": status(lambda: client.post(page(delivery), posted)),
        "decline": status(
            lambda: client.post(page(delivery), {"decline": "1", "decline-reason": "No."})
        ),
        "withdraw page": client.get(withdraw).status_code,
        "withdraw": status(lambda: client.post(withdraw, {"reason": ""})),
        "offer page": client.get(story_url("offer", story)).status_code,
        "offer": status(
            lambda: client.post(story_url("offer", story), {"languages-culture": ["vi"]})
        ),
    }

    known = place != "third"
    assert answers == {
        "listed": [delivery.pk] if known else [],
        "read": 200 if known else 404,
        "story": 200 if known else 302,
        "accept": expected("receiving", 302),
        "decline": expected("receiving", 302),
        "withdraw page": expected("origin", 200),
        "withdraw": expected("origin", 302),
        "offer page": expected("origin", 200),
        "offer": expected("origin", 302),
    }
    verbs = ["offer", "accept", "decline", "withdraw_offer"]
    assert StateChange.objects.filter(verb__in=verbs).count() == 1
