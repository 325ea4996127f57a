"""A story is offered to other sites, and the offer taken back."""

import pytest
from django.utils import timezone

from articles.enums import DeliveryState
from articles.models import Delivery, Publication
from articles.workflow import accept, take_down
from tests.admin.deliveries.offers import offered, page
from tests.admin.desk import signed_in, story_url
from tests.factories import make_live_story, make_site, make_story

pytestmark = pytest.mark.usefixtures("section")


def test_several_sites_are_offered_at_once_or_none(site, other_site, third_site, editor):
    story = make_story(site, ("vi", "en"))
    client, url = signed_in(editor), story_url("offer", story)

    nothing = client.post(url, {"note": "Yours?"})
    assert "Choose at least one site and language." in nothing.content.decode()
    assert "Yours?" in nothing.content.decode()
    wrong = client.post(url, {"languages-sports": ["vi"], "languages-culture": ["ar"]})
    assert wrong.status_code == 200
    assert not Delivery.objects.exists()

    done = client.post(
        url, {"languages-sports": ["vi"], "languages-culture": ["vi", "en"], "note": "Yours?"}
    )

    assert done["Location"] == story_url("change", story)
    assert set(Delivery.objects.values_list("to_site__key", "note")) == {
        ("sports", "Yours?"),
        ("culture", "Yours?"),
    }
    shown = client.get(story_url("change", story)).content.decode()
    assert 'id="deliveries"' in shown
    assert page(Delivery.objects.first(), "withdraw") in shown


def test_offer_that_a_colleague_made_meanwhile_is_said_at_its_site(
    site, other_site, third_site, editor, monkeypatch
):
    story = make_story(site)
    offered(story, other_site)
    # The form was made before the colleague's offer.
    monkeypatch.setattr("articles.admin.story_sharing.deliveries_of", lambda story, user: [])
    monkeypatch.setattr(
        "articles.admin.story_sharing.shared_languages",
        lambda story, sites: {site.pk: set() for site in sites},
    )

    response = signed_in(editor).post(
        story_url("offer", story), {"languages-sports": ["vi"], "languages-culture": ["vi"]}
    )

    assert "offered to this site already" in str(
        response.context["form"].errors["languages-sports"]
    )
    assert Delivery.objects.count() == 1


def test_what_a_site_was_given_is_not_offered_again(site, other_site, theirs, editor, receiver):
    story = make_story(site, ("vi", "en"))
    accept(offered(story, other_site), actor=receiver, section=theirs)

    response = signed_in(editor).get(story_url("offer", story))

    assert [
        choice[0] for choice in response.context["form"].fields["languages-sports"].choices
    ] == ["en"]


def test_withdrawn_offer_is_closed_for_the_site(site, other_site, editor, receiver):
    story = make_story(site)
    delivery = offered(story, other_site)

    signed_in(editor).post(page(delivery, "withdraw"), {"reason": "Not ready."})

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.WITHDRAWN, "Not ready.")
    assert signed_in(receiver).get(story_url("change", story)).status_code == 302
    assert signed_in(editor).get(page(delivery, "withdraw")).status_code == 403


def test_taken_down_at_the_origin_is_taken_down_where_it_was_accepted(
    site, other_site, theirs, receiver, editor
):
    story = make_live_story(site)
    accept(offered(story, other_site), actor=receiver, section=theirs)

    take_down(story, actor=editor, reason="Wrong.")

    assert not Publication.objects.live(timezone.now()).exists()
    assert "Wrong." in signed_in(receiver).get(page(Delivery.objects.get())).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_story_with_offers_makes_the_same_queries(site, editor, django_assert_num_queries, count):
    story = make_story(site)
    for number in range(4):
        to_site = make_site(f"site{number}", ("vi",))
        if number < count:
            offered(story, to_site)
    client = signed_in(editor)

    with django_assert_num_queries(13):
        response = client.get(story_url("offer", story))

    assert len(response.context["deliveries"]) == count
