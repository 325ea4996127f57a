"""A code from the phone: set up, asked for, good once, and not got around."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import second_factor
from articles.accounts.errors import AccountRefused
from articles.enums import AccountVerb, Role, SecondFactorPolicy
from articles.models import AccountEvent, DeskSession, Site, User
from tests.accounts.phone import (
    ACCOUNT,
    CODE,
    FACTOR,
    INDEX,
    PASSWORD,
    code_of,
    equip,
    give_password,
    next_code,
)
from tests.admin.desk import signed_in
from tests.factories import make_user


def is_in(client):
    return client.get(INDEX).status_code == 200


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
    second_factor.set_up(editor, key, code_of(key))
    client, _response = give_password(editor)

    client.post(CODE, {"code": code_of(key)})

    assert not is_in(client)


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
    TOTPDevice.objects.update(last_t=0)
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


# --- required by a site -----------------------------------------------------------------------

WHO_MUST = {
    SecondFactorPolicy.OFF: set(),
    SecondFactorPolicy.PUBLISHERS: {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER},
    SecondFactorPolicy.EVERYONE: set(Role),
}


@pytest.mark.parametrize("policy", SecondFactorPolicy)
@pytest.mark.parametrize("role", Role)
def test_site_says_who_needs_one(site, other_site, policy, role):
    Site.objects.filter(pk=site.pk).update(second_factor=policy)

    here, there = make_user((role, site)), make_user((role, other_site))

    assert second_factor.is_required(here) == (role in WHO_MUST[policy])
    assert not second_factor.is_required(there)


@pytest.mark.parametrize("required", [True, False])
def test_setting_says_whether_administrators_need_one(admin, settings, required):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = required

    assert is_in(signed_in(admin)) == (not required)


@pytest.fixture
def strict(site):
    Site.objects.filter(pk=site.pk).update(second_factor=SecondFactorPolicy.EVERYONE)
    return site


# Every kind of address that a person of the desk may call, each in the form that does something.
CALLS = [
    ("get", "/admin/"),
    ("get", "/admin/account/"),
    ("post", "/admin/account/sessions/"),
    ("get", "/admin/password_change/"),
    ("get", "/admin/articles/story/"),
    ("post", "/admin/articles/story/add/"),
    ("get", "/admin/articles/story/board/"),
    ("get", "/admin/articles/image/pick/"),
    ("get", "/admin/autocomplete/?app_label=articles&model_name=story&field_name=tags"),
    ("get", "/admin/nothing/here/"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_who_owes_one_can_do_nothing_but_set_it_up(strict, reporter, method, path):
    client, _response = give_password(reporter)

    page = getattr(client, method)(path)
    by_script = getattr(client, method)(path, headers={"accept": "*/*"})

    if method == "get":
        assert page["Location"].startswith(FACTOR)
    else:
        assert page.status_code == 403
    assert by_script.status_code == 403


def test_every_address_of_the_admin_is_closed_to_who_owes_one(strict, reporter):
    """All patterns there are, with numbers filled in, so that a new page cannot be forgotten."""
    from django.urls import get_resolver

    client, _response = give_password(reporter)
    may = {"admin:login", "admin:log-in-code", "admin:logout", "admin:language"}
    may |= {"admin:second-factor", "admin:jsi18n"}
    [desk] = [
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "admin"
    ]
    tried = 0
    for pattern in patterns_below(desk):
        if pattern.name and f"admin:{pattern.name}" not in may:
            names = pattern.pattern.converters or pattern.pattern.regex.groupindex
            given = {name: "1" if name != "app_label" else "articles" for name in names}
            try:
                path = reverse(f"admin:{pattern.name}", kwargs=given)
            except Exception:
                given |= {"language_code": "vi"}
                path = reverse(f"admin:{pattern.name}", args=list(given.values()))
            response = client.post(path, headers={"accept": "application/json"})
            assert response.status_code == 403, path
            tried += 1
    assert tried > 100
    assert DeskSession.objects.filter(user=reporter).count() == 1


def patterns_below(resolver):
    for pattern in resolver.url_patterns:
        yield from patterns_below(pattern) if hasattr(pattern, "url_patterns") else [pattern]


def test_who_owes_one_is_nobody_outside_the_admin(strict, reporter, rf):
    from importlib import import_module

    from django.conf import settings
    from django.http import HttpResponse

    from articles.middleware.accounts import AccountMiddleware

    client, _response = give_password(reporter)
    request = rf.get("/en/")
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(client.session.session_key)
    request.user = User.objects.get(pk=reporter.pk)

    AccountMiddleware(lambda request: HttpResponse())(request)

    assert not request.user.is_authenticated


def test_required_person_sets_it_up_and_goes_on(strict, reporter):
    client, _response = give_password(reporter)
    stories = reverse("admin:articles_story_changelist")
    led = client.get(stories)
    client.get(led["Location"])

    response = client.post(
        FACTOR, {"code": code_of(client.session["second_factor_key"]), "next": stories}
    )

    assert response.context["next"] == stories
    assert client.get(stories).status_code == 200


def test_session_from_before_the_second_factor_owes_a_code(editor):
    client = signed_in(editor)
    key = second_factor.new_key()
    TOTPDevice.objects.create(user=editor, key=key, confirmed=True)

    led = client.get(INDEX)
    client.post(CODE, {"code": code_of(key)})

    assert led["Location"].startswith(CODE)
    assert is_in(client)


# --- reset ------------------------------------------------------------------------------------


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
