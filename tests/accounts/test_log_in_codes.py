"""The code at log-in: from the phone or the paper, good once, and not got around."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import second_factor
from articles.enums import AccountVerb
from articles.models import AccountEvent
from tests.accounts.phone import (
    ACCOUNT,
    CODE,
    INDEX,
    code_of,
    equip,
    give_password,
    is_in,
    next_code,
)


def forget_throttle():
    """As if the wait after wrong codes were over."""
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(hours=1))


def test_password_alone_signs_in_who_has_no_second_factor(editor):
    client, response = give_password(editor)

    assert response["Location"] == INDEX
    assert is_in(client)


def test_password_alone_does_not_sign_in_who_has_one(editor):
    equip(editor)

    client, response = give_password(editor)

    assert response["Location"].startswith(CODE)
    assert SESSION_KEY not in client.session
    assert client.get(INDEX).status_code == 302


def test_code_signs_in_and_leads_where_one_wanted_to_go(editor):
    equip(editor)
    client, _response = give_password(editor)

    response = client.post(CODE, {"code": next_code(editor), "next": ACCOUNT})

    assert response["Location"] == ACCOUNT
    assert is_in(client)
    newest = AccountEvent.objects.filter(user=editor).first()
    assert (newest.verb, newest.detail) == (AccountVerb.SIGNED_IN, {"with_code": True})


def test_code_with_a_space_is_the_same_code(editor):
    equip(editor)
    client, _response = give_password(editor)
    code = next_code(editor)

    client.post(CODE, {"code": f"{code[:3]} {code[3:]}"})

    assert is_in(client)


def test_code_leads_to_no_other_site(editor):
    equip(editor)
    client, _response = give_password(editor)

    response = client.post(CODE, {"code": next_code(editor), "next": "https://evil.example/"})

    assert response["Location"] == INDEX


def test_code_cannot_be_replayed(editor):
    equip(editor)
    code = next_code(editor)
    first, _response = give_password(editor)
    second, _response = give_password(editor)

    first.post(CODE, {"code": code})
    replayed = second.post(CODE, {"code": code})

    assert is_in(first)
    assert "or it was used before" in replayed.content.decode()
    assert not is_in(second)


def test_code_of_the_setup_is_not_good_for_a_log_in(editor):
    key = second_factor.new_key()
    code = code_of(key)
    second_factor.set_up(editor, key, code)
    client, _response = give_password(editor)

    client.post(CODE, {"code": code})

    assert not is_in(client)


@pytest.mark.parametrize("late", [1, -1], ids=["slow", "fast"])
def test_next_code_of_a_phone_with_a_wrong_clock_is_good(editor, late):
    equip(editor)
    TOTPDevice.objects.update(last_t=F("last_t") - late, drift=F("drift") - late)
    client, _response = give_password(editor)

    client.post(CODE, {"code": next_code(editor)})

    assert is_in(client)


@pytest.mark.parametrize("wrong", ["000000", "", "١٢٣٤٥٦", "0" * 41, "abcd-efgh-jkmn", "\0"])
def test_wrong_codes_are_refused(editor, wrong):
    equip(editor)
    client, _response = give_password(editor)

    response = client.post(CODE, {"code": wrong})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not is_in(client)


def test_wrong_code_makes_one_wait_before_the_next(editor):
    equip(editor)
    client, _response = give_password(editor)
    client.post(CODE, {"code": "000000"})

    at_once = client.post(CODE, {"code": next_code(editor)})

    assert "Too many wrong codes. Wait until" in at_once.content.decode()
    assert not is_in(client)


def test_five_wrong_codes_lock_the_log_in_with_the_right_password_too(editor):
    equip(editor)
    client, _response = give_password(editor)
    for _ in range(4):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
        forget_throttle()

    fifth = client.post(CODE, {"code": "000000"})
    forget_throttle()
    right = client.post(CODE, {"code": next_code(editor)})
    _client, password = give_password(editor)

    assert [fifth.status_code, right.status_code, password.status_code] == [429, 429, 429]
    assert not is_in(client)
    verbs = AccountEvent.objects.filter(user=editor).values_list("verb", flat=True)
    assert list(verbs)[:2] == ["locked", "failed"]


def test_what_is_kept_of_a_wrong_code_is_not_the_code(editor):
    from axes.models import AccessAttempt

    equip(editor)
    client, _response = give_password(editor)
    client.post(CODE, {"code": "123987"})

    assert "123987" not in AccessAttempt.objects.get().post_data


def test_right_password_waits_ten_minutes_for_its_code(editor, monkeypatch):
    from articles.views import signing_in

    equip(editor)
    client, _response = give_password(editor)
    monkeypatch.setattr(signing_in, "CODE_WITHIN", -1)

    response = client.post(CODE, {"code": next_code(editor)})

    assert response["Location"] == reverse("admin:login")
    assert not is_in(client)


@pytest.mark.parametrize("change", ["password", "inactive"])
def test_code_does_not_help_once_the_account_has_changed(editor, change):
    equip(editor)
    client, _response = give_password(editor)
    if change == "password":
        editor.set_password("another long password")
    editor.is_active = change == "password"
    editor.save()

    client.post(CODE, {"code": next_code(editor)})

    assert not is_in(client)


def test_recovery_code_is_good_once_in_any_spelling(editor):
    codes = equip(editor)
    client, _response = give_password(editor)
    other, _response = give_password(editor)

    client.post(CODE, {"code": codes[3].upper().replace("-", " ")})
    other.post(CODE, {"code": codes[3]})

    assert is_in(client)
    assert not is_in(other)
    assert second_factor.codes_left(editor) == 9
    used = AccountEvent.objects.get(verb=AccountVerb.CODE_USED)
    assert used.detail == {"left": 9}
