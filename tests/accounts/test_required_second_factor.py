"""Sites say who of their people needs a second factor; who owes one can do nothing else."""

import pytest
from django.urls import reverse

from articles.accounts import second_factor
from articles.enums import Role, SecondFactorPolicy
from articles.models import DeskSession, Site, User
from tests.accounts.phone import FACTOR, code_of, give_password, is_in
from tests.admin.desk import signed_in
from tests.factories import make_user

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
