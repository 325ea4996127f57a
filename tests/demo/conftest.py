"""What tests of the demo ask for."""

from __future__ import annotations

import pytest

from tests.ports import free_port


@pytest.fixture
def port() -> int:
    """One that nobody listens at."""
    return free_port()
