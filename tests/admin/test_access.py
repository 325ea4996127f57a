"""Every page of the admin for every role, and nothing of another site anywhere."""

import pytest
from django.urls import reverse

from articles.admin.language_verbs import BY_NAME
from articles.enums import Role
from articles.models import Membership, Publication, Redirect, StateChange, Story, User
from articles.workflow import plan_release
from tests.admin.desk import signed_in, story_post, story_url, texts_of
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_source,
    make_story,
    make_tag,
    make_term,
    make_user,
    publish_story,
)

ROLES = ["reporter", "translator", "photo_desk", "editor", "chief_editor", "site_manager"]
# Which roles may open the list, the form for a new one, and change an existing one of their site.
LIST = {
    "story": ROLES,
    "image": ROLES,
    "category": ROLES,
    "tag": ROLES,
    "author": ROLES,
    "source": ROLES,
    "glossaryterm": ROLES,
    "site": ["site_manager"],
    "user": ["site_manager"],
    "membership": ["site_manager"],
    "redirect": ["site_manager"],
    "statechange": ["site_manager"],
    "release": ROLES,
}
EDITORS = ["editor", "chief_editor", "site_manager"]
ADD = {
    "story": ["reporter", *EDITORS],
    "image": ["reporter", "photo_desk", *EDITORS],
    "category": ["site_manager"],
    "tag": EDITORS,
    "author": EDITORS,
    "source": EDITORS,
    "glossaryterm": EDITORS,
    "site": [],
    "user": ["site_manager"],
    "membership": ["site_manager"],
    "redirect": ["site_manager"],
    "statechange": [],
    "release": EDITORS,
}
CHANGE = ADD | {"story": ["reporter", "translator", *EDITORS], "site": ["site_manager"]}


@pytest.fixture
def member(request, site):
    """Somebody with the one role that the test names, on the general site."""
    return make_user((Role(request.param), site), username=request.param)


@pytest.fixture
def nouns(site, section):
    """One of each, of the general site or of all."""
    colleague = make_user((Role.REPORTER, site), username="colleague")
    return {
        "story": make_story(site),
        "image": make_image(site),
        "category": section,
        "tag": make_tag(),
        "author": make_author(),
        "source": make_source("Reuters", vi="Theo Reuters"),
        "glossaryterm": make_term(site),
        "site": site,
        "user": colleague,
        "membership": colleague.memberships.get(),
        "redirect": Redirect.objects.create(site=site, old_path="/a/", new_path="/b/"),
        "statechange": StateChange.objects.filter(site=site).first(),
        "release": plan_release(site, name="Election night", actor=None),
    }


@pytest.fixture
def foreign(other_site):
    """The same of a site where the member has no role."""
    theirs = make_user((Role.REPORTER, other_site), username="theirs")
    section = make_section(other_site, "bi-mat")
    return {
        "story": make_story(other_site, section=section),
        "image": make_image(other_site),
        "category": section,
        "glossaryterm": make_term(other_site),
        "site": other_site,
        "user": theirs,
        "membership": theirs.memberships.get(),
        "redirect": Redirect.objects.create(site=other_site, old_path="/x/", new_path="/y/"),
        "statechange": StateChange.objects.filter(site=other_site).first(),
        "release": plan_release(other_site, name="Secret", actor=None),
    }


def page(noun, name, *args):
    return reverse(f"admin:articles_{noun}_{name}", args=args)


@pytest.mark.parametrize("member", ROLES, indirect=True)
@pytest.mark.parametrize("noun", LIST)
def test_lists_and_forms_open_for_those_who_may(member, nouns, noun):
    client, obj = signed_in(member), nouns[noun]

    answers = {
        "list": client.get(page(noun, "changelist")).status_code,
        "add": client.get(page(noun, "add")).status_code,
        "look": client.get(page(noun, "change", obj.pk)).status_code,
    }

    may_look = member.username in LIST[noun]
    assert answers == {
        "list": 200 if may_look else 403,
        "add": 200 if member.username in ADD[noun] else 403,
        "look": 200 if may_look else 403,
    }


