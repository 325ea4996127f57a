"""The desk of the other site reads an offer, and accepts or declines it."""

import pytest
from django.urls import reverse

from articles.enums import DeliveryState, Role
from articles.models import Publication
from articles.workflow import decline
from tests.admin.deliveries.offers import LIST, offered, page
from tests.admin.desk import placement, signed_in, story_url
from tests.factories import (
    make_blocking_finding,
    make_live_story,
    make_section,
    make_site,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.usefixtures("section")


def test_receiving_desk_sees_reads_and_accepts(site, other_site, theirs, receiver):
    story = make_story(site, ("vi", "en"))
    delivery = offered(story, other_site, ("vi", "en"), note="For your weekend page?")
    client = signed_in(receiver)

    first = client.get(reverse("admin:index"))
    [panel] = [one for one in first.context["panels"] if one["key"] == "offers"]
    assert list(panel["deliveries"]) == [delivery]
    assert page(delivery) in first.content.decode()
    shown = client.get(page(delivery)).content.decode()
    for words in ("For your weekend page?", "Cây cầu dài 420 mét.", "It is 420 metres long."):
        assert words in shown
    assert "answer" in [v.name for v in client.get(story_url("change", story)).context["verbs"]]

    answered = client.post(
        page(delivery),
        placement(
            other_site,
            theirs,
            ["en"],
            **{
                "headline-en": "Runners get a bridge",
                "when": "later",
                "publish_at": "2031-05-04T07:30",
                "expire_at": "2031-05-05T07:30",
            },
        ),
        follow=True,
    )

    assert "Scheduled on News Center" in answered.content.decode()
    publication = Publication.objects.get()
    assert (publication.site, publication.language_code) == (other_site, "en")
    assert (publication.section, publication.headline) == (theirs, "Runners get a bridge")
    assert f"{publication.publish_at:%Y-%m-%d %H:%M}" == "2031-05-04 07:30"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.languages) == (DeliveryState.ACCEPTED, ["en"])
    again = client.get(reverse("admin:index"))
    [panel] = [one for one in again.context["panels"] if one["key"] == "offers"]
    assert list(panel["deliveries"]) == []


def test_refusal_keeps_what_was_filled_in_and_leaves_the_offer_open(
    site, other_site, theirs, receiver
):
    story = make_story(site)
    delivery = offered(story, other_site)
    make_blocking_finding(story)
    client = signed_in(receiver)

    shown = client.get(page(delivery))
    refused = client.post(
        page(delivery), placement(other_site, theirs, **{"headline-vi": "Cầu của ta"})
    )
    empty = client.post(page(delivery), placement(other_site, theirs, []))
    silent = client.post(page(delivery), {"decline": "1", "decline-reason": " "})

    assert [n.weighed.blocks for n in shown.context["panel"].rows[0].notes] == [True]
    assert len(refused.context["panel"].form.non_field_errors()) == 1
    assert "Cầu của ta" in refused.content.decode()
    assert "Choose at least one language." in empty.content.decode()
    assert "Write why" in silent.content.decode()
    delivery.refresh_from_db()
    assert delivery.is_open
    assert not Publication.objects.exists()


def test_declined_offer_shows_the_reason_to_the_origin_and_closes_the_story(
    site, other_site, editor, receiver
):
    story = make_story(site)
    delivery = offered(story, other_site)
    client = signed_in(receiver)

    client.post(page(delivery), {"decline": "1", "decline-reason": "We had it yesterday."})
    story.translations.update(title="A working title of theirs")

    assert client.get(story_url("change", story)).status_code == 302
    closed = client.get(page(delivery)).content.decode()
    assert "We had it yesterday." in closed
    assert "Cầu mới nối hai bờ sông" in closed
    assert "Cây cầu dài 420 mét." not in closed
    listed = client.get(reverse(LIST), {"state__exact": "declined"}).content.decode()
    assert "Cầu mới nối hai bờ sông" in listed
    assert "working title" not in listed + closed
    assert (
        "We had it yesterday." in signed_in(editor).get(story_url("change", story)).content.decode()
    )


def test_second_of_two_editors_is_told_that_the_offer_is_answered(
    site, other_site, theirs, receiver
):
    story = make_story(site)
    delivery = offered(story, other_site)
    decline(delivery, actor=make_user((Role.EDITOR, other_site)), reason="Not ours.")

    response = signed_in(receiver).post(page(delivery), placement(other_site, theirs), follow=True)

    assert "The offer is not open any more." in response.content.decode()
    assert "Not ours." in response.content.decode()
    assert not Publication.objects.exists()


def test_page_for_a_site_that_was_offered_nothing_says_what_to_do(
    site, other_site, third_site, theirs
):
    culture = make_section(third_site)
    story = make_live_story(site, ("vi", "en"))
    publish_story(story, other_site, ("vi",), section=theirs)
    both = make_user((Role.REPORTER, other_site), (Role.EDITOR, third_site))
    client = signed_in(both)

    shown = client.get(story_url("publish", story))
    posted = client.post(
        story_url("publish", story), placement(third_site, culture, ["vi"]), follow=True
    )

    assert shown.status_code == 200
    assert shown.context["panels"] == []
    text = shown.content.decode()
    assert "Not offered to News Center: Tiếng Việt and English" in text
    assert "Offer to another site…" in text
    assert "publish" not in [
        v.name for v in client.get(story_url("change", story)).context["verbs"]
    ]
    assert posted.status_code == 200
    assert not Publication.objects.filter(site=third_site).exists()


def test_publishing_an_offered_story_is_accepting_it(site, other_site, theirs, receiver):
    story = make_story(site)
    delivery = offered(story, other_site)

    signed_in(receiver).post(story_url("publish", story), placement(other_site, theirs))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.answered_by) == (DeliveryState.ACCEPTED, receiver)


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_an_offer_makes_the_same_queries(
    site, receiver, other_site, django_assert_num_queries, count
):
    wide = make_site("wide", ("vi", "en", "ar"))
    make_section(wide)
    story = make_story(site, ("vi", "en", "ar")[:count])
    delivery = offered(story, wide, ("vi", "en", "ar")[:count])
    client = signed_in(make_user((Role.EDITOR, wide)))

    # One more for the glossary, which only translations are held to.
    with django_assert_num_queries(18 + (count > 1)):
        response = client.get(page(delivery))

    assert len(response.context["panel"].rows) == len(response.context["texts"]) == count
