"""What tests of the admin ask for by name."""

from __future__ import annotations

import pytest

from articles.sites import snapshot


@pytest.fixture
def sites_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites are read at the first request of a test, however long it takes: for counted queries."""
    monkeypatch.setattr(snapshot, "MAX_AGE", 3600.0)
