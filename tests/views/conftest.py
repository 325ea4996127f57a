"""Public pages as a reader's browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client


@pytest.fixture(autouse=True)
def sites_read_once(sites_read_once: None) -> None:
    """Here for every test."""


Get = Callable[..., HttpResponse]


@pytest.fixture
def get(client: Client) -> Get:
    """Ask for a path of the site `news`, or of another host."""

    def ask(path: str, host: str = "news.example", **headers: Any) -> HttpResponse:
        return client.get(path, headers={"host": host, **headers})

    return ask
