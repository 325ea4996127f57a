from __future__ import annotations

import pytest
from django.utils import timezone

from articles.models import Site
from tests.exchange.bulk.writing.records import NOW
from tests.factories import make_site


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def site(db) -> Site:
    return make_site("bulk", ("vi", "en", "zh-hans"))
