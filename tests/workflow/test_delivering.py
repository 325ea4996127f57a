import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connections, transaction

from articles.enums import DeliveryState, Role, Verb
from articles.models import Delivery, Publication, StateChange, Story
from articles.workflow import (
    PublicationRefused,
    ReasonMissing,
    accept,
    decline,
    discard,
    offer,
    publish,
    retract,
    take_down,
    withdraw_offer,
)
from tests.factories import (
    make_blocking_finding,
    make_live_story,
    make_story,
    make_user,
    publish_story,
)
from tests.workflow.attempts import may


def test_offer_is_read_by_the_site_that_gets_it_until_it_says_no(
    site, other_site, section, editor, outsider
):
    story, kept = make_story(site), make_story(site)
    readable = Story.objects.for_user(outsider)
    assert not readable.exists()

    delivery = offer(story, to_site=other_site, languages=["vi"], actor=editor, note=" Yours? ")

    assert list(readable.all()) == [story]
    assert kept not in readable.all()
    assert (delivery.state, delivery.note) == (DeliveryState.OFFERED, "Yours?")
    entry = StateChange.objects.get(verb=Verb.OFFER)
    assert (entry.story, entry.site, entry.actor) == (story, other_site, editor)
    assert entry.detail["languages"] == ["vi"]

    decline(delivery, actor=outsider, reason=" Not for us. ")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.DECLINED, "Not for us.")
    assert delivery.answered_by == outsider
    assert StateChange.objects.get(verb=Verb.DECLINE).reason == "Not for us."
    assert not readable.all().exists()
    with pytest.raises(PublicationRefused, match="not open"):
        decline(delivery, actor=outsider, reason="Again.")


def test_accepting_places_the_story_as_the_site_wants_it(
    site, other_site, theirs, editor, outsider
):
    story = make_live_story(site, ("vi", "en"))
    delivery = offer(story, to_site=other_site, languages=["vi", "en"], actor=editor)

    accept(
        delivery, actor=outsider, languages=["vi"], section=theirs, headlines={"vi": "Cầu của ta"}
    )

    placed = Publication.objects.get(site=other_site)
    assert (placed.section, placed.headline, placed.language_code) == (theirs, "Cầu của ta", "vi")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.languages) == (DeliveryState.ACCEPTED, ["vi"])
    assert StateChange.objects.get(verb=Verb.ACCEPT).actor == outsider
    with pytest.raises(PermissionDenied, match="has not offered"):
        publish(story, site=other_site, languages=["en"], actor=outsider, section=theirs)


def test_language_that_somebody_may_not_decline_stays_on_offer_for_colleagues(
    site, other_site, theirs, editor, outsider
):
    story = make_story(site, ("vi", "en"))
    delivery = offer(story, to_site=other_site, languages=["vi", "en"], actor=editor, note="Both?")
    vietnamese = make_user((Role.EDITOR, other_site), languages=("vi",))

    accept(delivery, actor=vietnamese, languages=["vi"], section=theirs)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.languages) == (DeliveryState.ACCEPTED, ["vi"])
    [rest] = Delivery.objects.to_answer(outsider)
    assert (rest.languages, rest.note, rest.offered_by) == (["en"], "Both?", editor)
    assert not Delivery.objects.to_answer(vietnamese).exists()
    accept(rest, actor=outsider, languages=["en"], section=theirs)
    assert Publication.objects.filter(site=other_site).count() == 2


def test_what_is_published_is_accepted_and_the_rest_stays_on_offer(
    site, other_site, theirs, outsider
):
    story = make_story(site, ("vi", "en"))
    delivery = offer(story, to_site=other_site, languages=["vi", "en"], actor=None)

    publish(story, site=other_site, languages=["vi"], actor=outsider, section=theirs)
    publish(story, site=other_site, languages=["en"], actor=outsider, section=theirs)

    delivery.refresh_from_db()
    assert delivery.languages == ["vi"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.ACCEPTED}
    assert not Delivery.objects.to_answer(outsider).exists()


def test_findings_that_block_are_overridden_on_the_receiving_site(
    site, other_site, theirs, editor, outsider
):
    story = make_story(site)
    make_blocking_finding(story)
    delivery = offer(story, to_site=other_site, languages=["vi"], actor=editor)

    with pytest.raises(PublicationRefused):
        accept(delivery, actor=outsider, section=theirs)
    accept(delivery, actor=outsider, section=theirs, override_reason="A quotation.")

    assert StateChange.objects.get(verb=Verb.OVERRIDE).site == other_site


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_answer_at_once_one_is_heard(site, other_site, theirs):
    story = make_story(site)
    delivery = offer(story, to_site=other_site, languages=["vi"], actor=None)
    people = [make_user((Role.EDITOR, other_site)) for _number in range(2)]
    heard, refused, start = [], [], threading.Barrier(2)

    def answer(person, act):
        try:
            start.wait(10)
            heard.append(act(person))
        except PublicationRefused as error:
            refused.append(str(error))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=answer, args=(person, act))
        for person, act in zip(
            people,
            (
                lambda person: accept(delivery, actor=person, section=theirs),
                lambda person: decline(delivery, actor=person, reason="No."),
            ),
            strict=True,
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (len(heard), len(refused)) == (1, 1)
    assert "not open" in refused[0]
    delivery.refresh_from_db()
    placed = Publication.objects.filter(site=other_site).exists()
    assert placed is (delivery.state == DeliveryState.ACCEPTED)


def test_what_is_refused_leaves_the_offer_open(site, other_site, section, editor, outsider):
    story = make_story(site, ("vi", "en"))
    delivery = offer(story, to_site=other_site, languages=["vi"], actor=editor)

    with pytest.raises(PublicationRefused, match="section"):
        accept(delivery, actor=outsider)
    with pytest.raises(PublicationRefused, match="was not offered"):
        accept(delivery, actor=outsider, languages=["en"])
    with pytest.raises(ReasonMissing):
        decline(delivery, actor=outsider, reason=" ")

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.OFFERED
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("languages", "message"),
    [((), "at least one"), (("ar",), "no edition"), (("en",), "no text")],
)
def test_offer_of_what_the_site_could_not_show_is_refused(
    site, other_site, theirs, languages, message
):
    story = make_story(site)

    with pytest.raises(PublicationRefused, match=message):
        offer(story, to_site=other_site, languages=languages, actor=None)
    assert not Delivery.objects.exists()


