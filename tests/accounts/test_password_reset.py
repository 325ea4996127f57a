"""A forgotten password: the same answer for all, and a link for those that there are."""

import re
from threading import enumerate as threads

import pytest
from django.core import mail as outbox
from django.test import Client

from articles.enums import AccountVerb
from articles.models import AccountEvent, DeskSession, User
from tests.accounts.phone import CODE, INDEX, equip, give_password

ASK = "/admin/password-reset/"
NEW = "mua xuan den roi"


@pytest.fixture(autouse=True)
def known(editor):
    User.objects.filter(pk=editor.pk).update(email="editor@example.org")
    editor.refresh_from_db()


def ask(email="editor@example.org", **extra):
    response = Client().post(ASK, {"email": email}, **extra)
    for thread in threads():
        if thread.name == "mail":
            thread.join(10)
    return response


def set_new(link, password=NEW):
    client = Client()
    form = client.get(link)["Location"]
    return client.post(form, {"new_password1": password, "new_password2": password})


def link_in(message):
    return re.search(r"http://testserver(/admin/password-reset/\S+)", message.body)[1]


def test_answer_is_the_same_whether_or_not_there_is_an_account(db):
    known, unknown = ask(), ask("nobody@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in outbox.outbox] == [["editor@example.org"]]


def test_link_sets_a_new_password_once_and_ends_sessions(editor):
    client, _response = give_password(editor)
    ask()
    link = link_in(outbox.outbox[0])

    set_new(link)

    editor.refresh_from_db()
    assert editor.check_password(NEW)
    assert client.get(INDEX).status_code == 302
    assert not DeskSession.objects.filter(user=editor).exists()
    assert "was invalid" in Client().get(link).content.decode()
    event = AccountEvent.objects.filter(verb=AccountVerb.PASSWORD_CHANGED).get()
    assert (event.user, event.actor) == (editor, editor)


def test_rules_for_passwords_hold(editor):
    ask()

    response = set_new(link_in(outbox.outbox[0]), "password1234")

    assert response.context["form"].errors
    editor.refresh_from_db()
    assert not editor.check_password("password1234")


def test_second_factor_is_still_asked_for(editor):
    equip(editor)
    ask()
    set_new(link_in(outbox.outbox[0]))

    _client, response = give_password(editor, NEW)

    assert response["Location"].startswith(CODE)


def test_e_mail_is_in_the_language_of_its_reader(editor):
    User.objects.filter(pk=editor.pk).update(interface_language="zh-hans")

    ask(headers={"accept-language": "vi"})

    assert "新密码" in outbox.outbox[0].subject


def test_e_mails_to_one_account_are_bounded(db):
    answers = {ask().status_code for _ in range(5)}

    assert answers == {302}
    assert len(outbox.outbox) == 3


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_may_not_log_in_gets_no_link(editor, change):
    User.objects.filter(pk=editor.pk).update(**change)

    ask()

    assert outbox.outbox == []


def test_failing_mail_server_changes_nothing_for_the_visitor(settings):
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.EmailBackend"

    assert ask().status_code == 302


def test_log_in_page_leads_there(db):
    assert ASK in Client().get("/admin/login/").content.decode()
