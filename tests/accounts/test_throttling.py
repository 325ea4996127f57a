"""Wrong passwords: the fifth locks name and address, and says until when."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.accounts.address import network_address

PASSWORD = "a long and quiet river"


def sign_in(username, password, address="192.0.2.1"):
    return Client().post(
        reverse("admin:login"),
        {"username": username, "password": password, "next": reverse("admin:index")},
        REMOTE_ADDR=address,
    )


@pytest.fixture
def member(editor):
    editor.set_password(PASSWORD)
    editor.save()
    return editor


@pytest.mark.parametrize("username", ["editor", "nobody"])
def test_fifth_wrong_password_locks_with_a_time_whether_the_account_exists(member, username):
    first = [sign_in(username, "wrong").status_code for _ in range(4)]

    fifth = sign_in(username, "wrong")
    right = sign_in(username, PASSWORD)

    assert first == [200] * 4
    assert (fifth.status_code, right.status_code) == (429, 429)
    assert "you can log in again at" in fifth.content.decode()
    assert 0 < int(fifth["Retry-After"]) <= 15 * 60


def test_lock_holds_for_one_name_at_one_address_only(member, chief):
    chief.set_password(PASSWORD)
    chief.save()
    for _ in range(5):
        sign_in("editor", "wrong")

    assert sign_in("editor", PASSWORD).status_code == 429
    assert sign_in("editor", PASSWORD, address="192.0.2.2").status_code == 302
    assert sign_in("chief", PASSWORD).status_code == 302


def test_lock_is_released_after_its_time_and_counting_starts_again(member):
    for _ in range(5):
        sign_in("editor", "wrong")
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))

    assert sign_in("editor", "wrong").status_code == 200
    assert sign_in("editor", PASSWORD).status_code == 302


def test_right_password_forgets_the_wrong_ones(member):
    for _ in range(2):
        for _ in range(4):
            sign_in("editor", "wrong")
        assert sign_in("editor", PASSWORD).status_code == 302


def test_refusal_reads_the_same_for_known_and_unknown_names(member):
    def message(username):
        return str(sign_in(username, "wrong").context["form"].errors)

    assert message("editor") == message("nobody") != ""


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "address"),
    [
        ("192.0.2.1", "203.0.113.9", 0, "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7, 203.0.113.9", 1, "203.0.113.9"),
        ("2001:db8::1:2", "", 0, "2001:db8::"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("", "", 0, None),
        ("10.0.0.1", "no address", 1, None),
    ],
)
def test_address_is_what_our_own_proxies_saw(settings, peer, forwarded, proxies, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR=peer).get("/", headers={"X-Forwarded-For": forwarded})

    assert network_address(request) == address


@pytest.mark.parametrize("weak", ["short-word1", "908172635443", "qwerty123456", "editor-editor1"])
def test_weak_passwords_are_refused(editor, weak):
    editor.username = "editor-editor"

    with pytest.raises(ValidationError):
        validate_password(weak, editor)


def test_a_long_phrase_is_a_password(editor):
    validate_password(PASSWORD, editor)
