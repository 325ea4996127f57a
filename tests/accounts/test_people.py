"""What managers may do about accounts: of their own people, and of nobody else."""

import pytest
from django.db import DatabaseError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.enums import AccountVerb, Role
from articles.models import AccountEvent, DeskSession
from tests.accounts.phone import equip, give_password
from tests.admin.desk import signed_in
from tests.factories import make_user

LOG = "/admin/articles/accountevent/"


def page_of(user):
    return f"/admin/articles/user/{user.pk}/account/"


@pytest.fixture
def cast(site, other_site, manager):
    """Whom a manager may meet."""
    return {
        "colleague": make_user((Role.REPORTER, site), username="colleague"),
        "second manager": make_user((Role.SITE_MANAGER, site), username="second"),
        "of both": make_user((Role.REPORTER, site), (Role.REPORTER, other_site), username="both"),
        "theirs": make_user((Role.REPORTER, other_site), username="theirs"),
        "administrator": make_user((Role.REPORTER, site), username="root", is_superuser=True),
        "of no site": make_user(username="nobody"),
    }


OWN = {"colleague", "second manager"}
ALL = ["colleague", "second manager", "of both", "theirs", "administrator", "of no site"]


@pytest.mark.parametrize("whom", ALL)
@pytest.mark.parametrize("act", ["reset", "sign_out"])
def test_manager_resets_and_signs_out_own_people_only(manager, cast, whom, act):
    user = cast[whom]
    equip(user)
    client = signed_in(user)

    answer = signed_in(manager).post(page_of(user), {act: "1"})

    assert answer.status_code == (302 if whom in OWN else 403)
    assert DeskSession.objects.filter(user=user).exists() == (whom not in OWN)
    has_factor = TOTPDevice.objects.filter(user=user).exists()
    assert has_factor == (whom not in OWN or act == "sign_out")
    verb = AccountVerb.FACTOR_RESET if act == "reset" else AccountVerb.SIGNED_OUT
    logged = AccountEvent.objects.filter(verb=verb, user=user, actor=manager)
    assert logged.count() == (whom in OWN)
    assert client.get("/admin/account/").status_code == 302


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SITE_MANAGER])
def test_who_manages_nobody_has_no_such_page(site, cast, role):
    client = signed_in(make_user((role, site)))
    user = cast["colleague"]
    equip(user)

    assert client.get(page_of(user)).status_code == 403
    assert client.post(page_of(user), {"reset": "1"}).status_code == 403
    assert client.get(LOG).status_code == 403
    assert TOTPDevice.objects.filter(user=user).exists()


def test_nobody_resets_themselves(manager, admin):
    for user in (manager, admin):
        equip(user)
        client = signed_in(user)
        session = client.session
        device = TOTPDevice.objects.get(user=user)
        session["otp_device_id"] = device.persistent_id
        session.save()

        client.post(page_of(user), {"reset": "1"})

        assert TOTPDevice.objects.filter(user=user).exists()


def test_administrator_resets_anybody_else(admin, cast):
    for user in cast.values():
        equip(user)
        signed_in(admin).post(page_of(user), {"reset": "1"})

    assert not TOTPDevice.objects.exists()


def test_password_set_by_a_manager_signs_out_and_is_logged(manager, cast):
    user = cast["colleague"]
    signed_in(user)
    new = "mua xuan den roi"

    signed_in(manager).post(
        f"/admin/articles/user/{user.pk}/password/",
        {"password1": new, "password2": new, "usable_password": "true"},
    )

    user.refresh_from_db()
    assert user.check_password(new)
    assert not DeskSession.objects.filter(user=user).exists()
    event = AccountEvent.objects.get(verb=AccountVerb.PASSWORD_CHANGED)
    assert (event.user, event.actor) == (user, manager)


def membership_post(user, site, role, membership=None, **more):
    row = {"id": membership.pk if membership else "", "user": user.pk, "site": site.pk}
    return {
        "username": user.username,
        "is_active": "on",
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": int(membership is not None),
        **{f"memberships-0-{name}": value for name, value in (row | {"role": role} | more).items()},
    }


def test_changes_of_roles_are_logged(site, manager):
    user = make_user((Role.REPORTER, site), username="colleague")
    membership = user.memberships.get()
    client, path = signed_in(manager), f"/admin/articles/user/{user.pk}/change/"

    client.post(path, membership_post(user, site, "editor", membership))
    client.post(path, membership_post(user, site, "translator", languages=["en"]))
    client.post(path, membership_post(user, site, "editor", membership, DELETE="on"))
    client.post(
        "/admin/articles/membership/add/", {"user": user.pk, "site": site.pk, "role": "reporter"}
    )

    events = AccountEvent.objects.filter(user=user, site=site, actor=manager).order_by("pk")
    assert [(event.verb, event.detail["role"]) for event in events] == [
        ("role_changed", "editor"),
        ("role_given", "translator"),
        ("role_taken", "editor"),
        ("role_given", "reporter"),
    ]


def test_log_shows_managers_their_people_and_their_sites_only(site, other_site, manager, cast):
    for user in cast.values():
        give_password(user)

    shown = signed_in(manager).get(LOG).context["cl"].result_list

    assert {entry.user.username for entry in shown} == {"colleague", "second"}


def test_log_shows_administrators_everything(admin, cast):
    for user in cast.values():
        give_password(user)

    shown = signed_in(admin).get(LOG).context["cl"].result_list

    assert {entry.user for entry in shown} == set(cast.values())


@pytest.mark.parametrize("count", [1, 3])
def test_log_makes_the_same_queries(site, manager, count, django_assert_num_queries):
    for _ in range(count):
        give_password(make_user((Role.REPORTER, site)))
    client = signed_in(manager)

    with django_assert_num_queries(5):
        assert len(client.get(LOG).context["cl"].result_list) == count


def test_database_refuses_to_change_the_log(editor):
    give_password(editor)
    event = AccountEvent.objects.get()

    for change in (lambda: AccountEvent.objects.update(address="x"), event.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_failures_are_logged_for_accounts_that_there_are(editor):
    give_password(editor, "wrong", REMOTE_ADDR="192.0.2.9")
    give_password(type(editor)(username="ghost"), "wrong")

    event = AccountEvent.objects.get()
    assert (event.verb, event.user, event.actor, event.address) == (
        *("failed", editor),
        *(None, "192.0.2.9"),
    )


def test_lock_is_logged_once_and_attempts_during_it_are_not(editor):
    for _ in range(8):
        give_password(editor, "wrong")

    verbs = list(AccountEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["failed"] * 4 + ["locked"]
