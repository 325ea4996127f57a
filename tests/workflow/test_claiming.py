"""Taking a text into work: one holder at a time, whoever asks at once, and not for ever."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from articles.enums import Role, Verb
from articles.models import StateChange, TranslationClaim
from articles.workflow import ClaimHeld, claim, release, renew
from tests.factories import make_section, make_site, make_story, make_user


@pytest.fixture
def story(site, section):
    return make_story(site)


@pytest.fixture
def colleague(site):
    return make_user((Role.TRANSLATOR, site), languages=("en",), username="colleague")


@pytest.fixture
def later(monkeypatch):
    """Move the clock of the verbs on by so many minutes."""

    def move(minutes):
        moment = timezone.now() + timedelta(minutes=minutes)
        monkeypatch.setattr("articles.workflow.claiming.timezone.now", lambda: moment)
        return moment

    return move


def test_a_text_that_is_not_there_yet_can_be_taken(story, translator):
    before = timezone.now()

    held = claim(story, "en", actor=translator)

    assert (held.story, held.language_code, held.user) == (story, "en", translator)
    assert held.claimed_at >= before
    assert held.expires_at - held.claimed_at == timedelta(minutes=30)
    assert not StateChange.objects.filter(verb=Verb.TAKE_OVER).exists()


def test_what_somebody_has_is_refused_and_they_are_named(story, translator, colleague):
    held = claim(story, "en", actor=translator)

    with pytest.raises(ClaimHeld) as refused:
        claim(story, "en", actor=colleague)

    assert refused.value.claim == held
    local = timezone.localtime(held.expires_at)
    assert "translator works on it" in str(refused.value)
    assert f"{local:%M}" in str(refused.value)
    assert TranslationClaim.objects.get().user == translator


def test_another_language_is_free(story, translator, editor):
    claim(story, "en", actor=translator)

    claim(story, "ar", actor=editor)

    assert TranslationClaim.objects.count() == 2


def test_ones_own_is_renewed_and_keeps_its_beginning(story, translator, later):
    first = claim(story, "en", actor=translator)
    now = later(20)

    again = claim(story, "en", actor=translator)

    assert (again.pk, again.claimed_at) == (first.pk, first.claimed_at)
    assert again.expires_at == now + timedelta(minutes=30)


def test_what_has_run_out_is_nobodys(story, translator, colleague, settings, later):
    settings.TRANSLATION_CLAIM_MINUTES = 10
    claim(story, "en", actor=translator)
    now = later(11)

    held = claim(story, "en", actor=colleague)

    assert (held.user, held.claimed_at) == (colleague, now)
    assert not TranslationClaim.objects.live(now + timedelta(minutes=10)).exists()
    assert not StateChange.objects.filter(verb=Verb.TAKE_OVER).exists()


def test_a_take_over_is_logged(story, translator, colleague):
    claim(story, "en", actor=translator)

    held = claim(story, "en", actor=colleague, take_over=True)

    assert TranslationClaim.objects.get() == held
    assert TranslationClaim.objects.get().user == colleague
    entry = StateChange.objects.get(verb=Verb.TAKE_OVER)
    assert (entry.story_id, entry.language_code, entry.actor) == (story.pk, "en", colleague)
    assert entry.detail == {"taken_from": "translator"}


def test_rights_are_those_of_the_text(story, translator, reporter, outsider, site):
    photographer = make_user((Role.PHOTO_DESK, site))
    refused = [(translator, "ar"), (translator, "vi"), (outsider, "en"), (photographer, "en")]

    for user, code in refused:
        with pytest.raises(PermissionDenied):
            claim(story, code, actor=user, take_over=True)
    assert not TranslationClaim.objects.exists()

    claim(story, "vi", actor=reporter)
    assert TranslationClaim.objects.get().user == reporter


def test_only_ones_own_is_given_up(story, translator, colleague):
    claim(story, "en", actor=translator)

    assert not release(story, "en", actor=colleague)
    assert TranslationClaim.objects.count() == 1
    assert release(story, "en", actor=translator)
    assert not release(story, "en", actor=translator)
    claim(story, "en", actor=colleague)


def test_work_renews_a_claim_and_makes_none(story, translator, colleague, later):
    assert not renew(story, "en", actor=translator)
    assert not TranslationClaim.objects.exists()
    claim(story, "en", actor=translator)
    now = later(45)

    assert renew(story, "en", actor=translator)
    assert not renew(story, "en", actor=colleague)

    held = TranslationClaim.objects.get()
    assert (held.user, held.expires_at) == (translator, now + timedelta(minutes=30))


@pytest.mark.django_db(transaction=True)
def test_of_several_who_claim_at_once_one_has_it():
    site = make_site("race")
    make_section(site)
    story = make_story(site)
    people = [make_user((Role.TRANSLATOR, site)) for _number in range(4)]
    # What ran out earlier is there to be taken: the harder case, as there is a row already.
    past = timezone.now() - timedelta(hours=1)
    TranslationClaim.objects.create(
        story=story,
        language_code="en",
        user=people[0],
        claimed_at=past,
        expires_at=past + timedelta(minutes=1),
    )
    together, won, lost = threading.Barrier(len(people) * 2), [], []

    def take(user, code):
        try:
            together.wait(timeout=10)
            won.append((code, claim(story, code, actor=user).user_id))
        except ClaimHeld as refused:
            lost.append((code, refused.claim.user_id))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=take, args=(user, code)) for user in people for code in ("en", "ar")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    holders = dict(TranslationClaim.objects.values_list("language_code", "user_id"))
    assert dict(won) == holders
    assert (len(won), len(lost)) == (2, 6)
    assert {(code, holders[code]) for code, _user in lost} == set(lost)
