"""The database backend, on the server this test run itself uses."""

import pytest
from django.db import connection

from newscenter.postgres.server import project_server

pytestmark = pytest.mark.django_db


def test_backend_reaches_the_embedded_server():
    parameters = connection.get_connection_params()

    address = project_server().open()
    assert (parameters["host"], parameters["user"]) == (address.host, "newscenter")
    assert connection.vendor == "postgresql"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("max_connections", "200"),
    ],
)
def test_server_is_set_up_for_durable_private_use(setting, value):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [setting])

        assert cursor.fetchone() == (value,)


def test_case_folding_knows_vietnamese():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'ĐÀ NẴNG' ILIKE 'đà nẵng'")

        assert cursor.fetchone() == (True,)
