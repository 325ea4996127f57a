"""Who tries every door, and what there is behind them: made once for a module, and taken back.

`own` is the site on which everybody of the cast has their role, `shared` belongs to another site
and was offered to it or is carried by it, `foreign` is of a third site that shares nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.accounts import invitations
from articles.enums import Role
from articles.models import (
    AccountEvent,
    Delivery,
    Publication,
    Redirect,
    Release,
    Revision,
    Site,
    StateChange,
    Story,
    User,
)
from articles.workflow import add_to_release, offer, plan_release, submit
from articles.workflow.tokens import make_token
from tests.factories import (
    make_author,
    make_image,
    make_section,
    make_site,
    make_source,
    make_story,
    make_tag,
    make_term,
    make_user,
    publish_story,
    write_text,
)

OWN, SHARED, FOREIGN = PLACES = ("own", "shared", "foreign")
CODES = ("vi", "en")
SINCE = timedelta(hours=2)


@dataclass
class Corner:
    """What one of the three places has."""

    site: Site
    nouns: dict[str, Any]
    # By how far it is: fresh, review, live, changed.
    stories: dict[str, Story]
    # By language: what is live, and the first of two revisions.
    publications: dict[str, Publication]
    earlier: dict[str, Revision]
    release: Release
    # What the place offers to another: `shared` to `own`, the others elsewhere.
    delivery: Delivery


@dataclass
class Cast:
    """`people` by role and the language that they are limited to; "" is none."""

    places: dict[str, Corner]
    people: dict[tuple[str, str], User]
    administrator: User
    newcomer: User
    reader: User
    clients: dict[int, Client] = field(default_factory=dict)

    def sign_in(self) -> Cast:
        """Before anything is tried, so that no savepoint takes a session back."""
        for user in (*self.people.values(), self.administrator, self.newcomer, self.reader):
            self.clients[user.pk] = Client()
            self.clients[user.pk].force_login(user)
        return self

    def client(self, user: User | None) -> Client:
        return self.clients[user.pk] if user is not None else Client()


def make_cast() -> Cast:
    news, sports, culture = (make_site(key, CODES) for key in ("news", "sports", "culture"))
    for site in (news, sports, culture):
        make_section(site, "front", vi="Thời sự", en="News")
    shared = {"tag": make_tag(), "author": make_author(), "source": make_source("Reuters")}
    people = {
        (role.value, code): make_user(
            (role, news), languages=(code,) if code else (), username=f"{role}{code}"
        )
        for role in Role
        for code in ("", "vi")
    }
    administrator = make_user(username="administrator", is_superuser=True)
    return Cast(
        places={
            OWN: make_corner(news, None, sports, shared),
            SHARED: make_corner(sports, news, culture, {}),
            FOREIGN: make_corner(culture, None, sports, {}),
        },
        people=people,
        administrator=administrator,
        newcomer=make_user(username="newcomer"),
        reader=make_user(username="reader", is_staff=False),
    ).sign_in()


def make_corner(site: Site, guest: Site | None, neighbour: Site, nouns: dict[str, Any]) -> Corner:
    """With a guest, every story can be read there: offered, or carried."""
    stories = {
        "fresh": make_story(site, CODES),
        "review": make_story(site, CODES),
        "live": make_story(site, CODES),
        "changed": make_story(site, CODES),
    }
    for code in CODES:
        submit(stories["review"], code, actor=None)
    places = [site, *([guest] if guest is not None else [])]
    ago = timezone.now() - SINCE
    earlier = {code: stories["changed"].translations.get(language_code=code).head for code in CODES}
    for name in ("live", "changed"):
        for place in places:
            section = place.categories.first()
            publish_story(stories[name], place, CODES, section=section, publish_at=ago)
    for code in CODES:
        write_text(stories["changed"], code, title=f"Another title {code}")
    if guest is not None:
        offer(stories["fresh"], to_site=guest, languages=list(CODES), actor=None)
    delivery = offer(
        stories["review"], to_site=guest or neighbour, languages=list(CODES), actor=None
    )
    release = plan_release(site, name=f"Release of {site}", actor=None)
    add_to_release(release, stories["fresh"], site=site, languages=list(CODES), actor=None)
    person = make_user((Role.REPORTER, site), username=f"colleague-{site.key}")
    shown = guest or site
    return Corner(
        site=site,
        nouns={
            "image": make_image(site),
            "category": site.categories.get(key="front"),
            "glossaryterm": make_term(site),
            "site": site,
            "user": person,
            "membership": person.memberships.get(),
            "redirect": Redirect.objects.create(site=site, old_path="/a/", new_path="/b/"),
            "statechange": StateChange.objects.filter(site=site).order_by("pk").first(),
            "accountevent": AccountEvent.objects.create(
                verb="signed_in", user=person, actor=person, site=site
            ),
            "apitoken": make_token(
                person, name="Theirs", expires_at=timezone.now() + timedelta(days=1)
            )[0],
            "invitation": invitations.invite(
                f"new@{site.key}.example",
                sites=[site],
                roles=[Role.REPORTER],
                languages=[],
                language_code="en",
                actor=make_user((Role.SITE_MANAGER, site)),
                address="",
            ),
            **nouns,
        },
        stories=stories,
        publications={
            code: Publication.objects.get(story=stories["live"], site=shown, language_code=code)
            for code in CODES
        },
        earlier=earlier,
        release=release,
        delivery=delivery,
    )


# What every visit leaves, whether or not it may do what it came for.
TRACES = {
    "django_session",
    "articles_presence",
    # Which edition of the rules looked at a text last.
    "articles_judgement",
    "articles_session",
    "django_migrations",
}


def tables() -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return sorted(set(found) - TRACES)


def snapshot(names: list[str]) -> dict[str, str]:
    """By table, what is in it: every row, in one query."""
    each = " UNION ALL ".join(
        f"SELECT '{name}', count(*) || coalesce(md5(string_agg(md5(t::text), '' "
        f"ORDER BY md5(t::text))), '') FROM \"{name}\" t"
        for name in names
    )
    with connection.cursor() as cursor:
        cursor.execute(each)
        return dict(cursor.fetchall())
