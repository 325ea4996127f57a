"""Every page of the admin for everybody, opened and posted to, by address and not by click."""

from __future__ import annotations

import itertools
from functools import partial

import pytest
from django.urls import get_resolver, reverse

from articles.enums import Role
from tests.matrix.acts import ACTS
from tests.matrix.cast import CODES, OWN, PLACES
from tests.matrix.doors import ELSEWHERE, LETTERS, LOOKS, nothing
from tests.matrix.trying import attempt, is_refused, is_sent_to_log_in

# The mark has the test database made; what the cast opened is open already.
pytestmark = pytest.mark.django_db


def names_below_admin():
    (desk,) = (
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "admin"
    )
    return set(_names(desk))


def _names(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern)
        elif pattern.name:
            yield pattern.name


def test_every_page_has_its_expectation():
    """A new page: write in `doors.LOOKS` who may open it, and in `ACTS` what is done there."""
    assert names_below_admin() == set(LOOKS) | set(ELSEWHERE)
    assert not set(LOOKS) & set(ELSEWHERE)
    assert {act.door for act in ACTS} <= set(LOOKS) | set(ELSEWHERE)
    assert LETTERS.keys() == set(Role.values)


def looks():
    for name, (arguments, own, shared) in LOOKS.items():
        for place, may in zip(PLACES, (own, shared, ""), strict=True):
            if place == OWN or arguments is not nothing:
                yield name, arguments, place, may


def address(cast, name, arguments, place):
    corner = cast.places[place]
    try:
        return reverse(f"admin:{name}", args=arguments(corner))
    except KeyError:
        return None


@pytest.mark.parametrize("role", Role.values)
def test_pages_open_for_those_who_may_and_nothing_changes(cast, known, role):
    client, wrong = cast.client(cast.people[role, ""]), []

    def open_all():
        for name, arguments, place, may in looks():
            path = address(cast, name, arguments, place)
            if path is None:
                continue
            answer = client.get(path)
            expected = LETTERS[role] in may
            if (answer.status_code == 200) is not expected or not (expected or is_refused(answer)):
                wrong.append((name, place, answer.status_code, expected))

    _nothing, changed = attempt(open_all, known)

    assert "\n".join(map(str, wrong)) == ""
    assert changed == set()


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.title)
def test_acts_change_what_they_should_and_only_for_those_who_may(cast, known, role, act):
    wrong = []
    for place, code in itertools.product(PLACES, act.codes):
        corner, letter = cast.places[place], LETTERS[role]
        path = reverse(f"admin:{act.door}", args=act.at(corner, code))
        data = act.data(cast, corner, code)
        kind = {"content_type": "application/json"} if act.is_json else {}
        # A role that may not do it at all need not be tried in two languages.
        limits = ("", "vi") if any(act.may(place, letter, one) for one in CODES) else ("vi",)
        for limit in limits:
            client = cast.client(cast.people[role, limit])
            answer, changed = attempt(partial(client.post, path, data, **kind), known)
            if act.may(place, letter, code) and (not limit or code == limit):
                fine = changed == act.expected(place, code) and not is_refused(answer)
            elif any(act.may(place, letter, one) for one in CODES):
                # Their form, without this language.
                fine = changed <= act.idle
            else:
                fine = is_refused(answer) and not changed
            if not fine:
                wrong.append((place, code, limit, answer.status_code, sorted(changed)))
    assert "\n".join(map(str, wrong)) == ""


def test_strangers_are_sent_to_log_in(cast, known):
    wrong = []

    def knock():
        for user in (None, cast.reader):
            for name, arguments, place, _may in looks():
                path = address(cast, name, arguments, place)
                if path is not None:
                    client = cast.client(user)
                    answers = client.get(path), client.post(path)
                    if not all(map(is_sent_to_log_in, answers)):
                        wrong.append((name, place, [one.status_code for one in answers]))

    _nothing, changed = attempt(knock, known)

    assert "\n".join(map(str, wrong)) == ""
    assert changed == set()
