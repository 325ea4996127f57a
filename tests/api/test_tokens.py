"""The life of a token: made once, shown once, and over when its owner is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import RedisError

from articles.api import tokens
from articles.models import ApiToken
from tests.admin.desk import signed_in
from tests.api.door import Program, key_of, kind_of
from tests.factories import make_story


@pytest.fixture(autouse=True)
def forgiven(settings):
    cache.clear()
    yield
    cache.clear()


def add(user, **fields):
    data = {"name": "Wire bot", "days": "90"} | fields
    return signed_in(user).post(reverse("admin:articles_apitoken_add"), data)


def key_on(page):
    return page.content.decode().split('class="token-key">')[1].split("<")[0]


def test_person_makes_a_token_sees_its_key_once_and_uses_it(reporter):
    page = add(reporter)

    key = key_on(page)
    token = ApiToken.objects.get()
    assert (token.user, token.name, token.read_only) == (reporter, "Wire bot", False)
    assert timedelta(days=89) < token.expires_at - timezone.now() <= timedelta(days=90)
    assert key not in str(token.__dict__)
    assert token.digest not in key
    assert Program(None, key=key).get("/me").json()["username"] == "reporter"
    token.refresh_from_db()
    assert token.last_used_at is not None
    shown = signed_in(reporter).get(reverse("admin:articles_apitoken_changelist"))
    assert key not in shown.content.decode()
    assert token.hint in shown.content.decode()


def test_nobody_sees_or_ends_the_token_of_another(reporter, editor, admin):
    add(reporter)
    token = ApiToken.objects.get()
    address = reverse("admin:articles_apitoken_delete", args=[token.pk])

    listed = signed_in(editor).get(reverse("admin:articles_apitoken_changelist"))
    refused = signed_in(editor).post(address, {"post": "yes"})

    assert token.hint not in listed.content.decode()
    assert refused.status_code in {302, 403, 404}
    assert ApiToken.objects.exists()
    signed_in(admin).post(address, {"post": "yes"})
    assert not ApiToken.objects.exists()


def test_deleted_token_opens_nothing_from_that_moment(reporter):
    key = key_on(add(reporter))
    program = Program(None, key=key)
    assert program.get("/me").status_code == 200

    address = reverse("admin:articles_apitoken_delete", args=[ApiToken.objects.get().pk])
    signed_in(reporter).post(address, {"post": "yes"})

    assert kind_of(program.get("/me")) == "unauthenticated"


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_account_that_is_switched_off_stops_its_tokens(editor, field):
    program = Program(editor)
    assert program.get("/me").status_code == 200

    setattr(editor, field, False)
    editor.save()

    answer = program.get("/me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_expired_token_opens_nothing(editor):
    program = Program(editor, expires_at=timezone.now() - timedelta(seconds=1))

    assert kind_of(program.get("/me")) == "unauthenticated"


def test_role_that_was_taken_away_is_gone_from_the_token(site, editor):
    story, program = make_story(site), Program(editor)
    assert program.get(f"/stories/{story.pk}").status_code == 200

    editor.memberships.all().delete()

    assert kind_of(program.get(f"/stories/{story.pk}")) == "not-found"


def test_token_that_only_reads_changes_nothing(site, editor):
    story, program = make_story(site), Program(editor, read_only=True)

    assert program.get(f"/stories/{story.pk}").status_code == 200
    answer = program.post(f"/stories/{story.pk}/texts/vi/submit")

    assert kind_of(answer) == "forbidden"
    assert story.translations.get().state == "draft"


def test_session_of_the_admin_is_no_token(editor):
    client: Client = signed_in(editor)

    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer x\x7f", "Bearer " + "x" * 9000, "ncat_"],
)
def test_anything_else_is_no_token(db, header):
    answer = Client().get("/api/v1/me", headers={"authorization": header})

    assert kind_of(answer) == "unauthenticated"


def test_guessing_is_slowed_down_for_its_address_and_not_for_colleagues(editor, monkeypatch):
    monkeypatch.setattr(tokens, "FAILURES", 3)
    wrong = Program(None, key="ncat_wrong")

    kinds = [kind_of(wrong.get("/me")) for _try in range(5)]

    assert kinds == ["unauthenticated"] * 3 + ["too-many-failures"] * 2
    assert int(wrong.get("/me")["Retry-After"]) > 0
    assert Program(editor).get("/me").status_code == 200


def test_use_is_written_down_once_a_minute(editor, django_assert_num_queries):
    program = Program(None, key=key_of(editor))
    program.get("/me")

    with django_assert_num_queries(2):
        program.get("/me")


@pytest.mark.django_db
def test_a_wrong_token_is_refused_also_while_the_cache_is_away():
    redis = "django.core.cache.backends.redis.RedisCache"
    away = {"default": {"BACKEND": redis, "LOCATION": "redis://127.0.0.1:9/0"}}
    with override_settings(CACHES=away):
        with pytest.raises(RedisError):
            cache.get("x")

        assert Program(None, key="wrong").get("/me").status_code == 401
