"""Public pages as a reader's browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.sites import snapshot


@pytest.fixture(autouse=True)
def sites_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites are read at the first request of a test and kept to its end."""
    monkeypatch.setattr(snapshot, "MAX_AGE", 3600.0)
    snapshot.forget_public_sites()


Get = Callable[..., HttpResponse]


@pytest.fixture
def get(client: Client) -> Get:
    """Ask for a path of the site `news`, or of another host."""

    def ask(path: str, host: str = "news.example", **headers: Any) -> HttpResponse:
        return client.get(path, headers={"host": host, **headers})

    return ask
