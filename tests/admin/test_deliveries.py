"""Offers between sites in the admin: who sees them, who answers them, and what then happens."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.enums import DeliveryState, Role, Severity
from articles.models import Delivery, Finding, Publication, StateChange
from articles.workflow import accept, decline, offer, take_down
from tests.admin.desk import placement, signed_in, story_url
from tests.factories import (
    head_of,
    make_live_story,
    make_section,
    make_site,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.usefixtures("section")
EDITORS = {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER}


@pytest.fixture
def theirs(other_site):
    return make_section(other_site, "the-thao", vi="Thể thao", en="Sport")


@pytest.fixture
def third_site(db):
    return make_site("culture", ("vi", "en"))


@pytest.fixture
def sites(site, other_site, third_site):
    return {"receiving": other_site, "origin": site, "third": third_site}


@pytest.fixture
def receiver(other_site):
    return make_user((Role.EDITOR, other_site), username="receiver")


def page(delivery, name="change"):
    return reverse(f"admin:articles_delivery_{name}", args=[delivery.pk])


LIST = "admin:articles_delivery_changelist"


def offered(story, to_site, languages=("vi",), **fields):
    return offer(story, to_site=to_site, languages=languages, actor=None, **fields)


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
    Finding.objects.create(
        revision=head_of(story, "vi"),
        language_code="vi",
        rule="language",
        severity=Severity.BLOCK,
        segment_index=2,
        segment_hash="0" * 32,
        excerpt="美国商务部官员",
    )
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


def test_list_is_filtered_by_state_and_site(site, other_site, third_site, admin):
    first, second = make_story(site), make_story(site)
    to_sports, to_culture = offered(first, other_site), offered(second, third_site)
    decline(to_culture, actor=None, reason="No.")
    client = signed_in(admin)

    def rows(**query):
        return list(client.get(reverse(LIST), query).context["cl"].result_list)

    assert rows() == [to_culture, to_sports]
    assert rows(state__exact="declined") == [to_culture]
    assert rows(to_site__id__exact=other_site.pk) == [to_sports]
    assert rows(q="No.") == [to_culture]


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_queries(site, other_site, receiver, django_assert_num_queries, count):
    for _number in range(count):
        offered(make_story(site, ("vi", "en")), other_site, ("vi", "en"))
    client = signed_in(receiver)

    with django_assert_num_queries(7):
        response = client.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count


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
