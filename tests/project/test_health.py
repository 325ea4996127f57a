import pytest

from tests.project.environment import PRODUCTION, manage

ASK = """
from django.test import Client
answer = Client(headers={"host": "news.example.org"}).get("/-/health")
print(answer.status_code, answer.content.decode(), answer.headers.get("Location"))
"""


@pytest.mark.django_db
def test_health_asks_the_database_once(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/-/health")

    assert (answer.status_code, answer.json()) == (200, {"database": "ok"})
    assert "no-store" in answer.headers["Cache-Control"]


def test_health_takes_no_post(client):
    assert client.post("/-/health").status_code == 405


def test_health_is_bad_while_the_database_is_away_and_says_no_more():
    # Nothing listens on port 1. In production http is redirected, this address is not.
    away = {"DATABASE_URL": "postgres://somebody:hunter2@127.0.0.1:1/news"}

    done = manage("shell", "--no-imports", "-c", ASK, **PRODUCTION, **away)

    assert done.stdout == '503 {"database": "away"} None\n', done.stderr
    assert "the database does not answer" in done.stderr
    assert "hunter2" not in done.stderr
