"""Where somebody is signed in: seen, ended one by one, and ended by what ought to end it."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.accounts import sessions
from articles.enums import AccountVerb, Role
from articles.models import AccountEvent, DeskSession
from articles.text.user_agents import browser_and_system
from tests.accounts.phone import ACCOUNT, INDEX, PASSWORD, give_password, is_in
from tests.factories import make_user

END = "/admin/account/sessions/"
AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0 Safari/537.36 Edg/140.0": ("Microsoft Edge", "Windows"),
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0": ("Firefox", "Linux"),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1": ("Safari", "iPhone"),
    "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0 Mobile Safari/537.36": ("Chrome", "Android"),
    "curl/8": ("", ""),
}


@pytest.mark.parametrize(("agent", "names"), AGENTS.items())
def test_browser_is_called_by_the_name_its_owner_knows(agent, names):
    assert browser_and_system(agent) == names


def test_own_sessions_are_listed_with_browser_and_place(editor, chief):
    firefox, edge = list(AGENTS)[1], next(iter(AGENTS))
    give_password(chief)
    give_password(editor, headers={"user-agent": edge}, REMOTE_ADDR="2001:db8::1:2")
    client, _response = give_password(
        editor, headers={"user-agent": firefox}, REMOTE_ADDR="192.0.2.7"
    )

    page = client.get(ACCOUNT)

    this, other = page.context["sessions"]
    assert (this.is_this, this.browser, this.system, this.address) == (
        *(True, "Firefox", "Linux"),
        "192.0.2.7",
    )
    assert (other.is_this, other.browser, other.address) == (False, "Microsoft Edge", "2001:db8::")
    content = page.content.decode()
    assert not any(key in content for key in DeskSession.objects.values_list("pk", flat=True))


def test_one_session_is_ended_and_the_others_stay(editor):
    lost, _response = give_password(editor)
    kept, _response = give_password(editor)
    client, _response = give_password(editor)
    name = next(
        one.name for one in sessions.sessions_of(editor, lost.session.session_key) if one.is_this
    )

    client.post(END, {"session": name})
    again = client.post(END, {"session": name}, follow=True)

    assert [is_in(lost), is_in(kept), is_in(client)] == [False, True, True]
    assert "had ended already" in again.content.decode()


def test_all_other_sessions_are_ended(editor, chief):
    theirs, _response = give_password(chief)
    others = [give_password(editor)[0] for _ in range(3)]
    client, _response = give_password(editor)

    client.post(END, {"others": "1"})

    assert [is_in(other) for other in others] == [False] * 3
    assert is_in(client)
    assert is_in(theirs)
    event = AccountEvent.objects.filter(verb=AccountVerb.SIGNED_OUT).get()
    assert (event.user, event.actor, event.detail) == (editor, editor, {"sessions": 3})


def test_session_of_somebody_else_cannot_be_ended(editor, chief):
    theirs, _response = give_password(chief)
    client, _response = give_password(editor)
    [one] = sessions.sessions_of(chief)

    client.post(END, {"session": one.name})
    client.post(END, {"session": theirs.session.session_key})

    assert is_in(theirs)


def test_sessions_are_ended_by_post_only(editor):
    other, _response = give_password(editor)
    client, _response = give_password(editor)

    assert client.get(END, {"others": "1"}).status_code == 405
    assert is_in(other)


def test_new_password_ends_all_other_sessions(editor):
    other, _response = give_password(editor)
    client, _response = give_password(editor)
    new = "mua xuan den roi"

    client.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert [is_in(other), is_in(client)] == [False, True]
    assert DeskSession.objects.filter(user=editor).count() == 1
    assert AccountEvent.objects.filter(verb=AccountVerb.PASSWORD_CHANGED).get().actor == editor


def test_password_set_by_any_way_lets_old_sessions_nowhere(editor):
    client, _response = give_password(editor)
    editor.set_password("mua xuan den roi")
    editor.save()

    assert not is_in(client)
    assert sessions.sessions_of(editor) == []


def test_switched_off_account_is_out_at_once(site, editor):
    manager = make_user((Role.SITE_MANAGER, site), username="manager")
    client, _response = give_password(editor)
    boss, _response = give_password(manager)

    boss.post(f"/admin/articles/user/{editor.pk}/change/", {"username": "editor"} | NO_ROLES)

    editor.refresh_from_db()
    assert not editor.is_active
    assert not is_in(client)
    assert not DeskSession.objects.filter(user=editor).exists()
    verbs = AccountEvent.objects.filter(user=editor, actor=manager).values_list("verb", flat=True)
    assert set(verbs) == {AccountVerb.SWITCHED_OFF, AccountVerb.SIGNED_OUT}


NO_ROLES = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}


def test_account_that_the_database_switches_off_is_out_as_well(editor):
    client, _response = give_password(editor)
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)

    assert not is_in(client)


def test_use_is_noted_every_five_minutes_and_prolongs(editor):
    client, _response = give_password(editor)
    session = client.session
    session["desk"] = session["desk"] | {"seen": int(time.time()) - 301}
    session.save()
    DeskSession.objects.update(expire_date=timezone.now() + timedelta(minutes=1))

    client.get(INDEX)

    assert time.time() - client.session["desk"]["seen"] < 60
    assert DeskSession.objects.get().expire_date > timezone.now() + timedelta(days=13)


def test_session_knows_whose_it_is_only_after_the_log_in(db, editor):
    client = Client()
    client.get("/admin/login/")

    give_password(editor, client=client)

    assert [one.user for one in DeskSession.objects.all()] == [editor]