def test_one_open_offer_for_a_story_and_site(site, other_site, section, editor):
    story = make_story(site)
    first = offer(story, to_site=other_site, languages=["vi"], actor=editor)

    with pytest.raises(PublicationRefused, match="already"):
        offer(story, to_site=other_site, languages=["vi"], actor=editor)
    with pytest.raises(PublicationRefused, match="of this site"):
        offer(story, to_site=site, languages=["vi"], actor=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            story=story, to_site=other_site, languages=["vi"], offered_at=first.offered_at
        )

    withdraw_offer(first, actor=editor)
    offer(story, to_site=other_site, languages=["vi"], actor=editor)
    first.refresh_from_db()
    assert first.state == DeliveryState.WITHDRAWN


@pytest.mark.parametrize("role", Role)
def test_who_may_offer_and_who_may_answer(site, other_site, theirs, role):
    story = make_story(site)
    here, there = make_user((role, site)), make_user((role, other_site))
    allowed = role in {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER}

    def send(actor):
        return offer(story, to_site=other_site, languages=["vi"], actor=actor)

    assert may(lambda: send(here)) is allowed
    assert may(lambda: send(there)) is False
    delivery = send(None)
    for act in (
        lambda actor: accept(delivery, actor=actor, section=theirs),
        lambda actor: decline(delivery, actor=actor, reason="No."),
    ):
        assert may(lambda act=act: act(there)) is allowed
        assert may(lambda act=act: act(here)) is False
    assert may(lambda: withdraw_offer(delivery, actor=here)) is allowed
    assert may(lambda: withdraw_offer(delivery, actor=there)) is False


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("shared", ["none", "offered", "declined", "carried", "taken down"])
def test_who_may_place_a_story_on_a_site_that_does_not_own_it(
    site, other_site, theirs, role, shared
):
    story = make_story(site)
    actor = make_user((role, other_site), (Role.REPORTER, site))
    if shared in {"offered", "declined"}:
        delivery = offer(story, to_site=other_site, languages=["vi"], actor=None)
        if shared == "declined":
            decline(delivery, actor=None, reason="No.")
    elif shared != "none":
        publish_story(story, other_site, section=theirs)
        if shared == "taken down":
            take_down(story, actor=None)
    publishes = role in {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER}

    try:
        publish(story, site=other_site, languages=["vi"], actor=actor, section=theirs)
        done = True
    except PermissionDenied:
        done = False

    assert done is (publishes and shared in {"offered", "carried"})


def test_editor_of_both_sites_needs_no_offer(site, other_site, theirs):
    both = make_user((Role.EDITOR, site), (Role.EDITOR, other_site))
    story = make_story(site)

    publish(story, site=other_site, languages=["vi"], actor=both, section=theirs)

    assert Publication.objects.filter(site=other_site).count() == 1


def test_taken_down_at_the_origin_leaves_every_offer(site, other_site, theirs, editor, outsider):
    story = make_live_story(site, ("vi", "en"))
    delivery = offer(story, to_site=other_site, languages=["vi", "en"], actor=editor)
    accept(delivery, actor=outsider, section=theirs)

    take_down(story, site=site, languages=["vi"], actor=editor, reason="Wrong.")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.languages) == (DeliveryState.ACCEPTED, ["en"])
    with pytest.raises(PermissionDenied):
        publish(story, site=other_site, languages=["vi"], actor=outsider, section=theirs)
    take_down(story, site=site, actor=editor, reason="Wrong.")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (DeliveryState.WITHDRAWN, "Wrong.")
    assert not Publication.objects.filter(withdrawn_at=None).exists()


def test_site_that_takes_down_its_own_placement_may_place_it_anew(
    site, other_site, theirs, editor, outsider
):
    story = make_live_story(site)
    accept(
        offer(story, to_site=other_site, languages=["vi"], actor=editor),
        actor=outsider,
        section=theirs,
    )
    take_down(story, site=other_site, actor=outsider)

    publish(story, site=other_site, languages=["vi"], actor=outsider)

    assert Publication.objects.filter(site=other_site, withdrawn_at=None).exists()


def test_retraction_and_discarding_end_offers(site, other_site, section, editor, chief):
    story, draft = make_live_story(site), make_story(site)
    delivery = offer(story, to_site=other_site, languages=["vi"], actor=editor)
    offer(draft, to_site=other_site, languages=["vi"], actor=editor)

    retract(story, notices={"vi": "Sai."}, actor=chief)
    discard(draft, actor=editor)

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WITHDRAWN
    assert list(Delivery.objects.all()) == [delivery]