@pytest.mark.parametrize("member", ROLES, indirect=True)
@pytest.mark.parametrize("noun", LIST)
def test_posts_are_refused_where_forms_are_not_given(member, nouns, noun):
    client, obj = signed_in(member), nouns[noun]

    change = client.post(page(noun, "change", obj.pk), {}).status_code
    add = client.post(page(noun, "add"), {}).status_code

    # 200 is the form with its errors: an empty post is no valid object.
    if member.username not in CHANGE[noun]:
        assert change in {302, 403}
    else:
        assert change == 200
    assert add == (200 if member.username in ADD[noun] else 403)


@pytest.mark.parametrize("member", ["reporter", "chief_editor", "site_manager"], indirect=True)
@pytest.mark.parametrize(
    "noun",
    [
        *("story", "image", "category", "glossaryterm", "site", "user", "membership"),
        *("redirect", "statechange", "release"),
    ],
)
def test_nothing_of_another_site_can_be_seen_or_changed(member, foreign, noun):
    client, obj = signed_in(member), foreign[noun]

    listed = client.get(page(noun, "changelist"))
    for name in ("change", "delete", "history"):
        response = client.get(page(noun, name, obj.pk))
        assert response.status_code in {302, 403}, name
    assert client.post(page(noun, "change", obj.pk), {}).status_code in {302, 403}
    assert client.post(page(noun, "delete", obj.pk), {"post": "yes"}).status_code in {302, 403}
    if listed.status_code == 200:
        assert obj.pk not in [row.pk for row in listed.context["cl"].result_list]
    obj.refresh_from_db()


@pytest.mark.parametrize("member", ROLES, indirect=True)
@pytest.mark.parametrize(
    ("field", "noun"), [("lead_image", "image"), ("tags", "tag"), ("source", "source")]
)
def test_autocomplete_offers_own_things_only(member, nouns, foreign, field, noun):
    response = signed_in(member).get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "story", "field_name": field, "term": ""},
    )

    offered = [int(row["id"]) for row in response.json()["results"]]
    assert offered == [nouns[noun].pk]


@pytest.mark.parametrize("member", ["editor", "site_manager"], indirect=True)
def test_autocomplete_of_users_is_for_managers_of_their_site(member, nouns, foreign):
    response = signed_in(member).get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "membership", "field_name": "user", "term": "e"},
    )

    if member.username == "editor":
        assert response.status_code == 403
    else:
        names = {row["text"] for row in response.json()["results"]}
        assert names == {"colleague", "site_manager"}


PAGES = ["publish", "release", "take_down", "correct", "retract", *BY_NAME]


@pytest.mark.parametrize("name", PAGES)
def test_verbs_of_another_site_are_not_there(site, section, outsider, name):
    story = make_live_story(site)
    client = signed_in(outsider)

    assert client.get(story_url(name, story)).status_code == 404
    assert client.post(story_url(name, story), {"languages": ["vi"]}).status_code == 404


# What of a live story with a text in review each role is offered, and may therefore do.
EDITS = {"submit", "return", "approve", "publish", "release", "take_down", "correct"}
VERBS = {
    "reporter": {"submit"},
    "translator": {"submit"},
    "photo_desk": set(),
    "editor": EDITS,
    "chief_editor": EDITS | {"retract"},
    "site_manager": EDITS | {"retract"},
}


@pytest.mark.parametrize("member", ROLES, indirect=True)
def test_buttons_show_what_the_role_may_do_and_pages_agree(site, section, member):
    story = make_live_story(site)
    publish_story(make_story(site), site)
    for code, state in (("en", "in_review"), ("ar", "draft")):
        story.translations.create(
            language_code=code, title="x", body="<p>x</p>", state=state, master=story
        )
    client = signed_in(member)

    response = client.get(story_url("change", story))

    assert {offer.name for offer in response.context["verbs"]} == VERBS[member.username]
    for name in PAGES:
        expected = 200 if name in VERBS[member.username] else 403
        assert client.get(story_url(name, story)).status_code == expected, name


