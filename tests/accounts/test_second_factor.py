"""A second factor: set up, asked for, renewed, removed, and reset for who lost it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import second_factor
from articles.accounts.errors import AccountRefused
from articles.enums import AccountVerb
from articles.models import AccountEvent
from tests.accounts.phone import (
    ACCOUNT,
    CODE,
    FACTOR,
    INDEX,
    PASSWORD,
    code_of,
    equip,
    give_password,
    is_in,
    next_code,
)
from tests.admin.desk import signed_in


def test_recovery_codes_are_stored_as_hashes_that_outlive_a_change_of_the_secret(editor, settings):
    codes = equip(editor)
    stored = set(StaticToken.objects.values_list("token", flat=True))
    plain = {code.replace("-", "") for code in codes} | set(codes)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, and a long one, of the same house"

    assert len(stored) == 10
    assert not stored & plain
    assert second_factor.check(editor, codes[0]) is not None
    settings.SECRET_KEY_FALLBACKS = []
    assert second_factor.check(editor, codes[1]) is None


def test_setting_up_needs_a_code_made_from_the_secret_shown(editor):
    client, _response = give_password(editor)
    page = client.get(FACTOR)
    key = client.session["second_factor_key"]

    wrong = client.post(FACTOR, {"code": code_of("00" * 20)})
    right = client.post(FACTOR, {"code": code_of(key)})

    assert second_factor.words_of(key) in page.content.decode()
    assert "not the code that your phone shows" in wrong.content.decode()
    codes = right.context["codes"]
    assert len(set(codes)) == 10
    assert all(code in right.content.decode() for code in codes)
    assert TOTPDevice.objects.get(user=editor).key == key
    assert "second_factor_key" not in client.session
    assert is_in(client)


def test_nothing_counts_before_the_code_was_entered(editor):
    client, _response = give_password(editor)
    client.get(FACTOR)

    assert not TOTPDevice.objects.exists()
    assert is_in(give_password(editor)[0])


def test_setting_up_ends_the_sessions_that_began_without(editor):
    elsewhere, _response = give_password(editor)
    client, _response = give_password(editor)
    client.get(FACTOR)

    client.post(FACTOR, {"code": code_of(client.session["second_factor_key"])})

    assert is_in(client)
    assert not is_in(elsewhere)


@pytest.mark.parametrize(("password", "counts"), [("wrong", False), (PASSWORD, True)])
def test_old_session_asks_for_the_password_before_setting_up(editor, password, counts):
    client = signed_in(editor)  # knows nothing of when it began
    client.get(FACTOR)
    key = client.session["second_factor_key"]

    client.post(FACTOR, {"password": password, "code": code_of(key)})

    assert TOTPDevice.objects.filter(user=editor).exists() == counts


def test_second_one_is_refused_by_verb_and_by_database(editor):
    equip(editor)
    key = second_factor.new_key()

    with pytest.raises(AccountRefused):
        second_factor.set_up(editor, key, code_of(key))
    with pytest.raises(IntegrityError), transaction.atomic():
        TOTPDevice.objects.create(user=editor, key=key, confirmed=True)


@pytest.fixture
def equipped(editor):
    """A client that is in with a code, of the editor."""
    equip(editor)
    client, _response = give_password(editor)
    client.post(CODE, {"code": next_code(editor)})
    return client


@pytest.mark.parametrize("act", ["codes", "remove"])
def test_changing_it_asks_for_a_code(equipped, editor, act):
    before = set(StaticToken.objects.values_list("token", flat=True))

    response = equipped.post(FACTOR, {"code": "000000", act: "1"})

    assert response.context["form"].errors
    assert set(StaticToken.objects.values_list("token", flat=True)) == before
    assert TOTPDevice.objects.filter(user=editor).exists()


def test_recovery_codes_are_renewed_all_together(equipped, editor):
    before = set(StaticToken.objects.values_list("token", flat=True))

    response = equipped.post(FACTOR, {"code": next_code(editor), "codes": "1"})

    after = set(StaticToken.objects.values_list("token", flat=True))
    assert len(response.context["codes"]) == len(after) == 10
    assert not before & after
    assert is_in(equipped)


def test_it_is_removed_with_a_code(equipped, editor):
    response = equipped.post(FACTOR, {"code": next_code(editor), "remove": "1"})

    assert response["Location"] == ACCOUNT
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert is_in(equipped)
    assert is_in(give_password(editor)[0])


def test_session_from_before_the_second_factor_owes_a_code(editor):
    client = signed_in(editor)
    key = second_factor.new_key()
    TOTPDevice.objects.create(user=editor, key=key, confirmed=True)

    led = client.get(INDEX)
    client.post(CODE, {"code": code_of(key)})

    assert led["Location"].startswith(CODE)
    assert is_in(client)


def test_command_resets_and_signs_out(admin, capsys):
    equip(admin)
    client, _response = give_password(admin)
    client.post(CODE, {"code": next_code(admin)})

    call_command("reset_second_factor", "admin")
    call_command("reset_second_factor", "admin")

    said = capsys.readouterr().out
    assert "was reset" in said
    assert "had no second factor" in said
    assert not TOTPDevice.objects.exists()
    assert not is_in(client)
    assert AccountEvent.objects.filter(verb=AccountVerb.FACTOR_RESET).get().actor is None


def test_command_names_an_account_that_is_not_there(db):
    with pytest.raises(CommandError, match="There is no account “nobody”"):
        call_command("reset_second_factor", "nobody")


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("path", [INDEX, "/admin/articles/tag/", "/admin/articles/story/"])
def test_second_factor_costs_one_query_and_only_who_has_one(editor, section, path):
    """What a page costs without it is counted by the page's own tests."""
    without, _response = give_password(editor)
    plain = queries_of(without, path)
    equip(editor)
    client, _response = give_password(editor)
    client.post(CODE, {"code": next_code(editor)})

    queries = queries_of(client, path)

    assert len(queries) == len(plain) + 1
    assert not [sql for sql in plain if 'FROM "otp_' in sql and "EXISTS" not in sql]


def test_readers_page_asks_for_no_session(site, section, django_assert_num_queries):
    client = Client(HTTP_HOST="news.example")
    client.get("/vi/archive/")

    # A page of two queries of its own.
    with django_assert_num_queries(2):
        assert client.get("/vi/archive/").status_code == 200
