"""The table of role and verb, tried whole: every role, verb, own and other site, own and other
language. The expectations are written out in `tests/grants.py`, not read from the table."""

from __future__ import annotations

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from articles import permissions
from articles.enums import Role, Verb
from tests.factories import make_user
from tests.grants import MAY


@pytest.mark.parametrize("role", Role)
def test_matrix(site, other_site, role):
    user = make_user((role, site), languages=("vi",))

    for verb, at, language in itertools.product(Verb, (site, other_site, None), ("vi", "en", None)):
        expected = verb in MAY[role] and at != other_site and language != "en"
        assert permissions.can(user, verb, at, language) is expected, (verb, at, language)
        if at is not None:
            assert _requires(user, verb, at, language) is expected
    for verb in Verb:
        expected_sites = {site.pk} if verb in MAY[role] else set()
        assert permissions.sites_where(user, verb) == expected_sites


def _requires(user, verb, site, language):
    try:
        permissions.require(user, verb, site, [language])
    except PermissionDenied:
        return False
    return True


def test_roles_on_several_sites_add_up(site, other_site):
    user = make_user((Role.REPORTER, site), (Role.EDITOR, other_site))

    assert permissions.sites_where(user, Verb.WRITE) == {site.pk, other_site.pk}
    assert permissions.sites_where(user, Verb.PUBLISH) == {other_site.pk}
    assert not permissions.can(user, Verb.PUBLISH, site)


def test_administrator_may_everything_everywhere(site, admin):
    assert all(permissions.can(admin, verb, site, "vi") for verb in Verb)
    assert permissions.sites_where(admin, Verb.PUBLISH) is None


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
@pytest.mark.parametrize("superuser", [False, True])
def test_whoever_left_the_staff_may_nothing(site, fields, superuser):
    user = make_user((Role.SITE_MANAGER, site), is_superuser=superuser, **fields)

    assert not any(permissions.can(user, verb, site) for verb in Verb)
    assert permissions.sites_where(user, Verb.VIEW) == set()


def test_reader_may_nothing(site):
    assert not any(permissions.can(AnonymousUser(), verb, site) for verb in Verb)
    assert permissions.sites_where(AnonymousUser(), Verb.VIEW) == set()
