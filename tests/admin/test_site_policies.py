"""Who decides what stops a publication on a site, and how."""

import pytest
from django.urls import reverse

from articles.enums import Role
from articles.integrity.registry import RULES
from articles.models import FindingPolicy
from tests.admin.desk import signed_in
from tests.admin.site_page import address, settings_of
from tests.factories import make_user

ROLES = ["reporter", "translator", "photo_desk", "editor", "chief_editor", "site_manager"]


def policies(site):
    return dict(FindingPolicy.objects.filter(site=site).values_list("rule", "action"))


def test_page_of_a_site_lists_every_rule_with_its_explanation(site, manager):
    page = signed_in(manager).get(address(site)).content.decode()

    for rule in RULES:
        assert str(rule.name) in page
        assert str(rule.explanation) in page
        assert f'name="policy_{rule.id}"' in page
    assert "As the rule says: Blocks publication" in page


def test_choices_are_kept_and_taken_back(site, other_site, manager):
    client = signed_in(manager)

    client.post(address(site), settings_of(site, foreign_language="warn", stray_keyword="block"))
    assert policies(site) == {"foreign-language": "warn", "stray-keyword": "block"}

    client.post(address(site), settings_of(site, foreign_language="", stray_keyword="off"))
    assert policies(site) == {"stray-keyword": "off"}
    assert policies(other_site) == {}


def test_what_the_page_did_not_show_is_left_alone(site, manager):
    FindingPolicy.objects.create(site=site, rule="foreign-language", action="off")
    FindingPolicy.objects.create(site=site, rule="of-a-former-release", action="block")

    response = signed_in(manager).post(address(site), settings_of(site, stray_keyword="off"))

    assert response.status_code == 302
    assert policies(site) == {
        "foreign-language": "off",
        "of-a-former-release": "block",
        "stray-keyword": "off",
    }


def test_what_is_no_action_is_refused_and_nothing_is_kept(site, manager):
    response = signed_in(manager).post(
        address(site), settings_of(site, foreign_language="never", stray_keyword="off")
    )

    assert response.status_code == 200
    assert policies(site) == {}


def test_change_stands_in_the_history_of_the_site(site, manager):
    client = signed_in(manager)
    client.post(address(site), settings_of(site, foreign_language="warn"))

    history = client.get(reverse("admin:articles_site_history", args=[site.pk]))

    assert "Other language" in history.content.decode()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("own", [True, False], ids=["own site", "other site"])
def test_only_those_who_manage_the_site_set_its_policies(site, other_site, role, own):
    user = make_user((Role(role), site), username=role)
    place = site if own else other_site

    signed_in(user).post(address(place), settings_of(place, foreign_language="off"))

    may = role == "site_manager" and own
    assert policies(place) == ({"foreign-language": "off"} if may else {})
