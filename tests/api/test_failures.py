"""Every failure is a problem in JSON; nothing that is sent brings a page, a trace or a 500."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.api import views
from articles.api.operations import OPERATIONS
from articles.enums import Role
from tests.api.door import Program, kind_of
from tests.factories import make_story, make_user


@pytest.mark.parametrize("path", ["/", "/nothing", "/stories/", "/stories/0", "/stories/x"])
def test_unknown_address(db, path):
    assert kind_of(Client().get(f"/api/v1{path}")) == "not-found"


def test_method_that_is_not_taken(editor):
    answer = Program(editor).ask("DELETE", "/stories/1/texts/vi")

    assert kind_of(answer) == "method-not-allowed"
    assert answer["Allow"] == "GET, PUT"


def test_head_is_a_get_without_words(editor):
    answer = Program(editor).ask("HEAD", "/me")

    assert (answer.status_code, answer.content) == (200, b"")


def test_body_that_is_no_json(site, editor):
    story, client = make_story(site), Client()
    key = {"authorization": f"Bearer {Program(editor).key}"}
    path = f"/api/v1/stories/{story.pk}/texts/vi"

    form = client.put(path, b"title=x", content_type="text/plain", headers=key)
    broken = client.put(path, b'{"title": ', content_type="application/json", headers=key)
    deep = client.put(path, b"[" * 100_000, content_type="application/json", headers=key)
    latin = client.put(path, b'{"title": "\xe9"}', content_type="application/json", headers=key)

    assert kind_of(form) == "not-json"
    assert [kind_of(one) for one in (broken, deep, latin)] == ["unreadable"] * 3


def test_body_that_is_too_large(site, editor, monkeypatch):
    monkeypatch.setattr(views, "LARGEST", 100)

    answer = Program(editor).put(f"/stories/{make_story(site).pk}/texts/vi", {"title": "x" * 200})

    assert kind_of(answer) == "too-large"


def test_fault_of_ours_is_a_problem_too(editor, monkeypatch, caplog):
    def break_down(_call):
        raise RuntimeError("secret inside")

    broken = next(one for one in OPERATIONS if one.name == "me")
    monkeypatch.setattr(views, "OPERATIONS", (replace(broken, act=break_down),))

    answer = Program(editor).get("/me")

    assert kind_of(answer) == "broken"
    assert "secret inside" not in answer.content.decode()
    assert "secret inside" in caplog.text


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
NAMES = st.sampled_from(
    [
        *("title", "dek", "body", "slug", "reason", "comment", "revision", "site", "languages"),
        *("section", "publish_at", "expire_at", "headlines", "override_reason"),
    ]
)
CHANGES = [one for one in OPERATIONS if one.body is not None]


@pytest.mark.parametrize("operation", CHANGES, ids=lambda one: one.name)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=st.dictionaries(NAMES, ANYTHING, max_size=6) | ANYTHING)
def test_no_body_breaks_it(site, operation, body):
    if not hasattr(test_no_body_breaks_it, "cast") or test_no_body_breaks_it.cast[0] != site.pk:
        story = make_story(site, ("vi",))
        program = Program(make_user((Role.CHIEF_EDITOR, site)))
        test_no_body_breaks_it.cast = (site.pk, story, program)
    _site, story, program = test_no_body_breaks_it.cast
    path = operation.path.format(story=story.pk, language="vi")

    answer = program.client.generic(
        operation.method,
        f"/api/v1{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {program.key}"},
    )

    assert answer.status_code in {200, 400, 403, 404, 422, 428}
    if answer.status_code != 200:
        kind_of(answer)
