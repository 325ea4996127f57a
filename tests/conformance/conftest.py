"""The whole demo, seeded once for this folder, and everything that can be reached in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from articles.counting.ranking import rank
from articles.counting.roll_up import roll_up
from articles.demo import seeding
from articles.sites import snapshot
from tests.conformance.crawler import Crawl, crawl
from tests.demo.drawings import PlainDrawings

HOSTS = {"newscenter.localhost", "sports.localhost"}


@pytest.fixture(autouse=True)
def media_folder() -> None:
    """The demo's pictures stay where they are, unlike those of other tests."""


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The demo's sites, in a transaction that ends with the tests of this folder.

    The database stays open all the while, so its tests need no mark.
    """
    media: Path = tmp_path_factory.mktemp("media")
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(
            # As in development: static files come from where they are written.
            DEBUG=True,
            MEDIA_ROOT=media,
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(seeding, "Drawings", PlainDrawings)
        patch.setattr(snapshot, "MAX_AGE", 3600.0)
        seeding.seed()
        roll_up()
        rank()
        snapshot.forget_public_sites()
        yield
        transaction.set_rollback(True)
        snapshot.forget_public_sites()


@pytest.fixture(scope="package")
def visitor(demo: None) -> Client:
    """Somebody with a browser that never kept a cookie."""
    client = Client()
    # WhiteNoise decides once whether it serves static files from where they are written. A test
    # that switches DEBUG off must not decide it for all because it happens to come first.
    client.handler.load_middleware()
    return client


@pytest.fixture(scope="package")
def crawled(visitor: Client) -> Crawl:
    """Everything that the sites lead to from their front doors."""
    starts = [f"http://{host}{path}" for host in sorted(HOSTS) for path in ("/", "/robots.txt")]
    return crawl(visitor, starts, HOSTS)