def test_site_that_carries_a_story_reads_it_and_no_more(site, other_site, section, outsider):
    story = make_live_story(site, ("vi", "en"))
    theirs = make_section(other_site)
    publish_story(story, other_site, ("vi",), section=theirs)
    client = signed_in(outsider)

    shown = client.get(story_url("change", story))
    posted = client.post(story_url("change", story), story_post(story, texts_of(story)))

    assert shown.status_code == 200
    assert {offer.name for offer in shown.context["verbs"]} == {"publish", "release", "take_down"}
    assert 'name="translations-0-title"' not in shown.content.decode()
    assert posted.status_code == 403


@pytest.mark.parametrize("verb", ["publish", "take_down"])
def test_carrying_site_acts_on_itself_only(site, other_site, section, outsider, verb):
    story = make_live_story(site, ("vi",))
    publish_story(story, other_site, ("vi",), section=make_section(other_site))
    own = Publication.objects.get(site=site)

    page = signed_in(outsider).get(story_url(verb, story))
    signed_in(outsider).post(
        story_url(verb, story),
        {"site": "news", "news-languages": ["vi"], "publications": [own.pk], "reason": "No."},
    )

    own.refresh_from_db()
    assert own.withdrawn_at is None
    if verb == "publish":
        assert [panel.site for panel in page.context["panels"]] == [other_site]
    else:
        assert own not in page.context["form"].fields["publications"].queryset


def test_manager_cannot_make_administrators_or_reach_those_of_other_sites(site, other_site):
    manager = make_user((Role.SITE_MANAGER, site), username="manager")
    both = make_user((Role.REPORTER, site), (Role.REPORTER, other_site), username="both")
    root = make_user((Role.REPORTER, site), username="root", is_superuser=True)
    colleague = make_user((Role.REPORTER, site), username="colleague")
    client = signed_in(manager)

    for user in (both, root):
        assert client.get(page("user", "change", user.pk)).status_code == 302
        password = reverse("admin:auth_user_password_change", args=[user.pk])
        assert client.get(password).status_code in {302, 403, 404}
    client.post(
        page("user", "change", colleague.pk),
        {
            "username": "colleague",
            "is_active": "on",
            "is_superuser": "on",
            "memberships-TOTAL_FORMS": 1,
            "memberships-INITIAL_FORMS": 0,
            "memberships-0-site": other_site.pk,
            "memberships-0-role": "chief_editor",
        },
    )

    colleague.refresh_from_db()
    assert not colleague.is_superuser
    assert not Membership.objects.filter(user=colleague, site=other_site).exists()


def test_person_who_is_added_may_sign_in(site):
    manager = make_user((Role.SITE_MANAGER, site), username="manager")

    signed_in(manager).post(
        page("user", "add"),
        {
            "username": "newcomer",
            "usable_password": "true",
            "password1": "mua xuan den roi",
            "password2": "mua xuan den roi",
            "memberships-TOTAL_FORMS": 1,
            "memberships-INITIAL_FORMS": 0,
            "memberships-0-site": site.pk,
            "memberships-0-role": "reporter",
        },
    )

    newcomer = User.objects.get(username="newcomer")
    assert newcomer.is_staff
    assert not newcomer.is_superuser
    assert [m.role for m in newcomer.memberships.all()] == ["reporter"]


def test_reader_account_is_not_let_in(site):
    reader = make_user(username="reader", is_staff=False)

    response = signed_in(reader).get(reverse("admin:index"))

    assert response.status_code == 302
    assert not Story.objects.for_user(reader).exists()
