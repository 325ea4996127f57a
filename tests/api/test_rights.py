"""Every role and verb, on the own and another site, in the own and another language: through the
API as the table of rights says, with expectations written out in tests/test_permissions.py."""

from __future__ import annotations

import itertools

import pytest
from django.db import transaction

from articles.enums import Role, Verb
from articles.permissions import GRANTS
from articles.workflow import publish, submit
from tests.api.door import Program, kind_of
from tests.factories import make_section, make_story, make_user
from tests.grants import MAY

TEXT = {"title": "New", "body": "<p>Words.</p>"}


# What is asked, with the verb that it needs. "vi" is the original.
VERBS = {
    Verb.VIEW: lambda ask, story, code: ask.get(f"/stories/{story.pk}/texts/{code}"),
    Verb.WRITE: lambda ask, story, code: ask.put(
        f"/stories/{story.pk}/texts/{code}", TEXT, **{"if-match": tag(story, code)}
    ),
    Verb.SUBMIT: lambda ask, story, code: ask.post(f"/stories/{story.pk}/texts/{code}/submit"),
    Verb.RETURN: lambda ask, story, code: ask.post(
        f"/stories/{story.pk}/texts/{code}/return", {"comment": "Shorter."}
    ),
    Verb.APPROVE: lambda ask, story, code: ask.post(f"/stories/{story.pk}/texts/{code}/approve"),
    Verb.REVERT: lambda ask, story, code: ask.post(
        f"/stories/{story.pk}/texts/{code}/revert", {"revision": head(story, code)}
    ),
    Verb.PUBLISH: lambda ask, story, code: ask.post(
        f"/stories/{story.pk}/publish",
        {"site": story.origin.key, "languages": [code], "override_reason": ""},
    ),
    Verb.TAKE_DOWN: lambda ask, story, code: ask.post(
        f"/stories/{story.pk}/take-down",
        {"site": story.origin.key, "languages": [code], "reason": "Wrong."},
    ),
}


def head(story, code):
    return story.translations.get(language_code=code).head_id


def tag(story, code):
    return f'"r{head(story, code)}"'


def may(role, verb, code):
    """What the person needs: writing an original and a translation are two verbs."""
    if verb in {Verb.WRITE, Verb.REVERT}:
        verb = Verb.WRITE if code == "vi" else Verb.TRANSLATE
    return verb in MAY[role]


def test_expectations_speak_of_the_table_as_it_is():
    assert {role: frozenset(verbs) for role, verbs in MAY.items()} == GRANTS


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("limited_to", ["vi", "en"])
def test_matrix(site, other_site, role, limited_to):
    stories = {}
    for place in (site, other_site):
        make_section(place)
        stories[place] = make_story(place, ("vi", "en"))
        publish(stories[place], site=place, languages=["vi", "en"], actor=None)
        for code in ("vi", "en"):
            submit(stories[place], code, actor=None)
    ask = Program(make_user((role, site), languages=(limited_to,)))

    for verb, place, code in itertools.product(VERBS, (site, other_site), ("vi", "en")):
        story = stories[place]
        with transaction.atomic():
            answer = VERBS[verb](ask, story, code)
            transaction.set_rollback(True)
        named = (role, verb, place.key, code, answer.content.decode())
        if place == other_site:
            assert kind_of(answer) == "not-found", named
        # Whoever reads a story reads it in all languages.
        elif verb == Verb.VIEW or (may(role, verb, code) and code == limited_to):
            assert answer.status_code == 200, named
        else:
            assert kind_of(answer) == "forbidden", named


def test_administrator_does_everything_everywhere(site, other_site, admin):
    ask = Program(admin)
    for place in (site, other_site):
        make_section(place)
        story = make_story(place, ("vi",))
        for verb in (Verb.SUBMIT, Verb.APPROVE, Verb.PUBLISH, Verb.TAKE_DOWN):
            assert VERBS[verb](ask, story, "vi").status_code == 200, verb


def test_editor_of_a_carrying_site_reads_and_takes_down_there_only(site, other_site, outsider):
    make_section(site)
    story = make_story(site, ("vi",))
    publish(story, site=site, languages=["vi"], actor=None)
    publish(story, site=other_site, languages=["vi"], actor=None, section=make_section(other_site))
    ask = Program(outsider)

    at_home = ask.post(f"/stories/{story.pk}/take-down", {"site": "sports", "reason": "Ours."})
    elsewhere = ask.post(f"/stories/{story.pk}/take-down", {"reason": "Theirs."})

    assert [row["site"] for row in at_home.json()["publications"]] == ["sports"]
    assert elsewhere.status_code == 403
    states = {p.site.key: p.withdrawn_at is None for p in story.publications.all()}
    assert states == {"news": True, "sports": False}
