"""Invitations: a link that is good once, for three days, and worth what its inviter may give."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles.accounts import invitations, throttle
from articles.accounts.errors import AccountRefused
from articles.enums import AccountVerb, InvitationState, Role
from articles.models import AccountEvent, Invitation, Membership, User
from tests.accounts.phone import FACTOR, INDEX
from tests.admin.desk import signed_in
from tests.factories import make_user

LIST = "/admin/articles/invitation/"
ADD = f"{LIST}add/"
NEW = {
    "username": "newcomer",
    "first_name": "Mai",
    "last_name": "Lê",
    "password1": "mua xuan den roi",
    "password2": "mua xuan den roi",
}


@pytest.fixture
def manager(site):
    return make_user((Role.SITE_MANAGER, site), username="manager", interface_language="vi")


@pytest.fixture
def boss(manager):
    return signed_in(manager)


def invite(client, site, email="mai@example.org", roles=("reporter",), **more):
    return client.post(
        ADD, {"email": email, "sites": [site.pk], "roles": list(roles), "languages": []} | more
    )


def link_in(message):
    return re.search(r"http://testserver(/admin/invitation/\S+)", message.body)[1]


def test_person_is_invited_accepts_and_works(site, boss, manager):
    invite(boss, site, roles=("reporter", "translator"), languages=["en"])
    [message] = outbox.outbox
    client = Client()

    shown = client.get(link_in(message))
    accepted = client.post(link_in(message), NEW)

    assert message.to == ["mai@example.org"]
    assert "Lời mời" in message.subject
    assert "Phóng viên" in shown.content.decode() or "Reporter" in shown.content.decode()
    assert accepted["Location"] == INDEX
    assert client.get(INDEX).status_code == 200
    newcomer = User.objects.get(username="newcomer")
    assert (newcomer.email, newcomer.is_staff, newcomer.is_superuser) == (
        *("mai@example.org", True),
        False,
    )
    assert newcomer.interface_language == "vi"
    roles = [(m.role, m.site, m.languages) for m in newcomer.memberships.order_by("role")]
    assert roles == [("reporter", site, ["en"]), ("translator", site, ["en"])]
    given = AccountEvent.objects.filter(user=newcomer, verb=AccountVerb.ROLE_GIVEN)
    assert {event.actor for event in given} == {manager}


def test_opening_the_link_does_not_use_it_up_and_accepting_does(site, boss):
    invite(boss, site)
    link = link_in(outbox.outbox[0])

    for _ in range(2):
        assert Client().get(link).status_code == 200
    Client().post(link, NEW)

    assert Client().get(link).status_code == 410
    assert Client().post(link, NEW | {"username": "second"}).status_code == 410
    assert not User.objects.filter(username="second").exists()


@pytest.mark.parametrize("end", ["expired", "taken back", "sent again", "forged"])
def test_link_that_has_ended_opens_nothing(site, boss, end):
    invite(boss, site)
    made = Invitation.objects.get()
    link = link_in(outbox.outbox[0])
    if end == "expired":
        Invitation.objects.update(expires_at=timezone.now())
    elif end == "taken back":
        boss.post(f"{LIST}{made.pk}/change/", {"take_back": "1"})
    elif end == "sent again":
        boss.post(f"{LIST}{made.pk}/change/", {"send": "1"})
    else:
        link = link[:-3] + ("aa/" if link[-3:] != "aa/" else "bb/")

    answer = Client().post(link, NEW)

    assert answer.status_code == 410
    assert not User.objects.filter(username="newcomer").exists()


def test_link_sent_again_is_good(site, boss):
    invite(boss, site)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    made = Invitation.objects.get()
    assert made.state is InvitationState.EXPIRED

    boss.post(f"{LIST}{made.pk}/change/", {"send": "1"})

    assert Client().post(link_in(outbox.outbox[1]), NEW).status_code == 302


@pytest.mark.parametrize("loss", ["role", "switched off"])
def test_invitation_is_worth_nothing_once_its_inviter_may_not(site, boss, manager, loss):
    invite(boss, site)
    if loss == "role":
        manager.memberships.all().delete()
    else:
        User.objects.filter(pk=manager.pk).update(is_active=False)

    assert Client().post(link_in(outbox.outbox[0]), NEW).status_code == 410


def test_who_has_an_account_accepts_with_it(site, other_site, boss, outsider):
    invite(boss, site)
    client = signed_in(outsider)

    shown = client.get(link_in(outbox.outbox[0])).content.decode()
    client.post(link_in(outbox.outbox[0]))

    assert "You are logged in as outsider" in shown
    assert {(m.site, m.role) for m in outsider.memberships.all()} == {
        (other_site, "chief_editor"),
        (site, "reporter"),
    }
    assert Invitation.objects.get().accepted_by == outsider


def test_weak_password_and_taken_name_are_refused_and_the_link_stays_good(site, boss, editor):
    invite(boss, site)
    link = link_in(outbox.outbox[0])

    weak = Client().post(link, NEW | {"password1": "abc", "password2": "abc"})
    taken = Client().post(link, NEW | {"username": "editor"})

    assert "password2" in weak.context["form"].errors
    assert "username" in taken.context["form"].errors
    assert Client().post(link, NEW).status_code == 302


def test_newcomer_sets_up_a_second_factor_where_it_is_required(site, boss):
    site.second_factor = "everyone"
    site.save()
    made = invitations.invite(
        "mai@example.org",
        sites=[site],
        roles=[Role.REPORTER],
        language_code="en",
        actor=boss_of(site),
    )
    Invitation.objects.update(sendings=1)
    made.refresh_from_db()
    token = invitations._signer.sign_object([made.pk, 1])
    client = Client()

    client.post(f"/admin/invitation/{token}/", NEW)

    assert client.get(INDEX)["Location"].startswith(FACTOR)


def boss_of(site):
    return site.memberships.get(role=Role.SITE_MANAGER).user


# --- whose to invite --------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SITE_MANAGER])
def test_only_managers_invite(site, role):
    user = make_user((role, site))
    client = signed_in(user)

    assert client.get(ADD).status_code == 403
    assert invite(client, site).status_code == 403
    with pytest.raises(PermissionDenied):
        invitations.invite(
            "a@example.org",
            sites=[site],
            roles=[Role.REPORTER],
            language_code="en",
            actor=user,
        )
    assert not Invitation.objects.exists()


def test_manager_invites_to_own_sites_only(site, other_site, boss, manager):
    refused = invite(boss, other_site)

    assert "sites" in refused.context["form"].errors
    with pytest.raises(PermissionDenied):
        invitations.invite(
            "a@example.org",
            sites=[site, other_site],
            roles=[Role.REPORTER],
            language_code="en",
            actor=manager,
        )
    assert not Invitation.objects.exists()
    assert outbox.outbox == []


def test_invitation_to_another_site_is_not_seen_nor_touched(site, other_site, boss, admin):
    theirs = invitations.invite(
        "x@example.org",
        sites=[site, other_site],
        roles=[Role.REPORTER],
        language_code="en",
        actor=admin,
    )
    path = f"{LIST}{theirs.pk}/change/"

    assert boss.get(path).status_code == 403
    for act in ("send", "take_back"):
        assert boss.post(path, {act: "1"}).status_code == 403
    assert list(boss.get(LIST).context["cl"].result_list) == []
    theirs.refresh_from_db()
    assert (theirs.revoked_at, theirs.sendings) == (None, 0)


def test_same_address_is_not_invited_twice(site, boss):
    invite(boss, site)

    again = invite(boss, site, email="MAI@example.org")

    assert "invited already" in str(again.context["form"].errors) or again.status_code == 200
    assert Invitation.objects.count() == 1


# --- e-mail -----------------------------------------------------------------------------------


def test_invitation_outlives_a_mail_server_that_fails_and_shows_its_link(site, boss, settings):
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.EmailBackend"

    invite(boss, site)
    made = Invitation.objects.get()
    page = boss.get(f"{LIST}{made.pk}/change/").content.decode()
    link = re.search(r"http://testserver(/admin/invitation/[^<\s]+)", page)[1]

    assert made.mail_failed
    assert Client().post(link, NEW).status_code == 302


def test_link_is_not_shown_where_the_mail_went_out(site, boss):
    invite(boss, site)

    page = boss.get(f"{LIST}{Invitation.objects.get().pk}/change/").content.decode()

    assert "/admin/invitation/" not in page


def test_installation_without_mail_hands_the_link_to_the_inviter(site, boss, settings):
    settings.SENDS_MAIL = False

    invite(boss, site)

    assert Invitation.objects.get().mail_failed
    assert outbox.outbox == []


def test_invitations_of_one_person_are_bounded(site, boss, monkeypatch):
    monkeypatch.setattr(throttle, "INVITATIONS_BY_PERSON", 2)
    for number in range(3):
        invite(boss, site, email=f"{number}@example.org", roles=("reporter", "editor"))

    assert len(outbox.outbox) == 2
    assert Invitation.objects.count() == 2


def test_e_mails_to_one_address_are_bounded(site, boss, manager, rf):
    invite(boss, site)
    made = Invitation.objects.get()
    for _ in range(4):
        invitations.send(made, actor=manager, request=rf.get("/"))

    with pytest.raises(AccountRefused):
        invitations.send(made, actor=manager, request=rf.get("/"))

    assert len(outbox.outbox) == 5


def test_memberships_that_are_there_stay_as_they_are(site, boss, translator):
    invite(boss, site, roles=("translator",))

    signed_in(translator).post(link_in(outbox.outbox[0]))

    assert Membership.objects.get(user=translator).languages == ["en"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_queries(site, boss, count, django_assert_num_queries):
    for number in range(count):
        invite(boss, site, email=f"{number}@example.org")

    with django_assert_num_queries(7):
        assert len(boss.get(LIST).context["cl"].result_list) == count
